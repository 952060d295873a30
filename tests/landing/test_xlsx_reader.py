"""Workbooks: cells as text, faulty cells as rejected rows, and nothing that harms."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from orchestration.landing.readers.sheets import cell_text
from tests.landing.exports import BILLS, ORDERS, WAGES
from tests.landing.shop import Shop
from tests.landing.workbook_bytes import part_of, with_part, workbook

HEADER = ("Item ID", "Amount", "Note")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1200.5, "1200.5"),
        (33.33 * 3, "99.99"),
        (5.0, "5"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (123456789012345.0, "123456789012345"),
        (1234567.89, "1234567.89"),
        (True, "true"),
        (False, "false"),
        (" 0012 ", " 0012 "),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime.fromisoformat("2024-02-29T23:59:58.999999"), "2024-02-29T23:59:59"),
        (time(9, 41), "09:41:00"),
        (timedelta(hours=26, minutes=40), "26:40:00"),
        (-timedelta(minutes=90), "-1:30:00"),
    ],
)
def test_a_cell_is_the_text_that_a_person_reads(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_date_can_be_written_as_the_export_writes_it() -> None:
    assert cell_text(date(2024, 3, 1), "MM/DD/YYYY") == "03/01/2024"
    assert (
        cell_text(datetime.fromisoformat("2024-03-01T08:05:00"), "DD/MM/YYYY HH:MM")
        == "01/03/2024 08:05:00"
    )


@pytest.mark.parametrize("value", [1e15, -1e15, 1.2345678901234567e16, float("inf"), float("nan")])
def test_a_number_with_lost_digits_is_no_text(value: float) -> None:
    with pytest.raises(ValueError, match="more digits"):
        cell_text(value)


def test_the_header_is_found_on_any_sheet_in_any_row_and_rows_keep_their_numbers(
    shop: Shop,
) -> None:
    """Row 3 is the header; row 5 is empty, row 7 shorter than the header."""
    rows = [
        ["Stock list"],
        [],
        list(HEADER),
        ["A-1", 1200.5, datetime.fromisoformat("2024-01-03")],
        [],
        ["A-2", ("=B4*2", 2401), datetime.fromisoformat("2024-01-03T14:05")],
        ["A-3", 0.1],
    ]
    outcome = shop.land_one("stock.xlsx", workbook({"About": [["nothing"]], "Stock": rows}))
    assert (outcome.status, outcome.rows_read, outcome.rows_landed) == ("landed", 3, 3)
    assert shop.rows(
        "select _source_row, item_id, amount, note from raw_shop.stock order by 1"
    ) == [
        (4, "A-1", "1200.5", "2024-01-03T00:00:00"),
        (6, "A-2", "2401", "2024-01-03T14:05:00"),
        (7, "A-3", "0.1", None),
    ]


def test_a_cell_without_its_value_is_a_rejected_row_that_names_the_column(shop: Shop) -> None:
    """An error, a formula that was never calculated (the last cell of the sheet), a long number."""
    rows = [
        HEADER,
        ["A-1", ("=1/0", "#DIV/0!")],
        ["A-2", 2],
        [1234567890123456789, 3],
        ["A-4", 4, "=B5+1"],
    ]
    outcome = shop.land_one("stock.xlsx", workbook({"Stock": rows}))
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (4, 1, 3)
    assert shop.rows("select source_row, column_name, row_text from raw.rejected_rows") == [
        (2, "amount", "A-1,#DIV/0!,"),
        (4, "item_id", "1.234567890123457e+18,3,"),
        (5, "note", "A-4,4,=B5+1"),
    ]
    assert "row 2, column amount: a cell with an error" in outcome.notes[0]
    assert shop.rows("select item_id from raw_shop.stock") == [("A-2",)]


def test_hidden_rows_land(shop: Shop) -> None:
    content = workbook({"Stock": [HEADER, ["A-1", 1], ["A-2", 2]]})
    sheet = part_of(content, SHEET).replace(b'<row r="2"', b'<row r="2" hidden="1"')
    assert b"hidden" in sheet
    outcome = shop.land_one("stock.xlsx", with_part(content, SHEET, sheet))
    assert outcome.rows_landed == 2


STATEMENT = [
    ["Acme"],
    HEADER,
    ["A-1", 0.1, date(2024, 1, 31)],
    ["A-2", 0.2, "x"],
    ["Total", 0.3],
    ["Printed on"],
]


def test_a_total_row_is_the_sum_of_the_rows_of_the_declared_sheet(shop: Shop) -> None:
    """0.1 + 0.2 = 0.3, to the cent and without the noise of binary fractions."""
    content = workbook({"Copy": STATEMENT[:-2], "Statement": STATEMENT})
    outcome = shop.land_one("statement.xlsx", content)
    assert (outcome.status, outcome.rows_landed, outcome.notes) == ("landed", 2, ())
    assert shop.rows("select amount, note from raw_shop.statements order by 1") == [
        ("0.1", "01/31/2024"),
        ("0.2", "x"),
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([*STATEMENT[:3], *STATEMENT[4:]], "is not the sum of its rows"),
        (STATEMENT[:4], "the 'Total' row is missing"),
    ],
    ids=["a_row_less", "cut_off"],
)
def test_a_workbook_that_does_not_add_up_is_refused_and_blocks(
    shop: Shop, rows: list[list[object]], problem: str
) -> None:
    outcome = shop.land_one("statement.xlsx", workbook({"Statement": rows}))
    assert outcome.is_blocking
    assert problem in (outcome.reason or "")


def test_a_second_sheet_with_the_same_columns_is_told_and_not_read(shop: Shop) -> None:
    rows = [HEADER, ["A-1", 1]]
    outcome = shop.land_one("stock.xlsx", workbook({"January": rows, "February": rows}))
    assert outcome.rows_landed == 1
    assert outcome.notes[0].startswith("2 sheets have the needed columns, and only the first")


@pytest.mark.parametrize(
    ("name", "text", "table"),
    [("orders", ORDERS, "orders"), ("wages", WAGES, "wages"), ("bills", BILLS, "bills")],
)
def test_a_delimited_report_may_come_as_a_workbook_of_the_same_rows(
    shop: Shop, name: str, text: str, table: str
) -> None:
    """Flat, sectioned and grouped: the same cells in rows of the same numbers."""
    shop.drop(f"{name}1.csv", text)
    shop.drop(f"{name}2.xlsx", workbook({"Report": list(csv.reader(io.StringIO(text)))}))
    outcomes = shop.land().outcomes
    assert [outcome.status for outcome in outcomes] == ["landed", "landed"]
    columns = "* exclude (_source_file, _source_sha256, _load_number, _loaded_at)"
    query = f"select {columns} from raw_shop.{table} where _source_file like ? order by _source_row"
    of_text = [tuple(cell or None for cell in row) for row in shop.rows(query, f"%{name}1.csv")]
    assert of_text
    assert shop.rows(query, f"%{name}2.xlsx") == of_text


def test_a_workbook_under_the_name_of_a_text_is_read_as_what_it_is(shop: Shop) -> None:
    content = workbook({"Orders": list(csv.reader(io.StringIO(ORDERS)))})
    assert shop.land_one("orders.csv", content).rows_landed == 2


def test_what_a_spreadsheet_program_keeps_beside_an_open_workbook_is_no_export(shop: Shop) -> None:
    shop.drop("~$stock.xlsx", b"\x05owner")
    assert shop.land().unrecognised_files == ()


GOOD = workbook({"Stock": [HEADER, ["A-1", 1]]})
MANY_ROWS = workbook({"Stock": [HEADER, *([f"A-{n}", n] for n in range(50))]})


def _bomb() -> bytes:
    bomb = io.BytesIO(GOOD)
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part,
    ):
        block = b" " * (16 * 1024 * 1024)
        for _ in range(33):
            part.write(block)
    return bomb.getvalue()


def _lying_about_its_size() -> bytes:
    """The index says that a part is short; what is packed is long."""
    content = with_part(GOOD, "xl/sharedStrings.xml", b" " * 1_000_000)
    return content.replace((1_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def _sheet(xml: bytes) -> bytes:
    sheet = part_of(GOOD, SHEET)
    start, end = sheet.index(b"<sheetData>"), sheet.index(b"</sheetData>")
    return with_part(GOOD, SHEET, sheet[:start] + b"<sheetData>" + xml + sheet[end:])


HOSTILE = {
    "empty": (b"", "not a workbook"),
    "text": (ORDERS.encode(), "not a workbook"),
    "old_or_encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "with a password"),
    "cut": (MANY_ROWS[: len(MANY_ROWS) // 2], "breaks off or is damaged"),
    "a_byte_turned": (MANY_ROWS[:700] + b"\xff" + MANY_ROWS[701:], "damaged"),
    "a_bomb": (_bomb(), "unpacks from"),
    "a_lie": (_lying_about_its_size(), "damaged"),
    "another_zip": (with_part(b"PK\x05\x06" + b"\0" * 18, "a.csv", b"1,2"), "no workbook"),
    "no_such_columns": (workbook({"Stock": [["Item ID", "Note"], ["A-1", "x"]]}), "no sheet with"),
    "no_rows": (workbook({"Stock": [HEADER]}), "no rows"),
    "empty_sheet": (workbook({"Stock": []}), "no sheet with"),
    "far_away": (
        _sheet(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576">'
            b"<v>1</v></c></row>"
        ),
        "cells",
    ),
    "not_xml": (with_part(GOOD, SHEET, b"<worksheet><sheetData>"), "damaged"),
    "no_sheet_part": (with_part(GOOD, "xl/_rels/workbook.xml.rels", b"<a/>"), "damaged"),
    "entities": (
        with_part(
            GOOD,
            SHEET,
            b"<!DOCTYPE w [<!ENTITY a 'ha'>]>" + part_of(GOOD, SHEET).split(b"?>", 1)[1],
        ),
        "damaged",
    ),
}


@pytest.mark.parametrize(("content", "problem"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_sound_workbook_is_refused_with_a_remedy(
    shop: Shop, content: bytes, problem: str
) -> None:
    outcome = shop.land_one("stock.xlsx", content)
    assert outcome.status == "refused"
    assert problem in (outcome.reason or "")
    assert "could not be landed" not in (outcome.reason or "")


def test_a_text_export_of_a_name_that_says_workbook_is_refused_with_a_remedy(shop: Shop) -> None:
    outcome = shop.land_one("orders.xlsx", ORDERS)
    assert "give it the name of a text export" in (outcome.reason or "")
