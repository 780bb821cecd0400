"""What is the matter with this cart? python3 inspect_cart.py <cart key> [--personal] [--json]"""

import argparse
import json
import re
import sys
import unicodedata
from datetime import datetime, timezone

from sessions_client import SessionsApiError, SessionsClient, mask_cart_key


def summary(session, personal):
    """What support needs to know; names and addresses stay out unless asked for."""
    customer = session.get("customer") or {}
    email = customer.get("billing_email")
    if email and not personal:
        email = re.sub(r"^(.).*@", r"\1…@", email)
    currency = (session.get("currency") or {}).get("currency_code", "")
    total = (session.get("cart_totals") or {}).get("total")

    def money(amount):
        return f"{amount} {currency}".strip()

    return {
        "cart": mask_cart_key(session["cart_key"]),
        "status": session["cart_status"],
        "source": session["cart_source"],
        "customer": f"user {customer['id']}" if customer.get("id") else "guest",
        "email": email,
        "created": _moment(session["cart_created"]),
        "last_activity": _moment(session["cart_last_activity"]),
        "expires": _moment(session["cart_expiry"]),
        "items": [
            {
                "name": item["name"],
                "product_id": item["product_id"],
                "quantity": item["quantity"],
                "total": money(item["line_total"]),
            }
            for item in session["cart_items"]
        ],
        "coupons": session["applied_coupons"],
        "total": None if total is None else money(total),
        "problems": [
            {"code": problem["code"], "message": problem["message"]}
            for problem in session.get("problems") or []
        ],
    }


def _moment(epoch_seconds):
    return datetime.fromtimestamp(epoch_seconds, timezone.utc).isoformat()


def _plain(text):
    """Shop and shopper choose these texts: control characters must not reach the terminal."""
    return "".join("?" if unicodedata.category(c) in ("Cc", "Cf") else c for c in str(text))


def show(found):
    for name in ("cart", "status", "source", "customer", "email", "created", "last_activity",
                 "expires", "total"):
        shown = "-" if found[name] is None else _plain(found[name])
        print(f"{name.replace('_', ' '):<14}{shown}")
    print(f"{'coupons':<14}{', '.join(map(_plain, found['coupons'])) or '-'}")
    print(f"{'items':<14}{len(found['items'])}")
    for item in found["items"]:
        print(f"  {item['quantity']} x {_plain(item['name'])} (product {item['product_id']})"
              f"  {_plain(item['total'])}")
    print(f"{'problems':<14}{len(found['problems'])}")
    for problem in found["problems"]:
        print(f"  {_plain(problem['code'])}: {_plain(problem['message'])}")


def main():
    parser = argparse.ArgumentParser(description="Shows one cart and what is wrong with it.")
    parser.add_argument("cart_key")
    parser.add_argument("--personal", action="store_true", help="show the whole e-mail address")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        session = SessionsClient.from_environment().get(options.cart_key)
    except (SessionsApiError, ValueError) as error:
        sys.exit(f"inspect: {error}")
    found = summary(session, options.personal)
    if options.json:
        print(json.dumps(found))
    else:
        show(found)


if __name__ == "__main__":
    main()
