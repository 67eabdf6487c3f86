"""Run the portal, or one command on it: `python -m gasservice.embedded run` or `... manage migrate`."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from gasservice.embedded.ground import CannotStart, is_port_free
from gasservice.embedded.portal import run_portal
from gasservice.embedded.services import running_in, servers

RUN_DIR = Path(os.environ.get("RUN_DIR", Path(__file__).resolve().parents[2] / ".run"))


def main(words: list[str]) -> int:
    for asked_to_stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked_to_stop, stop_once)
    os.umask(0o022)
    try:
        if words[:1] == ["run"]:
            return run(int(os.environ.get("PORT", "8000")))
        if words[:1] == ["manage"]:
            return manage(words[1:])
    except CannotStart as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    print(__doc__, file=sys.stderr)
    return 2


def stop_once(*_) -> None:
    """Stop at the first signal and hear no other: one that cut the stopping short would leave processes behind."""
    for asked_to_stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked_to_stop, signal.SIG_IGN)
    raise KeyboardInterrupt


def run(port: int) -> int:
    if not is_port_free(port):
        raise CannotStart(f"Port {port} is in use by another program. Choose another: make run PORT={port + 1}")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    with servers(RUN_DIR) as found:
        return run_portal(os.environ | found, port)


def manage(words: list[str]) -> int:
    """Run a command of Django, on the servers that run already or on its own."""
    if running := running_in(RUN_DIR):
        return subprocess.call([sys.executable, "manage.py", *words], env=os.environ | running)
    with servers(RUN_DIR, tell=lambda words: print(words, file=sys.stderr)) as found:
        return subprocess.call([sys.executable, "manage.py", *words], env=os.environ | found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
