"""Whether clients with an older DuckDB read a release, also while nights publish: `make
readers-check`.

DuckDB 1.4 gets an environment of its own below `warehouse/`, so it needs a package index once. A
small company has its first night; then several readers open its release again and again during two
more. Ends with 1 if a reader met an error or anything that the release does not say of itself.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from orchestration.project import REPOSITORY, Home
from tests.product import lay_out_sample, tierledger

DUCKDB = "duckdb==1.4.5"
ENVIRONMENT = REPOSITORY / "warehouse" / "readers-check"
READER = Path(__file__).with_name("reader.py")
READERS = 3
NIGHTS = 2
SLOWEST_READ_SECONDS = 120


def main() -> int:
    """The number of readers that met a problem."""
    python = _environment()
    with tempfile.TemporaryDirectory() as folder:
        home = lay_out_sample(Path(folder) / "home", "flat", scale=0.02, end_month="2024-03")
        _night(home)
        stop = Path(folder) / "stop"
        command = [str(python), str(READER), str(home.current), str(stop)]
        readers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(READERS)]
        try:
            for _ in range(NIGHTS):
                _night(home)
        finally:
            stop.touch()
            said = [reader.communicate(timeout=SLOWEST_READ_SECONDS)[0] for reader in readers]
    for words in said:
        print(words.decode().strip())
    return sum(reader.returncode != 0 for reader in readers)


def _environment() -> Path:
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, DUCKDB], check=True)
    return python


def _night(home: Home) -> None:
    finished = tierledger(home, "run")
    if finished.code != 0:
        sys.exit(finished.said)
    print(finished.said.splitlines()[-1])


if __name__ == "__main__":
    raise SystemExit(main())
