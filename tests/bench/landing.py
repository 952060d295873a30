"""Landing a large export against DuckDB's own reading of the same text, as ratios in one run.

A gigabyte of a helpdesk's tickets is landed, and read by DuckDB into an all-text table in a file of
its own, in turns. What landing does more: it hashes the file, proves its text, counts its records
and numbers every row. Bars: twice the time, wall-clock and processor, and 1.5 GB of memory. The
same tickets compressed, and in Windows signs, are told without a bar.
"""

import csv
import gzip
import io
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import zstandard

from orchestration.landing.declarations import declared_tables
from orchestration.project import REPOSITORY

REPEATS = 3
BYTES = 1_000_000_000
TIME_BAR = 2.0
MEMORY_BAR_MB = 1536
_LAND = """
import resource, sys, time
from pathlib import Path
from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.project import REPOSITORY, Home
staging = REPOSITORY / "dbt_project" / "models" / "staging"
tables = [table for table in declared_tables(staging) if table.system == "zendesk"]
started = time.perf_counter()
(outcome,) = land(Home(Path(sys.argv[1])), tables).outcomes
wall = time.perf_counter() - started
assert outcome.status == "landed" and outcome.rows_rejected == 0, outcome
used = resource.getrusage(resource.RUSAGE_SELF)
print(outcome.rows_landed, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
_READ = """
import resource, sys, time
import duckdb
names = sys.argv[3:]
started = time.perf_counter()
connection = duckdb.connect(sys.argv[1])
connection.execute(
    "create table export as from read_csv(?, header = true, delim = ',', quote = '\\"', "
    "escape = '\\"', auto_detect = false, columns = ?)",
    [sys.argv[2], dict.fromkeys(names, "VARCHAR")],
)
rows = connection.execute("select count(*) from export").fetchone()[0]
connection.close()
wall = time.perf_counter() - started
used = resource.getrusage(resource.RUSAGE_SELF)
print(rows, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    rows: int
    wall_seconds: float
    cpu_seconds: float
    peak_mb: float


def header() -> list[str]:
    """The columns of the export, as they are declared."""
    staging = REPOSITORY / "dbt_project" / "models" / "staging"
    (table,) = (t for t in declared_tables(staging) if t.table == "ticket_export")
    return list(table.columns)


def write_tickets(path: Path, size: int) -> None:
    """Tickets with quoted commas, quotes and line ends, over and over under other ids."""
    chance, text, columns = random.Random(4), io.StringIO(newline=""), header()
    writer = csv.writer(text, lineterminator="\n")
    subjects = (
        *("Where is my order?", "Refund, please", "Caf\u00e9 closed \u2013 what now?"),
        *('They said "no"', "Login broken\nsince Monday", "\u00d6ffnungszeiten"),
    )
    texts = {
        "requester": "Ann Lee",
        "requester_email": "ann.lee@example.com",
        "requester_domain": "example.com",
        "submitter": "Ann Lee",
        "assignee": "Bo Kay",
        "group": "Support",
        "tags": "email refund vip",
        "status": "Closed",
        "priority": "Normal",
        "via": "Mail",
        "ticket_type": "Question",
        "organization": "Acme",
        "satisfaction_score": "Good",
    }
    for number in range(2000):
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        writer.writerow(
            texts.get(name)
            or (f"@@@{number:04}" if name == "id" else None)
            or (chance.choice(subjects) if name == "subject" else None)
            or (f"{day} {number % 24:02}:{number % 60:02}" if name.endswith(("_at", "e")) else None)
            or chance.randint(1, 9999)
            for name in columns
        )
    block = text.getvalue()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(columns) + "\n")
        for number in range(size // len(block.encode())):
            file.write(block.replace("@@@", str(number)))


def _cost_of(program: str, *arguments: str) -> Cost:
    finished = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        sys.exit(f"It failed:\n{finished.stdout}{finished.stderr}")
    # DuckDB may have drawn a bar of its progress before.
    rows, wall, cpu, peak = finished.stdout.split()[-4:]
    return Cost(int(rows), float(wall), float(cpu), float(peak))


def read_by_duckdb(export: Path, folder: Path) -> Cost:
    """Into a table of all text, in a file of its own."""
    database = folder / "read.duckdb"
    cost = _cost_of(_READ, str(database), str(export), *header())
    database.unlink()
    return cost


def landed(export: Path, folder: Path) -> Cost:
    """In a home of its own."""
    home = folder / "home"
    drop = home / "warehouse" / "landing" / "zendesk"
    drop.mkdir(parents=True)
    os.link(export, drop / export.name)
    cost = _cost_of(_LAND, str(home))
    shutil.rmtree(home)
    return cost


def _middle(costs: list[Cost], of: Callable[[Cost], float]) -> float:
    return statistics.median(of(cost) for cost in costs)


def _variants(plain: Path) -> list[Path]:
    """The same tickets compressed, and in Windows signs."""
    packed, zst = plain.with_suffix(".csv.gz"), plain.with_suffix(".csv.zst")
    with plain.open("rb") as file, gzip.open(packed, "wb", compresslevel=1) as target:
        shutil.copyfileobj(file, target)
    with plain.open("rb") as file, zst.open("wb") as target:
        zstandard.ZstdCompressor().copy_stream(file, target)
    windows = plain.with_name("tickets-windows.csv")
    with (
        plain.open(encoding="utf-8", newline="") as file,
        windows.open("w", encoding="cp1252", newline="") as target,
    ):
        shutil.copyfileobj(file, target)
    return [packed, zst, windows]


def main() -> None:
    """Write the export, read and land it in turns, and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = folder / "tickets.csv"
        write_tickets(plain, BYTES)
        reads, lands = [], []
        for _ in range(REPEATS):
            reads.append(read_by_duckdb(plain, folder))
            lands.append(landed(plain, folder))
        if {cost.rows for cost in (*reads, *lands)} != {reads[0].rows}:
            sys.exit("Landing and DuckDB do not find the same number of rows.")
        wall = _middle(lands, lambda c: c.wall_seconds) / _middle(reads, lambda c: c.wall_seconds)
        cpu = _middle(lands, lambda c: c.cpu_seconds) / _middle(reads, lambda c: c.cpu_seconds)
        peak = max(cost.peak_mb for cost in lands)
        print(f"{reads[0].rows} rows, {plain.stat().st_size / 1e9:.2f} GB of text")
        print(f"{'plain':<10}{wall:6.2f}x wall{cpu:6.2f}x cpu{peak:8.0f} MB at most")
        for variant in _variants(plain):
            cost = landed(variant, folder)
            wall_ratio = cost.wall_seconds / _middle(reads, lambda c: c.wall_seconds)
            cpu_ratio = cost.cpu_seconds / _middle(reads, lambda c: c.cpu_seconds)
            name = variant.name.removeprefix("tickets").lstrip(".-")
            print(f"{name:<12}{wall_ratio:4.2f}x wall{cpu_ratio:6.2f}x cpu{cost.peak_mb:8.0f} MB")
        if max(wall, cpu) > TIME_BAR or peak > MEMORY_BAR_MB:
            sys.exit(f"Landing costs more than {TIME_BAR} times the read, or {MEMORY_BAR_MB} MB.")


if __name__ == "__main__":
    main()
