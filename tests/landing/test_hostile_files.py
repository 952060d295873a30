"""Files that are no exports: each is refused with words, nothing lands, no traceback."""

import gzip
import os
import resource
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.landing.byte_scan import LONGEST_LINE
from tests.landing.exports import EVENTS, ORDERS
from tests.landing.shop import Shop

HEADER = "Order ID,Amount,Note\n"
HOSTILE: dict[str, tuple[bytes, str]] = {
    "html": (b"<!DOCTYPE html><html>Log in</html>", "HTML"),
    "html_after_blank": (b"\xef\xbb\xbf\n  <html>", "HTML"),
    "xlsx": (b"PK\x03\x04rest", "Excel"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "empty": (b"", "empty"),
    "only_blank": (b"\n \n\n", "empty"),
    "only_bom": (b"\xef\xbb\xbf", "empty"),
    "header_only": (HEADER.encode(), "no rows"),
    "no_signature": (b"Order ID,Note\n1,2\n", "missing amount"),
    "no_header": (b"1,10.00,first\n", "missing order_id, amount"),
    "nul": (ORDERS.encode() + b"3,\x00,x\n", "row 4: a NUL byte"),
    "utf16_without_mark": (ORDERS.encode("utf-16-le"), "a NUL byte"),
    "utf16_cut": (ORDERS.encode("utf-16")[:-1], "UTF-16"),
    "gz_cut": (gzip.compress(ORDERS.encode() * 50)[:-9], "breaks off"),
    "gz_damaged": (gzip.compress(ORDERS.encode())[:-8] + b"\0" * 8, "breaks off or is damaged"),
    "gz_of_html": (gzip.compress(b"<html>"), "HTML"),
    "gz_empty": (gzip.compress(b""), "empty"),
    "gz_trailing": (gzip.compress(ORDERS.encode()) + b"junk", "damaged"),
    "scientific_id": (f"{HEADER}1,2,x\n1.03006E+13,2,x\n".encode(), "row 3, column order_id"),
    "all_rows_bad": (f"{HEADER}1\n2\n".encode(), "none of its 2 rows"),
    "endless_line": (HEADER.encode() + b"x" * (LONGEST_LINE + 300_000), "a line longer than"),
    "cut_in_a_row": (b'Order ID,Amount,Note\n1,"10.', "none of its 1 rows"),
    "millions_of_commas": (b"," * 2_000_000 + b"\n1,2,3\n", "missing order_id, amount"),
    "millions_of_columns": (
        f"Order ID,Amount{',x' * 2_000_000}\n".encode(),
        "a row of 2000002 columns",
    ),
    "many_columns": (
        f"Order ID,Amount,{','.join(f'c{n}' for n in range(500))}\n1,2{',' * 500}\n".encode(),
        "columns that are not declared",
    ),
}


@pytest.mark.parametrize(("content", "problem"), HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_with_a_reason(shop: Shop, content: bytes, problem: str) -> None:
    shop.drop("orders.csv", content)
    report = shop.land()
    (outcome,) = report.outcomes
    assert outcome.status == "refused"
    assert (outcome.reason or "").startswith("shop/orders.csv: ")
    assert problem in (outcome.reason or "")
    assert report.blocking
    assert "orders.csv" in report.blocking[0]
    assert shop.rows("select count(*) from raw_shop.orders") == [(0,)]
    assert shop.rows("select count(*) from raw.rejected_rows") == [(0,)]
    assert shop.rows("select status, rows_read from raw.files") == [("refused", 0)]


def test_a_bomb_is_refused_without_being_unpacked_whole(shop: Shop) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\n" * (1024 * 1024)
    bomb = b"".join(packer.compress(block) for _ in range(400)) + packer.flush()
    outcome = shop.land_one("orders.csv.gz", b"" + bomb)
    assert "unpacks to more than" in (outcome.reason or "")


Rejected = list[tuple[int, str]]
NOT_CLOSED = "a quote is not closed, or text follows a closing quote"
FIELDS, BYTE = "wrong number of fields", "a byte that is not in the file's encoding"
LONG = ORDERS + "3,1.00,more\n" * 200_000
SURVIVED: dict[str, tuple[bytes, int, Rejected]] = {
    "cut_mid_row": (ORDERS.encode() + b"3,30", 2, [(4, FIELDS)]),
    "cut_mid_cell": (ORDERS.encode() + b'3,"30', 2, [(4, NOT_CLOSED)]),
    "unclosed_quote": (ORDERS.encode() + b'3,"x,y\n4,5,z\n', 3, [(4, NOT_CLOSED)]),
    "a_row_of_many_cells": (ORDERS.encode() + b"x," * 2_000_000 + b"\n4,5,z\n", 3, [(4, FIELDS)]),
    "cp1252_byte_two_megabytes_in": (
        LONG.replace("first", "caf\u00e9").encode() + b"4,1.00,caf\xe9\n5,1.00,last\n",
        200_003,
        [(200_004, BYTE)],
    ),
    "cp1252_from_two_megabytes_on": (LONG.encode() + b"4,1.00,caf\xe9\n", 200_003, []),
}


@pytest.mark.parametrize(("content", "landed", "rejected"), SURVIVED.values(), ids=SURVIVED.keys())
def test_one_damaged_row_is_kept_out_and_the_rest_lands(
    shop: Shop, content: bytes, landed: int, rejected: Rejected
) -> None:
    outcome = shop.land_one("orders.csv", content)
    assert (outcome.status, outcome.rows_landed) == ("landed", landed)
    assert shop.rows("select source_row, reason from raw.rejected_rows order by 1") == rejected
    assert shop.rows("select count(*) from raw_shop.orders") == [(landed,)]


def test_a_header_that_comes_again_in_the_middle_is_a_row_as_it_stands(shop: Shop) -> None:
    # Two exports, one appended to the other: staging finds that `Amount` is no amount.
    shop.land_one("orders.csv", ORDERS + ORDERS)
    assert shop.rows("select _source_row, amount from raw_shop.orders order by 1") == [
        (2, "10.00"),
        (3, "20.00"),
        (4, "Amount"),
        (5, "10.00"),
        (6, "20.00"),
    ]


def test_a_formula_in_a_cell_lands_as_text(shop: Shop) -> None:
    formulas = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"]
    shop.land_one("orders.csv", HEADER + "".join(f"{n},1,{f}\n" for n, f in enumerate(formulas)))
    found = shop.rows("select note from raw_shop.orders order by _source_row")
    assert [note for (note,) in found] == formulas


def test_a_row_of_millions_of_columns_takes_little_time_and_memory(shop: Shop) -> None:
    shop.drop("orders.csv", b"," * 2_000_000 + b"\n1,2,3\n")
    shop.drop("wages.csv", ("x," * 2_000_000 + "\n") * 3)
    shop.drop("events.ndjson", b"," * 2_000_000)
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = shop.land()
    assert {outcome.status for outcome in report.outcomes} == {"refused"}
    assert time.process_time() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600 * 1024


def _outward(shop: Shop) -> Path:
    outside = shop.home.root / "secret.csv"
    outside.write_text(ORDERS, encoding="utf-8")
    (shop.folder / "orders.csv").symlink_to(outside)
    return outside


def _pipe(shop: Shop) -> Path:
    os.mkfifo(shop.folder / "orders.csv")
    return shop.folder


def _nowhere(shop: Shop) -> Path:
    (shop.folder / "orders.csv").symlink_to("gone.csv")
    return shop.folder


def _loop(shop: Shop) -> Path:
    (shop.folder / "orders.csv").symlink_to("orders.csv")
    return shop.folder


def _folder(shop: Shop) -> Path:
    (shop.folder / "orders.csv").mkdir()
    return shop.folder


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (_outward, "leads out of its folder"),
        (_pipe, "not a regular file"),
        (_nowhere, "leads nowhere"),
        (_loop, "leads nowhere"),
        (_folder, "a folder"),
    ],
)
def test_what_is_no_file_of_the_folder_is_refused(
    shop: Shop, make: Callable[[Shop], Path], problem: str
) -> None:
    make(shop)
    for _ in range(2):
        (outcome,) = shop.land().outcomes
        assert outcome.status == "refused"
        assert problem in (outcome.reason or "")
    assert shop.rows("select count(*), count(file_sha256) from raw.files") == [(1, 0)]


