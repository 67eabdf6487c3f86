"""Text messages to phones: over the operator's signed HTTP gateway, or into a file where none is set.

It gets `POST {"to", "text"}` with three headers: `X-Timestamp` (seconds since 1970), `X-Signature` (HMAC-SHA256
under SMS_GATEWAY_SECRET of the timestamp followed by the body, in hexadecimal) and `Idempotency-Key`, under which it
sends one message however often we ask. Any answer in the 200s means that it has taken the message.
SMS_GATEWAY_URL=null: takes every message and sends none, for tests of how much we can send.
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
NOWHERE = "null:"


class SmsFailed(Exception):
    """The message was not taken; the same key may be tried again."""


def send_sms(*, to: str, text: str, key: str) -> None:
    """Send `text` to the number `to` (+86…); the same `key` is one message, however often it is tried."""
    with closing(open_gateway()) as gateway:
        gateway.send(to=to, text=text, key=key)


def open_gateway() -> "HttpGateway | FileGateway | NullGateway":
    """Give the way that the settings name; it connects when first needed, and must be closed."""
    if settings.SMS_GATEWAY_URL == NOWHERE:
        return NullGateway()
    return HttpGateway(settings.SMS_GATEWAY_URL) if settings.SMS_GATEWAY_URL else FileGateway()


def signature_of(timestamp: str, body: bytes) -> str:
    """Sign what the gateway gets."""
    return hmac.new(settings.SMS_GATEWAY_SECRET.encode(), timestamp.encode() + body, hashlib.sha256).hexdigest()


class HttpGateway:
    """The operator's gateway, asked over one connection as long as it keeps that open."""

    knows_keys = True

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self.connection = connect(address.netloc, timeout=GATEWAY_TIMEOUT)
        self.target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        self.unreachable: SmsFailed | None = None

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand a message over; when the gateway cannot be reached, say so at once to those that follow."""
        if self.unreachable:
            raise self.unreachable
        try:
            status = self.post(json.dumps({"to": to, "text": text}, ensure_ascii=False).encode(), key)
        except (OSError, HTTPException) as error:
            failed = SmsFailed(f"{type(error).__name__}: {error}")
            if self.connection.sock is None or isinstance(error, TimeoutError):
                self.unreachable = failed
            self.close()
            raise failed from error
        if not 200 <= status < 300:
            raise SmsFailed(f"the gateway answered {status}")

    def post(self, body: bytes, key: str) -> int:
        """Ask once, and once more where a connection that was kept open turns out to be closed."""
        was_open = self.connection.sock is not None
        try:
            return self.ask(body, key)
        except (ConnectionError, HTTPException):
            if not was_open:
                raise
            self.close()
            return self.ask(body, key)

    def ask(self, body: bytes, key: str) -> int:
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Timestamp": timestamp,
            "X-Signature": signature_of(timestamp, body),
        }
        self.connection.request("POST", self.target, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def close(self) -> None:
        self.connection.close()


class FileGateway:
    """A file that people may read where nobody has a gateway; what is sent again stands in it again."""

    knows_keys = False

    def send(self, *, to: str, text: str, key: str) -> None:
        line = json.dumps({"to": to, "text": text, "key": key}, ensure_ascii=False)
        try:
            with settings.SMS_FILE.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise SmsFailed(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Nothing is open between two messages."""


class NullGateway:
    """Takes every message and sends none."""

    knows_keys = True

    def send(self, *, to: str, text: str, key: str) -> None:
        """Take it."""

    def close(self) -> None:
        """Nothing was opened."""
