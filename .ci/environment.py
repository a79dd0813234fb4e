"""Build .venv from a hash lock, for make: `python3 .ci/environment.py requirements.txt`.

Runs on the python3 of the system, so without any package. A stamp in .venv tells which locks are installed:
as long as they did not change, this takes no time. What is wrong is said in one Dutch sentence.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "zorgpact.json"
LOG = VENV / "pip.log"
NO_CONNECTION = (
    "NewConnectionError",
    "Temporary failure in name resolution",
    "ProxyError",
    "ConnectTimeoutError",
)
DEVELOPMENT = "requirements-dev.txt"
RUNTIME = "requirements.txt"


def digest(lock):
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def identity():
    """What makes an environment unusable when it changes: the interpreter and the place."""
    return f"{sys.version.split()[0]} {VENV}"


def installed():
    """Digest per lock. Empty when there is no environment, or one that was moved or outlived its Python."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    is_usable = stamp.get("identity") == identity() and PYTHON.exists()
    return stamp["locks"] if is_usable else {}


def create():
    """Make .venv; returns the command that installs packages into it."""
    has_pip = importlib.util.find_spec("pip") is not None
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is None or not (has_pip or has_ensurepip):
        sys.exit("Python mist het onderdeel venv. Installeer het met: sudo apt install python3-venv")
    options = [] if has_ensurepip else ["--without-pip"]
    command = [sys.executable, "-m", "venv", "--clear", *options, str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines() or ["onbekende fout"]
        sys.exit(f"De map .venv kon niet worden gemaakt: {reason[-1]}")
    if has_ensurepip:
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def install(pip, lock):
    command = [*pip, "install", "--require-hashes", "--no-input", "--disable-pip-version-check", "-r", lock]
    with LOG.open("w") as log:
        done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        said = LOG.read_text()
        if any(sign in said for sign in NO_CONNECTION):
            sys.exit(
                "De pakketten zijn niet op te halen: er is geen verbinding met internet. Probeer het later nog eens."
            )
        errors = [line for line in said.splitlines() if line.startswith("ERROR: ")]
        reason = errors[0][len("ERROR: ") :] if errors else "zie het verslag"
        message = "De pakketten uit {} konden niet worden geïnstalleerd: {} (verslag: {})"
        sys.exit(message.format(lock, reason, LOG.relative_to(ROOT)))


def ensure(lock):
    present = installed()
    if present.get(lock) == digest(lock):
        return
    print(f"Omgeving maken uit {lock} (een minuut, alleen na een wijziging)", flush=True)
    install(create(), lock)
    locks = {lock: digest(lock)}
    if lock == DEVELOPMENT:  # it holds all that runs the site too
        locks[RUNTIME] = digest(RUNTIME)
    STAMP.write_text(json.dumps({"identity": identity(), "locks": locks}))


def main(lock):
    if sys.version_info < (3, 11):  # noqa: UP036 (the python3 of the system may be anything)
        sys.exit(f"Zorgpact heeft Python 3.11 of nieuwer nodig; dit is {sys.version.split()[0]}.")
    try:
        ensure(lock)
    except OSError as error:
        sys.exit(f"De omgeving kon niet worden gemaakt: {error.strerror} ({error.filename}).")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1])
