"""What the market sends to a program, as the library of Standard Webhooks reads it.

    webhook.py < {"secrets": [...], "headers": {...}, "body": "..."}

Every secret must find it good; with another one, another body or another time it must not be.
"""

import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

sample = json.load(sys.stdin)
headers, body = sample["headers"], sample["body"]


def is_good(secret, headers, body):
    try:
        return Webhook(secret).verify(body, headers) == json.loads(body)
    except WebhookVerificationError:
        return False


assert all(is_good(secret, headers, body) for secret in sample["secrets"]), "a secret finds it bad"
first = sample["secrets"][0]
late = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
assert not is_good("whsec_" + "A" * 32, headers, body), "any secret finds it good"
assert not is_good(first, headers, body.replace("webhook.test", "order.paid")), "any body is good"
assert not is_good(first, late, body), "any time is good"
assert not is_good(first, {**headers, "webhook-id": "msg_other"}, body), "any id is good"
