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
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

RETRY_ANY_METHOD = {429, 503}  # the server did not act: safe to repeat
RETRY_READS = {502, 504}  # it may have acted: repeat only what changes nothing
LONGEST_WAIT = 60.0
PRIMARY_AGAIN = 600.0
ASK_AGAIN = 10.0
MOST_BACKUPS = 9
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
    """Key and secret, or a source: a function that returns such a pair, say from a cloud's secret
    manager; it is asked at the first call and again when the server refuses what it gave. Backups
    are further pairs (key, secret) or sources, tried when one is refused.
    """

    def __init__(
        self, url, key=None, secret=None, attempts=5, timeout=30.0, debug=None, source=None, backups=()
    ):
        parts = _plain_address(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("Refusing to send a consumer secret over clear http; use https.")
        self._base = url.rstrip("/")
        self._ring = _KeyRing([source or (key, secret), *backups])
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
        options.setdefault("backups", _backups(environment))
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
        turn = _Turn(self._ring)
        first = None
        held = turn.first()
        while held is not None:
            held, status, headers, body = self._patiently(method, path, url, turn, held)
            if not _refuses_the_pair(status, headers):
                turn.accepted(held, status)
                if 200 <= status < 300 and body is not None:
                    return body, headers
                raise _error(status, headers, body)
            first = first or _error(status, headers, body)
            held = turn.next(held)  # nothing was done, so that this is safe for every method
        turn.exhausted()
        raise first

    def _patiently(self, method, path, url, turn, held):
        """With one pair, unless a pause shows that other threads have left it."""
        attempt = 1
        while True:
            started = time.monotonic()
            status, headers, body = self._attempt(method, url, held[1])
            if self._debug:
                self._debug(_describe(method, path, status, started, attempt, headers))
            again = _may_repeat(method, status) and not _refuses_the_pair(status, headers)
            if attempt >= self._attempts or not again:
                return held, status, headers, body
            wait = _wait(headers.get("Retry-After"), attempt)
            if wait > LONGEST_WAIT:
                return held, status, headers, body  # coming back earlier than asked would help nobody
            time.sleep(wait)
            held = turn.after_pause(held)
            attempt += 1

    def _attempt(self, method, url, pair):
        basic = base64.b64encode(":".join(pair).encode()).decode()
        headers = {"Authorization": "Basic " + basic, "Accept": "application/json"}
        request = urllib.request.Request(url, method=method, headers=headers)
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return answer.status, answer.headers, _json(answer.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, _json(refusal.read())
        except OSError:  # refused, reset, timed out, bad certificate
            return 0, {}, None


class _KeyRing:
    """The pairs to sign in with, and which one is in use; safe for many threads."""

    def __init__(self, sources):
        self.sources = sources
        self._known = [None] * len(sources)
        self._asked_at = [0.0] * len(sources)
        self._lock = threading.Lock()
        self.position = (0, time.monotonic())  # a new tuple for each move, compared by identity

    def move(self, start, slot):
        """False when another thread has moved it in the meantime."""
        with self._lock:
            if self.position is not start:
                return False
            self.position = (slot, time.monotonic())
            return True

    def pair(self, slot, refused=None):
        source = self.sources[slot]
        if not callable(source):
            return tuple(source)
        with self._lock:
            stale = time.monotonic() - self._asked_at[slot] >= ASK_AGAIN
            if self._known[slot] is None or (self._known[slot] == refused and stale):
                self._asked_at[slot] = time.monotonic()
                self._known[slot] = tuple(source())
            return self._known[slot]


class _Turn:
    """The pairs that one call tries, each at most once. A pair that the server refuses is left only
    for one that it accepts; threads that meet the refusal together move on once."""

    def __init__(self, ring):
        self._ring = ring
        self._start = ring.position
        self._refused = set()

    def first(self):
        slot, since = self._start
        due = slot > 0 and time.monotonic() - since >= PRIMARY_AGAIN
        if due and self._ring.move(self._start, slot):  # one thread tries, not all
            self._start = self._ring.position
            slot = 0
        return slot, self._ring.pair(slot)

    def next(self, held):
        slot, pair = held
        self._refused.add(pair)
        candidates = [slot, self._ring.position[0], *range(len(self._ring.sources))]
        for candidate in candidates:
            try:
                found = self._ring.pair(candidate, pair)
            except Exception:  # a broken source is passed over
                continue
            if found not in self._refused:
                return candidate, found
        return None

    def after_pause(self, held):
        """The pair now in use, when other threads have moved on meanwhile."""
        now = self._ring.position
        slot = held[0] if now is self._start else now[0]
        try:
            pair = self._ring.pair(slot)
        except Exception:
            return held
        if pair in self._refused:
            return held
        self._start = now
        return slot, pair

    def accepted(self, held, status):
        if 0 < status < 500 and status != 429 and held[0] != self._start[0]:
            self._ring.move(self._start, held[0])

    def exhausted(self):
        self._ring.move(self._start, 0)


def _plain_address(url):
    """Errors of urllib show what they stumble over, so that no secret may be in an address."""
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        raise ValueError("The address is no URL.") from None
    if "@" in parts.netloc:
        raise ValueError("Credentials do not belong into the address.")
    return parts


def _backups(environment):
    """COCART_BACKUP_CONSUMER_KEY with its secret, COCART_BACKUP2_…, and so on."""
    starts = [f"COCART_BACKUP{'' if i == 1 else i}_CONSUMER_" for i in range(1, MOST_BACKUPS + 1)]
    pairs = [(environment.get(start + "KEY"), environment.get(start + "SECRET")) for start in starts]
    return [pair for pair in pairs if all(pair)]


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


def _refuses_the_pair(status, headers):
    """401, or the 429 for too many wrong pairs from one address: right ones pass all the same, so
    that another pair helps and waiting does not.
    """
    limits = f"{headers.get('RateLimit')}, {headers.get('RateLimit-Policy')}"
    return status == 401 or (status == 429 and '"failed-logins"' in limits)


def _may_repeat(method, status):
    return status in RETRY_ANY_METHOD or (
        method == "GET" and (status == 0 or status in RETRY_READS)
    )


def _wait(retry_after, attempt):
    if retry_after and retry_after.isdigit():
        return float(retry_after)
    moment = email.utils.parsedate_to_datetime(retry_after) if _is_date(retry_after) else None
    if moment:
        return max(moment.timestamp() - time.time(), 0.0)
    ceiling = min(0.5 * 2 ** (attempt - 1), LONGEST_WAIT)
    return random.random() * ceiling  # full jitter: who failed together comes back apart


def _is_date(text):
    return bool(text) and email.utils.parsedate(text) is not None


def _describe(method, path, status, started, attempt, headers):
    """No header, no body, no query and no whole cart key: safe to paste into a ticket."""
    shown = re.sub(r"(/session/)([^/]+)", lambda m: m[1] + mask_cart_key(m[2]), path)
    took = round((time.monotonic() - started) * 1000)
    request_id = headers.get("X-Request-Id") or "-"
    return f"[sessions] {method} {shown} -> {status} {took}ms attempt={attempt} request={request_id}"
