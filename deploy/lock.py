"""Make the complete pinned lock from the few names in pyproject.toml, each line with a word why."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"[A-Za-z0-9_.-]+")
HEADER = "# Made by `make lock` from pyproject.toml; do not edit.\n"


def main() -> None:
    running = resolved()
    testing = resolved("--extra", "dev")
    (ROOT / "requirements.txt").write_text(HEADER + "".join(f"{line}\n" for line in running))
    more = [line for line in testing if line.split("==")[0] not in {line.split("==")[0] for line in running}]
    (ROOT / "requirements-dev.txt").write_text(HEADER + "-r requirements.txt\n" + "".join(f"{line}\n" for line in more))


def resolved(*options: str) -> list[str]:
    command = [Path(sys.executable).with_name("uv"), "pip", "compile", "pyproject.toml", "--universal", "--quiet"]
    command += ["--no-header", "--no-emit-index-url", "--annotation-style=line", "--only-binary=:all:", *options]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    reasons = reasons_given()
    return [with_reason(line, reasons) for line in printed.splitlines() if line and not line.startswith("#")]


def reasons_given() -> dict[str, str]:
    """Read the comment beside each name of pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text()
    tomllib.loads(text)
    return {
        normal(NAME.match(found[1])[0]): found[2].strip()
        for found in re.finditer(r'^ {4}"([^"]+)",\s*# (.+)$', text, re.MULTILINE)
    }


def with_reason(line: str, reasons: dict[str, str]) -> str:
    pin, _, via = (part.strip() for part in line.partition("# via"))
    name = normal(NAME.match(pin)[0])
    needed_by = ", ".join(part.strip() for part in via.split(",") if "pyproject" not in part)
    return f"{pin}  # {reasons.get(name) or 'for ' + needed_by}"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
