"""A night with exports that have changed: everything odd is told, shown and harmless."""

import csv
import json
from html import unescape
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.product import Finished, copied, tierledger

pytestmark = pytest.mark.whole_run

HOSTILE = ("=cmd|' /C calc'!A0", "+1-555", "-2+3", "@SUM(A1)")
TICKET = "Ticket ID,Status,Created time,Last update time,Full name\n"


@pytest.fixture(scope="module")
def night(small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Finished]:
    """The night after the small company's first one, with odd exports."""
    home = copied(small_release, tmp_path_factory.mktemp("odd") / "home")
    _change_columns(home.landing / "harvest" / "time-report-2024-03.csv")
    desk = home.landing / "freshdesk"
    desk.mkdir()
    (desk / "tickets.csv").write_text(
        TICKET + "1,Open,2024-03-10 02:30:00,2024-03-11 09:00:00,Zora Private\n"
    )
    (home.landing / "generic" / "tickets.csv").write_text(
        "ticket_id,created_at,updated_at,channel,priority,status,requester,tags\n"
        + "".join(
            f'"{name}",2024-03-04T10:00:00Z,2024-03-04T10:00:00Z,email,high,open,r-{n},=1+1\n'
            for n, name in enumerate(HOSTILE)
        )
    )
    return home, tierledger(home, "run")


def _change_columns(export: Path) -> None:
    """Another month of the report: a column less, two more, and one of another kind."""
    with export.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 20
    for row in rows:
        del row["Roles"]
        row.update({"Approved?": "perhaps", "Mood": "good", "Bonus Fee": "7314.15"})
    with export.with_name("time-report-2024-03-again.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


SAID = (
    "harvest/time-report-2024-03-again.csv: NEW MONEY COLUMNS bonus_fee: landed, but no model",
    "harvest/time-report-2024-03-again.csv: new columns mood: landed, but no model reads them",
    "harvest/time-report-2024-03-again.csv: missing columns roles: the files before this one had",
    "column approved: the cells used to be boolean, now they are text",
    "freshdesk/tickets.csv: column created_time: 1 local times that a clock change of "
    "America/New_York skips",
)


@pytest.mark.parametrize("said", SAID)
def test_it_is_told_in_the_night_and_in_the_checks_of_the_release(
    night: tuple[Home, Finished], said: str
) -> None:
    home, finished = night
    assert finished.code == 1
    assert "Published" in finished.said
    assert said in finished.said
    release = json.loads((home.current / "release.json").read_text())
    told = [check["description"] for check in release["checks"] if not check["passed"]]
    assert any(said in description for description in told)
    assert not any(check["blocking"] for check in release["checks"] if not check["passed"])


def test_it_is_published_and_stands_on_the_page_of_the_checks(
    night: tuple[Home, Finished],
) -> None:
    home, finished = night
    report = "harvest/time-report-2024-03-again.csv"
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        found = connection.execute(
            "select file_name, finding_group, finding_type, column_name, finding_count "
            "from marts.file_findings order by finding_type"
        ).fetchall()
    with (home.landing / report).open() as file:
        rows = len(list(csv.DictReader(file)))
    assert found == [
        (report, "drift", "changed_type", "approved", rows),
        (report, "drift", "new_column", "mood", rows),
        ("freshdesk/tickets.csv", "clock_change", "skipped_local_time", "created_time", 1),
        (report, "drift", "unknown_money_column", "bonus_fee", rows),
        (report, "drift", "vanished_column", "roles", 1),
    ]
    page = unescape((home.current / "site" / "checks.html").read_text())
    for word in ("Unknown money", "New column", "Missing column", "Changed type"):
        assert f"<td>{word}</td>" in page
    assert "<td>Skipped local time</td><td>created_time</td><td>1</td>" in page
    for secret in ("7314", "Zora", "perhaps"):
        assert secret not in page
        assert secret not in finished.said


def test_a_formula_in_a_cell_reaches_no_spreadsheet_as_one(night: tuple[Home, Finished]) -> None:
    home, _ = night
    with (home.current / "csv" / "fct_tickets.csv").open(newline="") as file:
        published = {row["ticket_id"] for row in csv.DictReader(file)}
    assert {f"'{name}" for name in HOSTILE} <= published
    assert not published & set(HOSTILE)
    for source in ("marts.fct_tickets", f"'{home.current}/parquet/fct_tickets.parquet'"):
        with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
            kept = connection.execute(
                f"select ticket_id from {source} where source_system = 'generic' order by 1"
            ).fetchall()
        assert [name for (name,) in kept] == sorted(HOSTILE)


def test_no_published_text_begins_like_a_formula(night: tuple[Home, Finished]) -> None:
    """Numbers may be negative; every other cell that begins with such a sign is marked as text."""
    home, _ = night
    for path in (home.current / "csv").glob("*.csv"):
        with path.open(newline="") as file:
            for cell in (cell for row in csv.reader(file) for cell in row):
                if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and cell:
                    float(cell)
