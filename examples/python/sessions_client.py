"""A small client for the Sessions API: the standard library of Python 3.9 or newer, nothing else.

    client = SessionsClient.from_environment()
    for session in client.all(status="expired"): ...
"""

import base64
import email.utils
import json
import os
import random
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

RETRY_ANY_METHOD = {429, 503}  # the server did not act: safe to repeat
RETRY_READS = {502, 504}  # it may have acted: repeat only what changes nothing
LONGEST_WAIT = 60.0
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class SessionsApiError(Exception):
    """An answer that is no success; status 0 when there was no answer at all."""

    def __init__(self, status, code, message, request_id=None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.request_id = request_id


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the secret to another host."""

    def redirect_request(self, *_):
        return None


class SessionsClient:
    def __init__(self, url, key, secret, attempts=5, timeout=30.0, debug=None):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("Refusing to send a consumer secret over clear http; use https.")
        self._base = url.rstrip("/")
        self._authorization = "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._attempts = attempts
        self._timeout = timeout
        self._debug = debug
        self._opener = urllib.request.build_opener(_NoRedirects())

    def __repr__(self):
        return f"SessionsClient({self._base})"

    @classmethod
    def from_environment(cls, environment=os.environ, **options):
        wanted = ["COCART_API_URL", "COCART_CONSUMER_KEY", "COCART_CONSUMER_SECRET"]
        missing = [name for name in wanted if not environment.get(name)]
        if missing:
            raise ValueError(f"Please set {', '.join(missing)}.")
        if environment.get("COCART_DEBUG") == "1":
            options.setdefault("debug", lambda line: print(line, file=sys.stderr))
        return cls(*(environment[name] for name in wanted), **options)

    def page(self, **query):
        """One page as (sessions, total, query of the next page or None)."""
        body, headers = self._call("GET", "/v2/sessions", query)
        links = ", ".join(headers.get_all("Link") or [])  # there may be several such headers
        return body, int(headers["X-WP-Total"]), _next_query(links)

    def all(self, per_page=100, **conditions):
        """Every session that the conditions match, page after page by cursor."""
        query = {**conditions, "per_page": per_page}
        while query is not None:
            sessions, _, query = self.page(**query)
            yield from sessions

    def get(self, cart_key):
        return self._call("GET", f"/v2/session/{urllib.parse.quote(cart_key, safe='')}")[0]

    def delete(self, cart_key, for_good=False):
        """Moves the cart to trash; for good leaves nothing to restore."""
        query = {"force": "true"} if for_good else {}
        return self._call("DELETE", f"/v2/session/{urllib.parse.quote(cart_key, safe='')}", query)[0]

    def restore(self, cart_key):
        return self._call("POST", f"/v2/session/{urllib.parse.quote(cart_key, safe='')}/restore")[0]

    def delete_matching(self, conditions, for_good=False):
        """Up to 1000 sessions in one call: deleted, dry_run, remaining, totals."""
        query = {**conditions, "force": "true"} if for_good else conditions
        return self._call("DELETE", "/v2/sessions", query)[0]

    def _call(self, method, path, query=None):
        url = self._base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        attempt = 1
        while True:
            started = time.monotonic()
            status, headers, body = self._attempt(method, url)
            if self._debug:
                self._debug(_describe(method, path, status, started, attempt, headers))
            if 200 <= status < 300 and body is not None:
                return body, headers
            if attempt >= self._attempts or not _may_repeat(method, status):
                raise _error(status, headers, body)
            time.sleep(_wait(headers.get("Retry-After"), attempt))
            attempt += 1

    def _attempt(self, method, url):
        headers = {"Authorization": self._authorization, "Accept": "application/json"}
        request = urllib.request.Request(url, method=method, headers=headers)
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return answer.status, answer.headers, _json(answer.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, _json(refusal.read())
        except OSError:  # refused, reset, timed out, bad certificate
            return 0, {}, None


class CurrencySums:
    """Sums without floating point, apart for each currency."""

    def __init__(self):
        self._sums = {}

    def add(self, session):
        total = (session.get("cart_totals") or {}).get("total")
        currency = session.get("currency") or {}
        if total is None or "currency_code" not in currency:
            return  # a cart that the server could not read
        self.add_amount(currency["currency_code"], total, currency.get("currency_minor_unit", 2))

    def add_amount(self, code, amount, digits):
        known, _ = self._sums.get(code, (Decimal(0), 0))
        self._sums[code] = (known + Decimal(amount), digits)

    def as_dict(self):
        return {code: f"{total:.{digits}f}" for code, (total, digits) in sorted(self._sums.items())}


def worth(sums):
    return ", ".join(f"{amount} {code}" for code, amount in sums.items()) or "-"


def mask_cart_key(cart_key):
    """Whoever knows a guest's whole cart key has the cart, so logs only get its beginning."""
    return cart_key if cart_key.isdigit() else cart_key[:4] + "…"


def _json(data):
    try:
        return json.loads(data)
    except ValueError:
        return None


def _error(status, headers, body):
    body = body if isinstance(body, dict) else {}
    code = body.get("code", "not_reached" if status == 0 else "unreadable_answer")
    text = "No answer from the server." if status == 0 else f"HTTP {status}"
    return SessionsApiError(status, code, body.get("message", text), headers.get("X-Request-Id"))


def _next_query(link):
    """Only the query is taken: the next request goes to the same host as the first."""
    found = re.search(r'<([^>]*)>\s*;\s*rel="?next"?', link)
    if not found:
        return None
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(found[1]).query))
    query.pop("rest_route", None)
    return query


def _may_repeat(method, status):
    return status in RETRY_ANY_METHOD or (
        method == "GET" and (status == 0 or status in RETRY_READS)
    )


def _wait(retry_after, attempt):
    if retry_after and retry_after.isdigit():
        return min(float(retry_after), LONGEST_WAIT)
    moment = email.utils.parsedate_to_datetime(retry_after) if _is_date(retry_after) else None
    if moment:
        return min(max(moment.timestamp() - time.time(), 0.0), LONGEST_WAIT)
    ceiling = min(0.5 * 2 ** (attempt - 1), LONGEST_WAIT)
    return ceiling / 2 + random.random() * ceiling / 2


def _is_date(text):
    return bool(text) and email.utils.parsedate(text) is not None


def _describe(method, path, status, started, attempt, headers):
    """No header, no body, no query and no whole cart key: safe to paste into a ticket."""
    shown = re.sub(r"(/session/)([^/]+)", lambda m: m[1] + mask_cart_key(m[2]), path)
    took = round((time.monotonic() - started) * 1000)
    request_id = headers.get("X-Request-Id") or "-"
    return f"[sessions] {method} {shown} -> {status} {took}ms attempt={attempt} request={request_id}"
