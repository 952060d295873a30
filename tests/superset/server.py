"""A Superset in an environment and a folder of its own, on this machine alone."""

import os
import secrets
import socket
import subprocess
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from orchestration.project import REPOSITORY

# Superset's requirements lack `rich` and `cachetools`, and it starts with no newer cache.
PACKAGES = (
    *("apache-superset==6.1.0", "flask-caching==2.3.1", "rich", "cachetools"),
    *("duckdb==1.4.5", "duckdb-engine==0.17.0"),
)
ENVIRONMENT = REPOSITORY / "warehouse" / "superset-check"
USER, PASSWORD = "admin", secrets.token_urlsafe(16)
SETTINGS = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
DATA_DIR = {folder!r}
TALISMAN_ENABLED = False
WTF_CSRF_ENABLED = False
"""
START_SECONDS = 180


@contextmanager
def superset(folder: Path) -> Iterator[str]:
    """Its address; it is stopped at the end. `folder` holds its settings and its own database."""
    _install()
    settings = folder / "superset_config.py"
    settings.write_text(SETTINGS.format(secret=secrets.token_hex(32), folder=str(folder)))
    environment = os.environ | {
        "SUPERSET_CONFIG_PATH": str(settings),
        "SUPERSET_HOME": str(folder),
        "FLASK_APP": "superset.app:create_app()",
    }
    account = ("--username", USER, "--firstname", "A", "--lastname", "B", "--email", "a@b.example")
    for command in (
        ("db", "upgrade"),
        ("fab", "create-admin", *account, "--password", PASSWORD),
        ("init",),
    ):
        prepared = subprocess.run(
            _command(*command),
            env=environment,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if prepared.returncode:
            raise RuntimeError(f"superset {command[0]} failed:\n{prepared.stdout.decode()[-4000:]}")
    port = _free_port()
    process = subprocess.Popen(
        _command("run", "--host", "127.0.0.1", "--port", str(port)),
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _install() -> None:
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, *PACKAGES], check=True)


def _command(*words: str) -> list[str]:
    start = "from superset.cli.main import superset; superset()"
    return [str(ENVIRONMENT / "bin" / "python"), "-c", start, *words]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS):
        if process.poll() is not None:
            raise RuntimeError("Superset ended at once")
        try:
            with urlopen(f"{address}/health", timeout=5):
                return
        except OSError:
            time.sleep(1)
    raise RuntimeError(f"Superset did not answer within {START_SECONDS} seconds")
