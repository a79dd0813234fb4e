"""Compile the hash locks from pyproject.toml, for `make lock`. One lock serves Python 3.11 and newer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTED = "requirements-dev.txt"
LOCKS = {  # what runs is what was tested, so the first one binds the others
    TESTED: ["--all-extras", "--group", "dev"],
    "requirements-extras.txt": ["--all-extras", "--constraint", TESTED],
    "requirements.txt": ["--constraint", TESTED],
}


def main() -> None:
    if shutil.which("uv") is None:
        sys.exit("Hiervoor is uv nodig. Installeer het met: pipx install uv")
    command = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--quiet"]
    options = ["--generate-hashes", "--no-emit-index-url", "--output-file"]
    for lock, groups in LOCKS.items():
        subprocess.run(
            [*command, *groups, *sys.argv[1:], *options, lock],
            cwd=ROOT,
            env={**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"},
            check=True,
        )


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
