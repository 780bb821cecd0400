# A client in Python as a shop's developer writes it from the guide, with the standard library.
# Prints one line a step: name, HTTP status, number of elements. Settings: see TutorialClientsTest.
import base64
import json
import os
import urllib.error
import urllib.request
from datetime import datetime, timezone

BASE, KEY, SECRET, CART = (os.environ[name] for name in ("BASE", "KEY", "SECRET", "CART"))


def call(name, path, method="GET", secret=SECRET, login=True):
    headers = {"Content-Type": "application/json"}
    if login:
        pair = base64.b64encode(f"{KEY}:{secret}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    address = BASE + (path.replace("?", "&") if "?" in BASE else path)
    request = urllib.request.Request(address, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            status, body = answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        status, body = refusal.code, json.load(refusal)
    print(name, status, len(body) if isinstance(body, list) else "-")
    return body


sessions = call("list", "/sessions?page=1&per_page=20")
call("page", "/sessions?page=2&per_page=5")
call("past", "/sessions?page=100000&per_page=10")
call("plural", f"/sessions/{CART}")
call("singular", f"/session/{CART}")
call("items", f"/session/{CART}/items")
call("unknown", "/sessions/nosuchcart")
call("delete", f"/sessions/{CART}", method="DELETE")
call("again", f"/sessions/{CART}", method="DELETE")
call("wrong", "/sessions", secret="cs_wrong")
call("nobody", "/sessions", login=False)

# What the guide's analytics read of each element, with its operators.
if isinstance(sessions, list):
    odd = 0
    for session in sessions:
        try:
            float(session.get("cart_totals", {}).get("total", 0))
            len(session.get("cart_items", []))
            session["customer"].get("billing_email")
            datetime.fromtimestamp(session["cart_expiry"], timezone.utc)
        except (AttributeError, KeyError, TypeError, ValueError):
            odd += 1
    print("odd", odd, "-")
