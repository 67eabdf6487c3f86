"""A real mail server and a real text-message gateway, which keep what they get and refuse when told to."""

import hashlib
import hmac
import json
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

SECRET = "the gateway knows it too"


class MailBox:
    """What a mail server does with what it gets."""

    def __init__(self) -> None:
        self.letters, self.answers, self.connections = [], [], 0
        self.on_letter = lambda number: None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self.on_letter(len(self.letters))
        return answer

    @property
    def names(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]


def mail_server(box: MailBox, port: int) -> Controller:
    return Controller(box, hostname="127.0.0.1", port=port)


class Gateway(ThreadingHTTPServer):
    """Takes each key once and only what is signed; `answers` are given first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.taken, self.asked, self.answers = {}, [], []
        self.connections, self.on_message = 0, lambda number: None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sms"


class Counter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many messages

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = self.headers["X-Timestamp"].encode() + body
        key, gateway = self.headers["Idempotency-Key"], self.server
        gateway.asked.append(key)
        status = gateway.answers.pop(0) if gateway.answers else 200
        if self.headers["X-Signature"] != hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest():
            status = 403
        if status != 403:
            gateway.taken.setdefault(key, json.loads(body))
            gateway.on_message(len(gateway.asked))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words) -> None:
        """Stay silent."""