def test_a_link_to_a_file_beside_it_is_read(shop: Shop) -> None:
    shop.drop("kept-elsewhere.txt", ORDERS)
    (shop.folder / "orders.csv").symlink_to("kept-elsewhere.txt")
    (outcome,) = shop.land().outcomes
    assert outcome.status == "landed"


def test_a_file_that_may_not_be_read_is_refused(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may read everything, so the refusal of the system is played.
    path = shop.drop("orders.csv", ORDERS)
    real_open = Path.open

    def no_entry(self: Path, *arguments: str, **named: str) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return real_open(self, *arguments, **named)  # pyright: ignore

    monkeypatch.setattr(Path, "open", no_entry)
    (outcome,) = shop.land().outcomes
    assert "it cannot be read (Permission denied)" in (outcome.reason or "")


@pytest.mark.parametrize("name", ["orders.csv", "events.ndjson"])
def test_a_file_that_is_still_written_is_refused_and_lands_when_it_is_whole(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from orchestration.landing import intake

    path = shop.drop(name, ORDERS if name == "orders.csv" else EVENTS)

    def appended_meanwhile(*_: object) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("3,")

    monkeypatch.setattr(intake, "refuse_scientific_ids", appended_meanwhile)
    (outcome,) = shop.land().outcomes
    assert "it changed while it was read" in (outcome.reason or "")
    monkeypatch.undo()
    path.write_text(ORDERS if name == "orders.csv" else EVENTS, encoding="utf-8")
    (outcome,) = shop.land().outcomes
    assert outcome.status == "landed"
    assert shop.rows("select status from raw.files") == [("landed",)]


NAMES = [
    "orders'; drop table raw.files; --.csv",
    'orders".csv',
    "orders[1].csv",
    "orders*.csv",
    "orders\n.csv",
    "orders-é-\U0001f600.csv",
    "ORDERS.CSV",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_is_only_a_name(shop: Shop, name: str) -> None:
    shop.drop("orders1.csv", ORDERS.replace("first", "other"))
    assert shop.land_one(name, ORDERS).status == "landed"
    assert shop.rows(
        "select note from raw_shop.orders where _source_file = ? order by 1", f"shop/{name}"
    ) == [("first",), ("second",)]


def test_a_name_that_the_engine_cannot_open_is_refused(shop: Shop) -> None:
    for name in ("orders\\[1].csv", "events\\*.ndjson", "orders\udcff.csv"):
        shop.drop(name, ORDERS)
    outcomes = shop.land().outcomes
    assert len(outcomes) == 3
    assert all("rename the file" in (outcome.reason or "") for outcome in outcomes)
    assert "shop/orders\\xff.csv" in {outcome.file_name for outcome in outcomes}


@pytest.mark.parametrize("name", ["orders.csv", "events.ndjson"])
def test_a_file_that_is_taken_away_meanwhile_is_refused(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from orchestration.landing import load

    path = shop.drop(name, ORDERS if name == "orders.csv" else EVENTS)
    real_scan = load.scan

    def taken_away(path: Path) -> object:
        facts = real_scan(path)
        path.unlink()
        return facts

    monkeypatch.setattr(load, "scan", taken_away)
    (outcome,) = shop.land().outcomes
    assert outcome.status == "refused"
    assert not path.exists()


def test_a_home_may_have_signs_of_patterns_in_its_path(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "Acme [EU]*")
    assert shop.land_one("orders[2].csv", ORDERS).status == "landed"
    assert shop.land_one("orders-bad.csv", ORDERS + "3\n").rows_landed == 2
    assert shop.land_one("events.ndjson", EVENTS).rows_landed == 2


def test_a_header_that_is_sql_is_only_a_name(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", 'Order ID,Amount,"x"");drop table raw.files;"\n1,2,3\n')
    assert outcome.status == "landed"
    assert outcome.new_columns == ("x_drop_table_raw_files",)


def test_files_that_nobody_takes_are_named(shop: Shop) -> None:
    shop.drop("mystery.csv", ORDERS)
    shop.drop("orders.csv.part", ORDERS)
    shop.drop(".DS_Store", b"\0")
    (shop.home.landing / "unknown_system").mkdir()
    (shop.home.landing / "loose.csv").write_text(ORDERS, encoding="utf-8")
    report = shop.land()
    assert report.unrecognised_files == (
        "loose.csv",
        "shop/mystery.csv",
        "shop/orders.csv.part",
        "unknown_system",
    )
    assert len(report.warnings) == 4
    assert not report.blocking
