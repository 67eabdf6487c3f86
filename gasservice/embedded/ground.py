"""What both servers need: secrets, ports, an unprivileged user, children that die with us."""

import ctypes
import os
import pwd
import secrets
import signal
import socket
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """A server cannot be started; the sentence says what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_port_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def secret_in(path: Path) -> str:
    """Read the secret kept in `path`, making it on first use; only its owner can read it."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


def unprivileged() -> dict:
    """Say as whom to start PostgreSQL, as keywords of Popen: it refuses to run as root."""
    if os.geteuid():
        return {}
    for name in (os.environ.get("SUDO_USER"), "postgres", "nobody"):
        try:
            account = pwd.getpwnam(name or "")
        except KeyError:
            continue
        if account.pw_uid:
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise CannotStart("PostgreSQL refuses to run as root, and this machine has no other account to start it as.")


def die_with_parent() -> None:
    """Ask the kernel to stop this child when we are killed, so that nothing is left running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""
