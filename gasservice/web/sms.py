"""Text messages to phones: over the operator's signed HTTP gateway, or into a file where none is set.

It gets `POST {"to", "text"}` with three headers: `X-Timestamp` (seconds since 1970), `X-Signature` (HMAC-SHA256
under SMS_GATEWAY_SECRET of the timestamp followed by the body, in hexadecimal) and `Idempotency-Key`, under which it
sends one message however often we ask. Any answer in the 200s means that it has taken the message.
"""

import hashlib
import hmac
import json
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

GATEWAY_TIMEOUT = 10  # seconds


class SmsFailed(Exception):
    """The message was not taken; the same key may be tried again."""


def send_sms(*, to: str, text: str, key: str) -> None:
    """Send `text` to the number `to` (+86…); the same `key` is one message, however often it is tried."""
    try:
        if settings.SMS_GATEWAY_URL:
            _post(to, text, key)
        else:
            _append(to, text, key)
    except (OSError, HTTPException) as error:
        raise SmsFailed(f"{type(error).__name__}: {error}") from error


def signature_of(timestamp: str, body: bytes) -> str:
    """Sign what the gateway gets."""
    return hmac.new(settings.SMS_GATEWAY_SECRET.encode(), timestamp.encode() + body, hashlib.sha256).hexdigest()


def _post(to: str, text: str, key: str) -> None:
    address = urlsplit(settings.SMS_GATEWAY_URL)
    body = json.dumps({"to": to, "text": text}, ensure_ascii=False).encode()
    timestamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "X-Timestamp": timestamp,
        "X-Signature": signature_of(timestamp, body),
    }
    connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
    with closing(connect(address.netloc, timeout=GATEWAY_TIMEOUT)) as gateway:
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        gateway.request("POST", target, body, headers)
        status = gateway.getresponse().status
    if not 200 <= status < 300:
        raise SmsFailed(f"the gateway answered {status}")


def _append(to: str, text: str, key: str) -> None:
    line = json.dumps({"to": to, "text": text, "key": key}, ensure_ascii=False)
    with settings.SMS_FILE.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
