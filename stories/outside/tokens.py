"""Who asks: a token of each role of the demo market, with every scope that its owner may give."""

import json
import re
import urllib.parse
import urllib.request

ROLES = ("buyer", "maker", "operator")


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are looked at, not followed: the first of them sets the cookie."""

    def redirect_request(self, *_):
        return None


def post(market, path, fields, cookie=""):
    body = urllib.parse.urlencode(fields, doseq=True).encode()
    headers = {"cookie": cookie, "origin": market, "sec-fetch-site": "same-origin"}
    request = urllib.request.Request(market + path, body, headers)
    try:
        return urllib.request.build_opener(Stay).open(request, timeout=20)
    except urllib.error.HTTPError as answer:
        return answer


def scopes(market):
    with urllib.request.urlopen(market + "/api/v1/openapi.json", timeout=20) as answer:
        return json.load(answer)["components"]["schemas"]["ScopeName"]["enum"]


def token(market, role):
    """The key of a new token; raises where there is none."""
    cookie = post(market, "/demo/role", {"role": role}).headers["set-cookie"].split(";")[0]
    of_desks = ("operator", "moderator")
    given = [scope for scope in scopes(market) if scope not in of_desks or role == "operator"]
    page = post(market, "/mine/tokens", {"name": "outside", "scope": given}, cookie).read().decode()
    return re.search(r"jishi_[0-9a-z]{40,}", page).group(0)
