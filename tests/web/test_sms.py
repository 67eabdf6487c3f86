"""Text messages, through a real gateway on this machine and into the file."""

import hashlib
import hmac
import json
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from gasservice.web.sms import SmsFailed, open_gateway, send_sms

SECRET = "shared with the gateway"
PHONE = "+8613800138000"


class Gateway(HTTPServer):
    """Take messages as a carrier does: only when they are signed, and each key once."""

    def __init__(self, status: int = 202) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.status = status
        self.taken: dict[str, dict] = {}


class Counter(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = hmac.new(SECRET.encode(), self.headers["X-Timestamp"].encode() + body, hashlib.sha256).hexdigest()
        is_ours = hmac.compare_digest(signed, self.headers["X-Signature"])
        if is_ours and self.server.status < 300:
            self.server.taken[self.headers["Idempotency-Key"]] = json.loads(body)
        self.send_response(self.server.status if is_ours else 401)
        self.end_headers()

    def log_message(self, *args) -> None:
        """Keep the tests quiet."""


class Impatient(Counter):
    """Promise to keep the line open, and hang up."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Length", "0")
        super().end_headers()
        self.close_connection = True


@pytest.fixture
def gateway(settings):
    server = Gateway()
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/messages?from=gas"
    settings.SMS_GATEWAY_SECRET = SECRET
    yield server
    server.shutdown()
    server.server_close()


def test_the_gateway_takes_a_signed_message_once_however_often_it_is_sent(gateway):
    for _ in range(2):
        send_sms(to=PHONE, text="停气通知：今晚", key="notice-7")

    assert gateway.taken == {"notice-7": {"to": PHONE, "text": "停气通知：今晚"}}


def test_a_message_signed_with_another_secret_is_not_taken(gateway, settings):
    settings.SMS_GATEWAY_SECRET = "not the one"

    with pytest.raises(SmsFailed, match="401"):
        send_sms(to=PHONE, text="hello", key="one")

    assert gateway.taken == {}


@pytest.mark.parametrize("status", [302, 500])
def test_any_other_answer_is_a_failure(gateway, status):
    gateway.status = status

    with pytest.raises(SmsFailed, match=str(status)):
        send_sms(to=PHONE, text="hello", key="one")


def test_a_gateway_that_is_away_is_a_failure(settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/messages"

    with pytest.raises(SmsFailed):
        send_sms(to=PHONE, text="hello", key="one")


def test_when_a_gateway_is_away_those_that_follow_are_told_at_once(settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/messages"
    way = open_gateway()

    for key in ("one", "two"):
        with pytest.raises(SmsFailed):
            way.send(to=PHONE, text="hello", key=key)

    assert way.unreachable


def test_a_gateway_that_hangs_up_after_each_message_gets_all(gateway):
    gateway.RequestHandlerClass = Impatient

    with closing(open_gateway()) as way:
        for key in ("one", "two", "three"):
            way.send(to=PHONE, text="hello", key=key)
            assert way.connection.sock  # we believe that it is still there

    assert list(gateway.taken) == ["one", "two", "three"]


def test_a_gateway_that_is_nowhere_takes_everything(settings, tmp_path):
    settings.SMS_GATEWAY_URL, settings.SMS_FILE = "null:", tmp_path / "sms.log"

    send_sms(to=PHONE, text="hello", key="one")

    assert not settings.SMS_FILE.exists()


def test_without_a_gateway_messages_lie_in_the_file_one_a_line(settings, tmp_path):
    settings.SMS_FILE = tmp_path / "sms.log"

    send_sms(to=PHONE, text="two\nlines", key="one")
    send_sms(to=PHONE, text="停气", key="two")

    lines = [json.loads(line) for line in settings.SMS_FILE.read_text().splitlines()]
    assert [(line["to"], line["text"]) for line in lines] == [(PHONE, "two\nlines"), (PHONE, "停气")]
