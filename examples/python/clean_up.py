"""Moves carts to trash that expired long ago. Changes nothing without --delete.

python3 clean_up.py [--days 30] [--delete] [--one-by-one] [--for-good] [--json]
"""

import argparse
import json
import sys
import time

from sessions_client import CurrencySums, SessionsApiError, SessionsClient, worth


def clean_up(client, days=30, really=False, one_by_one=False, for_good=False):
    """What was (or without `really`: would be) deleted."""
    if days < 0:
        raise ValueError("days must be a number from 0.")
    before = int(time.time() - days * 86_400)
    # The same condition selects, counts and deletes, on the server.
    conditions = {"status": "expired", "expires_before": before}
    report = {"dry_run": not really, "expired_before": before, "deleted": 0, "failed": 0}
    if really and not one_by_one:
        return {**report, **_delete_in_bulk(client, conditions, for_good)}
    value, keys = CurrencySums(), []
    for session in client.all(**conditions):
        keys.append(session["cart_key"])
        value.add(session)
    report["value"] = value.as_dict()
    if not really:
        return {**report, "deleted": len(keys)}
    # The list is complete before the first delete, so no page moves under our feet.
    return {**report, **_delete_each(client, keys, for_good)}


def _delete_in_bulk(client, conditions, for_good):
    deleted, value = 0, CurrencySums()
    while True:
        step = client.delete_matching(conditions, for_good)
        deleted += step["deleted"]
        for part in step["totals"]:
            digits = len(part["total"].partition(".")[2])
            value.add_amount(part["currency_code"], part["total"], digits)
        if step["remaining"] == 0 or step["deleted"] == 0:
            return {"deleted": deleted, "failed": step["remaining"], "value": value.as_dict()}


def _delete_each(client, keys, for_good):
    deleted = failed = 0
    for key in keys:
        try:
            client.delete(key, for_good)
            deleted += 1
        except SessionsApiError as error:
            if error.status in (401, 403):
                raise  # no later one will do better
            failed += error.status != 404  # 404: somebody else was faster
    return {"deleted": deleted, "failed": failed}


def main():
    parser = argparse.ArgumentParser(description="Moves carts to trash that expired long ago.")
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--delete", action="store_true", help="do it, do not only count")
    parser.add_argument("--one-by-one", action="store_true")
    parser.add_argument("--for-good", action="store_true", help="past the trash")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        report = clean_up(
            SessionsClient.from_environment(),
            options.days, options.delete, options.one_by_one, options.for_good,
        )
    except (SessionsApiError, ValueError) as error:
        sys.exit(f"clean-up: {error}")
    if options.json:
        print(json.dumps(report))
    elif report["dry_run"]:
        print(f"Would delete {report['deleted']} carts worth {worth(report['value'])}. "
              "Add --delete to do it.")
    else:
        print(f"Deleted {report['deleted']} carts worth {worth(report['value'])}; "
              f"{report['failed']} failed.")
    sys.exit(1 if report["failed"] else 0)


if __name__ == "__main__":
    main()
