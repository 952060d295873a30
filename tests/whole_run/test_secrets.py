"""A salary leaves the build in no byte; nothing calls out."""

import re
import struct
from pathlib import Path

import pytest

from orchestration.project import Home
from tests.product import lay_out_sample, tierledger

pytestmark = pytest.mark.whole_run

CANARY = "8,123.47"


def _forms(amount: str) -> list[re.Pattern[bytes]]:
    """How an amount can be written: for people, plain, in cents, and as a stored integer.

    Six digits inside a hash, or behind the point of a second, are no amount in cents.
    """
    plain = amount.replace(",", "")
    cents = plain.replace(".", "")
    written = [re.escape(form.encode()) for form in (amount, plain)]
    bare = rb"(?<![0-9a-f.])" + cents.encode() + rb"(?![0-9a-f])"
    stored = re.escape(struct.pack("<q", int(cents)))
    return [re.compile(form, re.DOTALL) for form in (*written, bare, stored)]


def _plant(home: Home) -> None:
    """Give one worker a salary that occurs nowhere else, and keep the journal's totals right."""
    journal = home.landing / "gusto" / "payroll-journal-2024-02.csv"
    import csv
    import io

    rows = list(csv.reader(io.StringIO(journal.read_text())))
    header = next(row for row in rows if "Gross Earnings" in row)
    gross, regular = header.index("Gross Earnings"), header.index("Regular (Amount)")
    cost, net = header.index("Employer Cost"), header.index("Employer Taxes")
    workers = [i for i, row in enumerate(rows) if len(row) == len(header) and row[0] and row[1]]
    worker = rows[next(i for i in workers if rows[i] != header)]
    total = next(row for row in rows if row and row[0] == "Payroll Totals")

    def cents(text: str) -> int:
        return round(float(text.replace(",", "").replace("$", "") or 0) * 100)

    def text(value: int) -> str:
        return f"{value / 100:,.2f}"

    raise_by = cents(CANARY) - cents(worker[regular])
    for row in (worker, total):
        for column in (regular, gross, cost):
            if row[column]:
                row[column] = text(cents(row[column]) + raise_by)
    assert worker[regular] == CANARY
    assert net != cost
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    journal.write_text(stream.getvalue())


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def test_a_planted_salary_is_in_no_published_byte_no_log_and_no_check_result(
    tmp_path: Path,
) -> None:
    home = lay_out_sample(tmp_path / "home", "flat", scale=0.02, end_month="2024-03")
    _plant(home)

    finished = tierledger(home, "run")

    assert home.current.exists(), finished.said
    searched = _files(home.published) + [
        path for path in _files(home.build) if path.parent != home.build
    ]
    assert len(searched) > 20
    for form in _forms(CANARY):
        assert not form.search(finished.said.encode())
        for path in searched:
            assert not form.search(path.read_bytes()), f"{path} shows a salary as {form.pattern}"
    database = home.database.read_bytes()
    assert any(form.search(database) for form in _forms(CANARY)), "the canary never got in"


def test_nobody_else_can_read_the_build(small_release: Home) -> None:
    assert small_release.build.stat().st_mode & 0o777 == 0o700
    assert small_release.database.stat().st_mode & 0o777 == 0o600


def test_a_night_works_with_sockets_denied_and_tries_none(small_home: Home, tmp_path: Path) -> None:
    calls, armed = tmp_path / "calls.txt", tmp_path / "armed.txt"
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(
        "import socket\n"
        f"open({str(armed)!r}, 'w').close()\n"
        "def _denied(self, address, *rest):\n"
        f"    open({str(calls)!r}, 'a').write(repr(address) + '\\n')\n"
        "    raise OSError('sockets are denied')\n"
        "def _unresolved(host, *rest, **more):\n"
        f"    open({str(calls)!r}, 'a').write(repr(host) + '\\n')\n"
        "    raise OSError('sockets are denied')\n"
        "socket.socket.connect = _denied\n"
        "socket.socket.connect_ex = _denied\n"
        "socket.getaddrinfo = _unresolved\n"
    )

    finished = tierledger(small_home, "run", PYTHONPATH=str(guard))

    assert finished.code == 0, finished.said
    assert armed.exists(), "the guard was not imported"
    assert not calls.exists(), calls.read_text()


def test_readers_who_are_somebody_else_can_open_the_release(small_release: Home) -> None:
    release = small_release.current.resolve()
    for path in (small_release.published, small_release.releases, release, *release.rglob("*")):
        assert path.stat().st_mode & 0o004, f"{path} is closed to readers"
        if path.is_dir():
            assert path.stat().st_mode & 0o001, f"{path} cannot be entered"
