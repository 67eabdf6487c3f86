"""Prepare the portal, then run web, worker and beat until one stops or ctrl-C."""

import subprocess
import sys
import time
from pathlib import Path

from gasservice.embedded.ground import CannotStart, die_with_parent, last_lines

STOP_SECONDS = 20


def run_portal(environment: dict[str, str], port: int) -> int:
    run_dir = Path(environment["RUN_DIR"])
    if environment.get("EMBEDDED"):
        # Sample people have known passwords and no second factor; this never leaves loopback.
        environment = environment | {"STAFF_SECOND_FACTOR": environment.get("STAFF_SECOND_FACTOR", "0")}
    for words, command in preparations(environment):
        print(words, flush=True)
        manage(command, environment)
    children = {name: start(name, command, environment) for name, command in processes(environment, port).items()}
    try:
        wait_for_web(children["web"], port, run_dir)
        print(f"\nThe service office is open: {environment['SITE_URL']}\nStop it with ctrl-C.\n", flush=True)
        if environment.get("EMBEDDED"):
            manage(["sample_city", "--who"], environment)
        return watch(children, run_dir)
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        stop(children)


def manage(command: list[str], environment: dict[str, str]) -> None:
    """Run a command of Django to its end, or to ours."""
    subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True, preexec_fn=die_with_parent)


def preparations(environment: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Say what is done before opening; sample people and places only where the database is ours."""
    steps = [
        ("Preparing the database ...", ["migrate", "--verbosity=0"]),
        ("Preparing the three languages ...", ["messages", "compile"]),
        ("Preparing the pages' styles ...", ["collectstatic", "--noinput", "--verbosity=0"]),
    ]
    if environment.get("EMBEDDED"):
        size = environment.get("SAMPLE_SIZE", "small")
        steps += [
            ("Loading the published services and promises ...", ["load_catalogue", "--verbosity=0"]),
            ("Building the sample city (the first time only, half a minute) ...", ["sample_city", f"--size={size}"]),
        ]
    return steps


def processes(environment: dict[str, str], port: int) -> dict[str, list[str]]:
    host = "127.0.0.1" if environment.get("EMBEDDED") else "0.0.0.0"  # noqa: S104  a real server stands behind a balancer
    gunicorn = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4"]
    celery = [sys.executable, "-m", "celery", "-A", "gasservice"]
    schedule = str(Path(environment["RUN_DIR"]) / "beat-schedule")
    return {
        "web": [*gunicorn, "gasservice.wsgi", "--bind", f"{host}:{port}"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO"],
    }


def start(name: str, command: list[str], environment: dict[str, str]) -> subprocess.Popen:
    print(f"Starting the {name} process ...", flush=True)
    with (Path(environment["RUN_DIR"]) / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent
        )


def wait_for_web(web: subprocess.Popen, port: int, run_dir: Path) -> None:
    from urllib.error import URLError
    from urllib.request import urlopen

    for _ in range(1200):
        if web.poll() is not None:
            raise CannotStart(f"The web process stopped. Its last lines:\n{last_lines(run_dir / 'web.log')}")
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise CannotStart(f"The web process does not answer. Its last lines:\n{last_lines(run_dir / 'web.log')}")


def watch(children: dict[str, subprocess.Popen], run_dir: Path) -> int:
    """Wait until a process stops by itself: the rest would be half a portal."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotStart(f"The {name} process stopped. Its last lines:\n{last_lines(run_dir / f'{name}.log')}")
        time.sleep(0.5)


def stop(children: dict[str, subprocess.Popen]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
