"""Signs one request by OAuth 1.0a, with nothing but the standard library.

Arguments: algorithm (sha1 or sha256), place (query or header), method, URL.
Environment: COCART_CONSUMER_KEY, COCART_CONSUMER_SECRET.
Prints the URL to ask, and in a second line the header to send, if any.
"""

import base64
import hmac
import os
import secrets
import sys
import time
from urllib.parse import parse_qsl, quote, urlsplit


def escape(text):
    return quote(text, safe="~")


algorithm, place, method, url = sys.argv[1:]
oauth = [
    ("oauth_consumer_key", os.environ["COCART_CONSUMER_KEY"]),
    ("oauth_nonce", secrets.token_hex(16)),
    ("oauth_signature_method", "HMAC-" + algorithm.upper()),
    ("oauth_timestamp", str(int(time.time()))),
]
parts = urlsplit(url)
signed = sorted(parse_qsl(parts.query, keep_blank_values=True) + oauth)
listed = "&".join(f"{escape(name)}={escape(value)}" for name, value in signed)
address = f"{parts.scheme}://{parts.netloc}{parts.path}"
base = "&".join([method, escape(address), escape(listed)])
key = os.environ["COCART_CONSUMER_SECRET"] + "&"
signature = hmac.digest(key.encode(), base.encode(), algorithm)
oauth.append(("oauth_signature", base64.b64encode(signature).decode()))
if place == "query":
    more = "&".join(f"{name}={escape(value)}" for name, value in oauth)
    print(url + ("&" if parts.query else "?") + more)
else:
    print(url)
    members = ", ".join(f'{name}="{escape(value)}"' for name, value in oauth)
    print("Authorization: OAuth " + members)
