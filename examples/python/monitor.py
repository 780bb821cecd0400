"""Statistics over all carts: python3 monitor.py [--idle-hours 24] [--json]"""

import argparse
import json
import sys
import time
from collections import Counter

from sessions_client import CurrencySums, SessionsApiError, SessionsClient, worth


def statistics(client, idle_hours=24.0, now=None):
    """A cart is idle when its shopper has done nothing for a while.

    The expiry does not tell that: it lies in the future for every live cart, and moves with the
    shop's settings.
    """
    idle_since = (now or time.time()) - idle_hours * 3600
    carts = with_items = guests = unreadable = idle = 0
    by_status, by_source = Counter(), Counter()
    value, idle_value = CurrencySums(), CurrencySums()
    for session in client.all():
        carts += 1
        guests += (session.get("customer") or {}).get("id") == 0
        unreadable += any(p["code"] == "unreadable" for p in session.get("problems") or [])
        by_status[session["cart_status"]] += 1
        by_source[session["cart_source"]] += 1
        if session["item_count"] == 0:
            continue
        with_items += 1
        value.add(session)
        if session["cart_status"] != "expired" and session["cart_last_activity"] < idle_since:
            idle += 1
            idle_value.add(session)
    return {
        "carts": carts,
        "with_items": with_items,
        "guests": guests,
        "unreadable": unreadable,
        "by_status": dict(by_status),
        "by_source": dict(by_source),
        "value": value.as_dict(),
        "idle": {"hours": idle_hours, "carts": idle, "value": idle_value.as_dict()},
    }


def show(found):
    def counts(words):
        return ", ".join(f"{number} {word}" for word, number in words.items()) or "-"

    idle = found["idle"]
    print(f"Carts        {found['carts']} ({counts(found['by_status'])})")
    print(f"Made by      {counts(found['by_source'])}")
    print(f"With items   {found['with_items']}, worth {worth(found['value'])}")
    print(f"Guests       {found['guests']}")
    print(f"Idle > {idle['hours']:g} h  {idle['carts']}, worth {worth(idle['value'])}")
    if found["unreadable"]:
        print(f"Unreadable   {found['unreadable']}")


def main():
    parser = argparse.ArgumentParser(description="Statistics over all carts.")
    parser.add_argument("--idle-hours", type=float, default=24.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        found = statistics(SessionsClient.from_environment(), options.idle_hours)
    except (SessionsApiError, ValueError) as error:
        sys.exit(f"monitor: {error}")
    if options.json:
        print(json.dumps(found))
    else:
        show(found)


if __name__ == "__main__":
    main()
