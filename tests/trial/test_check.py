"""`tierledger check`: what an export is, whatever it is called, and what is wrong with it."""

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.landing.declarations import SourceTable, declared_tables
from orchestration.landing.packed_bytes import chunks
from orchestration.landing.xml_documents import shape_of
from orchestration.project import REPOSITORY, Home
from orchestration.trial.landed import recognise
from orchestration.trial.recognition import Candidate
from orchestration.trial.report import FileReport, TrialReport
from orchestration.trial.tried import try_files
from orchestration.trial.unpacked import unpacked
from tests.landing.exports import BILLS, EVENTS, ORDERS, WAGES
from tests.landing.shop import Shop
from tests.product import tierledger

FIXTURES = REPOSITORY / "tests" / "landing" / "fixtures"
TABLES = declared_tables(REPOSITORY / "dbt_project" / "models" / "staging")
EXPORTS = sorted(
    path for path in FIXTURES.rglob("*") if path.is_file() and path.name != "README.md"
)
# Two kinds of pages of one program have the same keys: only their names tell them apart.
SAME_KEYS = {"request_tracker"}
FRESHDESK = FIXTURES / "freshdesk" / "tickets-2024-03.csv"
XERO = FIXTURES / "xero" / "bills-2024-03.csv"
TOGGL = FIXTURES / "toggl" / "time_entries-2024-03.csv"


def recognised(path: Path, tables: list[SourceTable]) -> list[Candidate]:
    (one,) = unpacked(path, path.parent)
    return list(recognise(one.path, one.content, tables, path.parent).fitting)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_export_is_recognised_without_its_name_and_its_folder(
    export: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "export.dat"
    copy.write_bytes(export.read_bytes())
    system = export.parent.name
    takers = [t for t in TABLES if t.system == system and t.takes(export.name)]
    shape = shape_of(chunks(export))
    taker = next((t for t in takers if t.shape == shape), takers[0])
    found = recognised(copy, TABLES)
    if system in SAME_KEYS:
        assert f"{taker.system}.{taker.table}" in [c.name for c in found]
    else:
        assert found[0].name == f"{taker.system}.{taker.table}"


@pytest.mark.parametrize(
    ("content", "table"),
    [(ORDERS, "orders"), (EVENTS, "events"), (WAGES, "wages"), (BILLS, "bills")],
)
def test_every_shape_is_recognised(tmp_path: Path, content: str, table: str) -> None:
    export = tmp_path / "export"
    export.write_bytes(gzip.compress(content.encode("utf-16")))
    assert recognised(export, Shop(tmp_path).tables)[0].name == f"shop.{table}"


def test_every_export_of_an_archive_is_tried_as_a_file_of_its_own(tmp_path: Path) -> None:
    archive = tmp_path / "march.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(XERO, "books/bills-2024-03.csv")
        packed.write(FRESHDESK, "desk/tickets-2024-03.csv")
    tried = list(unpacked(archive, tmp_path))
    assert [one.report.file for one in tried] == [
        f"{archive}!books/bills-2024-03.csv",
        f"{archive}!desk/tickets-2024-03.csv",
    ]
    found = [recognise(one.path, one.content, TABLES, tmp_path).fitting[0].name for one in tried]
    assert found == ["xero.bills", "freshdesk.tickets"]


def test_an_archive_that_cannot_be_trusted_is_one_finding(tmp_path: Path) -> None:
    archive = tmp_path / "march.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(XERO, "../../bills.csv")
    (one,) = unpacked(archive, tmp_path)
    assert one.report.status == "refused"
    assert "leads out of the archive" in one.report.findings[0].problem


def test_a_saved_page_is_recognised_by_its_records(tmp_path: Path) -> None:
    page = tmp_path / "saved"
    day = "2024-01-01T00:00:00Z"
    ticket = {"id": 1, "created_at": day, "updated_at": day, "status": "new", "requester_id": 7}
    page.write_text(json.dumps({"count": 1, "tickets": [ticket]}, indent=2))
    assert recognised(page, TABLES)[0].name == "zendesk.tickets"


def test_the_drop_folder_decides_before_the_columns(tmp_path: Path) -> None:
    folder = tmp_path / "landing" / "xero"
    folder.mkdir(parents=True)
    lost = folder / "bills-2024-05.csv"
    lost.write_bytes(FRESHDESK.read_bytes())
    found = recognised(lost, TABLES)
    assert [c.name for c in found] == ["xero.bills", "freshdesk.tickets"]
    assert "it lies in the drop folder" in found[0].why
    assert "missing columns" in found[0].why
    assert found[1].why == "4 of 4 needed columns in row 1; 26 of 26 headers are declared"


@pytest.fixture(scope="module")
def broken(
    small_exports: Home, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], FileReport]:
    """Copies of exports, each with one fault, tried together."""
    folder = tmp_path_factory.mktemp("broken")
    journal = (small_exports.landing / "gusto" / "payroll-journal-2024-01.csv").read_text()
    desk, bills, time = FRESHDESK.read_text(), XERO.read_text(), TOGGL.read_text()
    copies = {
        "login": "<!DOCTYPE html><html><body>Please sign in</body></html>",
        "separated": desk.replace(",", ";"),
        "excel_id": desk.replace("\n12,", "\n1.03006E+13,"),
        "money": bills.replace(',"1,200.00",429', ",12.00 pounds,429"),
        "duration": time.replace("26:40:00", "26 h"),
        "field": desk.replace("\n13,Chat,", "\n13,Chat,Ana Ruiz,"),
        "fee": desk.replace("Survey results", "Rush Fee"),
        "cut": journal[: journal.rindex("Payroll Totals")],
        "nothing": "colour,shape\nred,round\n",
    }
    assert "26:40:00" not in copies["duration"]
    for name, content in copies.items():
        (folder / f"{name}.csv").write_text(content)
    report = try_files(sorted(folder.iterdir()), Home(folder / "no-home"))
    by_name = {Path(file.file).stem: file for file in report.files}
    assert report.exit_code == 1
    return lambda name: by_name[name]


