"""The API as Schemathesis asks it: by its description, as a guest and with a token of each role of a demo market.

    api.py http://127.0.0.1:PORT FOLDER

What is asked about is real: each call's `{id}` is one that its role can see. How a market may end is left out: what is
closed, revoked or removed here could not be asked about afterwards; stories tell of those.
"""

import json
import os
import subprocess
import sys
import urllib.request

import tokens

MARKET, FOLDER = sys.argv[1], sys.argv[2]
API = MARKET + "/api/v1"
# In a form with files everything is text, so there is no wrong sort of value.
LEFT_OUT = r"(/photos$|closure|reopening|/sessions|/tokens|/codes|/accounts$|password|/events$|/staff|/operator/accounts/\{id\}/)"

HANDLE = "helan-leather"
OF_THE_MARKET = "/(operator|disputes|reported-)"
# How much is asked: `coverage` takes one case for each way to be wrong, `fuzzing` so many by chance.
RUNS = (
    ("guest", "fuzzing", ["--max-examples", "1"]),
    ("buyer", "fuzzing", ["--max-examples", "2"]),
    ("maker", "coverage", []),
    ("operator", "coverage", ["--include-path-regex", OF_THE_MARKET]),
)

# Where one of a sort is found, by the beginning of the calls that are about one.
LISTS = {
    "/listings/": ("/shops/{handle}/listings",),
    "/orders/": ("/orders", "/shops/{handle}/orders"),
    "/operator/orders/": ("/operator/orders",),
    "/conversations/": ("/conversations", "/shops/{handle}/conversations"),
    "/refund-requests/": ("/shops/{handle}/refund-requests", "/disputes"),
    "/coupons/": ("/shops/{handle}/coupons", "/operator/coupons"),
    "/payouts/": ("/shops/{handle}/payouts",),
    "/operator/payouts/": ("/operator/payouts",),
    "/operator/payout-batches/": ("/operator/payout-batches",),
    "/operator/reconciliations/": ("/operator/reconciliations",),
    "/operator/jobs/": ("/operator/jobs",),
    "/operator/accounts/": ("/operator/accounts",),
    "/reviews/": ("/shops/{handle}/reviews",),
    "/reported-conversations/": ("/reported-conversations",),
    "/addresses/": ("/addresses",),
    "/notifications/": ("/notifications",),
    "/webhooks/": ("/shops/{handle}/webhooks",),
}


def get(path, key):
    headers = {"authorization": "Bearer " + key} if key else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(API + path, None, headers), timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return {}


def one_of(lists, key):
    for path in lists:
        for item in get(path.replace("{handle}", HANDLE), key).get("items", []):
            return item["id"]
    return None


def settings(key):
    """What stands for the parts of paths."""
    lines = [
        "continue-on-failure = true",
        "warnings = false",
        # One method that a path does not have stands for all.
        "[phases.coverage]",
        'unexpected-methods = ["TRACE"]',
        "[parameters]",
        f'"path.handle" = "{HANDLE}"',
    ]
    for beginning, lists in LISTS.items():
        found = one_of(lists, key)
        if found:
            lines += ["[[operations]]", f'include-path-regex = "^/api/v1{beginning}"', f'parameters = {{ "path.id" = "{found}" }}']
    return "\n".join(lines) + "\n"


def run(role, phase, more):
    key = None if role == "guest" else tokens.token(MARKET, role)
    config = os.path.join(FOLDER, role + ".toml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(settings(key))
    schemathesis = os.path.join(os.path.dirname(sys.executable), "schemathesis")
    command = [schemathesis, "--config-file", config, "run", API + "/openapi.json", "--url", MARKET, "--checks", "all"]
    # A field may be well formed and still refused, such as a day that is over: that is said in 422.
    command += ["--exclude-checks", "positive_data_acceptance"]
    command += ["--phases", phase, "--no-shrink", "--seed", "7", "--suppress-health-check", "all", "--warnings", "off"]
    # What is the market's does not exist for a shop: there its own role asks.
    left_out = f"({OF_THE_MARKET}|{LEFT_OUT})" if role == "maker" else LEFT_OUT
    command += ["--exclude-path-regex", left_out, *more]
    if key:
        command += ["--header", "Authorization: Bearer " + key]
    with open(os.path.join(FOLDER, role + ".log"), "w", encoding="utf-8") as log:
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=FOLDER)


def main():
    # All tokens first: one role's calls must not change what another is given. Side by side, since each waits for the other.
    started = [(role, run(role, *rest)) for role, *rest in RUNS]
    failed = [role for role, process in started if process.wait() != 0]
    for role, _ in started:
        with open(os.path.join(FOLDER, role + ".log"), encoding="utf-8") as log:
            lines = log.read().splitlines()
        print(f"as {role}:", *(lines if role in failed else lines[-4:]), sep="\n  ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