@pytest.mark.parametrize(
    ("name", "table", "row", "column", "problem", "expected"),
    [
        ("login", None, 1, None, "refused: not an export", None),
        ("separated", None, 1, None, "those of freshdesk.tickets, but separated", "','"),
        ("excel_id", "freshdesk.tickets", 3, "ticket_id", "scientific notation", "the whole id"),
        ("money", "xero.bills", 2, "line_amount", "cannot be read", "an amount of money such as"),
        ("duration", "toggl.time_entries", 4, "duration", "cannot be read", "a duration"),
        ("field", "freshdesk.tickets", 4, None, "wrong number of fields", "26 fields"),
        ("fee", "freshdesk.tickets", None, None, "NEW MONEY COLUMNS rush_fee", None),
        ("nothing", None, None, None, "no declared table has the columns", None),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_is_expected(
    broken: Callable[[str], FileReport],
    name: str,
    table: str | None,
    row: int | None,
    column: str | None,
    problem: str,
    expected: str | None,
) -> None:
    report = broken(name)
    assert [looks.table for looks in report.looks_like] == ([table] if table else [])
    found = next(f for f in report.findings if problem in f.problem)
    assert (found.row, found.column) == (row, column)
    assert (found.expected or "").startswith(expected or "")


def test_a_cut_journal_would_block_the_night(broken: Callable[[str], FileReport]) -> None:
    report = broken("cut")
    rows = Path(report.file).read_text().count("\n")
    (finding,) = report.findings
    assert (finding.weight, finding.row) == ("blocks", rows)
    assert "'Payroll Totals' row is missing" in finding.problem
    assert finding.remedy == "the file is cut off or edited; export it again"


def test_a_rejected_row_is_told_by_its_shape_and_not_by_its_cells(
    broken: Callable[[str], FileReport],
) -> None:
    finding = next(f for f in broken("field").findings if "rejected" in f.problem)
    assert finding.found == "27 fields"
    said = json.dumps(TrialReport((broken("field"),)).as_document())
    assert "Ana Ruiz" not in said
    assert "ana@example.com" not in said


def test_good_exports_have_nothing_to_say_and_the_home_is_left_alone(small_home: Home) -> None:
    before = {path: path.lstat().st_mtime_ns for path in sorted(small_home.root.rglob("*"))}

    finished = tierledger(small_home, "check", str(small_home.landing), "--json")

    assert finished.code == 0, finished.said
    document = json.loads(finished.said)
    files = {Path(file["file"]).name: file for file in document["files"]}
    assert len(files) == sum(path.is_file() for path in small_home.landing.rglob("*"))
    assert {file["status"] for file in files.values()} == {"landed"}
    assert {file["was_typed"] for file in files.values()} == {True}
    journal = files["payroll-journal-2024-01.csv"]
    assert journal["looks_like"][0]["table"] == "gusto.payroll_journal"
    assert "gross_earnings" in journal["control_totals"]
    assert journal["rows_read"] == journal["rows_landed"] > 0
    after = {path: path.lstat().st_mtime_ns for path in sorted(small_home.root.rglob("*"))}
    assert after == before


def test_what_is_no_file_is_a_mistake_of_usage(small_home: Home, tmp_path: Path) -> None:
    assert tierledger(small_home, "check", str(tmp_path / "absent.csv")).code == 2
    (tmp_path / "empty").mkdir()
    assert tierledger(small_home, "check", str(tmp_path / "empty")).code == 2


def test_the_report_is_readable(small_home: Home, tmp_path: Path) -> None:
    page = tmp_path / "export.csv"
    page.write_text("<html>Please sign in</html>")
    finished = tierledger(small_home, "check", str(page))
    assert finished.code == 1
    assert "looks like nothing that is declared" in finished.said
    assert "log in, then export it again" in finished.said
    assert "1 file tried, 1 with findings" in finished.said
