"""Delimited exports: clean ones, quirky ones, damaged ones."""

import gzip

import pytest

from orchestration.landing.load import Load
from tests.landing.exports import ORDERS
from tests.landing.shop import Shop

LANDED = "select _source_row, order_id, amount, note from raw_shop.orders order by 1"


def test_rows_keep_their_numbers_and_their_lineage(shop: Shop) -> None:
    outcome = shop.land_one("orders-1.csv", ORDERS)
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (2, 2, 0)
    assert shop.rows(LANDED) == [(2, "1", "10.00", "first"), (3, "2", "20.00", "second")]
    assert shop.rows(
        "select distinct _source_file, _source_sha256, _load_number from raw_shop.orders"
    ) == [("shop/orders-1.csv", outcome.sha256, 1)]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + ORDERS.encode(),
        ORDERS.replace("\n", "\r\n").encode(),
        ORDERS.replace("\n", "\r").encode(),
        ORDERS.rstrip("\n").encode(),
        ORDERS.replace("first\n", "first\r\n").encode(),
        ORDERS.encode("utf-16"),
        gzip.compress(ORDERS.encode()),
        gzip.compress(ORDERS.encode("utf-16")),
        (ORDERS + "\n\n\n").encode(),
    ],
    ids=["bom", "crlf", "cr", "no_last_end", "mixed", "utf16", "gz", "gz_utf16", "blank_end"],
)
def test_the_same_table_in_any_clothes(shop: Shop, content: bytes) -> None:
    outcome = shop.land_one("orders.csv", content)
    assert (outcome.status, outcome.rows_landed, outcome.notes) == ("landed", 2, ())
    assert shop.rows(LANDED) == [(2, "1", "10.00", "first"), (3, "2", "20.00", "second")]


def test_a_compressed_file_is_taken_by_the_pattern_of_the_plain_one(shop: Shop) -> None:
    assert shop.land_one("orders.csv.gz", gzip.compress(ORDERS.encode())).status == "landed"


def test_windows_signs_are_read_as_such(shop: Shop) -> None:
    shop.land_one("orders.csv", "Order ID,Amount,Note\n1,5,caf\u00e9 \u20ac\n".encode("cp1252"))
    assert shop.rows(LANDED) == [(2, "1", "5", "caf\u00e9 \u20ac")]


def test_columns_go_by_their_header_not_by_their_place(shop: Shop) -> None:
    shop.land_one("orders.csv", "Note,AMOUNT,Web Reference\nx,1,7\n")
    assert shop.rows(LANDED) == [(2, "7", "1", "x")]


def test_the_header_may_stand_below_title_lines(shop: Shop) -> None:
    shop.land_one("orders.csv", "Orders of the shop\n\nOrder ID,Amount\n1,2\n")
    assert shop.rows(LANDED) == [(4, "1", "2", None)]


def test_cells_may_hold_line_ends_quotes_and_delimiters(shop: Shop) -> None:
    shop.land_one("orders.csv", 'Order ID,Amount,Note\n1,2,"a\n""b"", c"\n3,4,5" pipe\n')
    assert shop.rows(LANDED) == [(2, "1", "2", 'a\n"b", c'), (3, "3", "4", '5" pipe')]


def test_blank_is_null_and_a_blank_line_is_no_row_but_counts_as_one(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", 'Order ID,Amount,Note\n1,,""\n\n2,, \n')
    assert outcome.rows_read == 2
    assert shop.rows(LANDED) == [(2, "1", None, None), (4, "2", None, " ")]


BAD_ROWS = {
    "too_few": "2,20.00",
    "too_many": "2,20.00,x,y",
    "open_quote": '2,20.00,"x',
    "after_quote": '2,20.00,"x"y',
    "backslash": '2,20.00,"x\\"y"',
}


@pytest.mark.parametrize("bad", BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_one_bad_row_is_kept_out_and_named_and_the_rest_lands(shop: Shop, bad: str) -> None:
    outcome = shop.land_one("orders.csv", f"Order ID,Amount,Note\n1,10.00,a\n{bad}\n3,30.00,c\n")
    assert (outcome.status, outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (
        "landed",
        3,
        2,
        1,
    )
    assert shop.rows(LANDED) == [(2, "1", "10.00", "a"), (4, "3", "30.00", "c")]
    assert shop.rows("select source_row, row_text, file_name from raw.rejected_rows") == [
        (3, bad, "shop/orders.csv")
    ]
    assert outcome.notes[0].startswith("1 of 3 rows rejected; the first: row 3: ")
    assert "20.00" not in outcome.notes[0]


def test_a_byte_that_does_not_decode_costs_its_row_only(shop: Shop) -> None:
    content = "Order ID,Amount,Note\n1,1,é\n2,2,ü\n3,3,".encode() + b"\xff\n"
    outcome = shop.land_one("orders.csv", content)
    assert (outcome.rows_landed, outcome.rows_rejected) == (2, 1)
    assert shop.rows("select source_row, reason from raw.rejected_rows") == [
        (4, "a byte that is not in the file's encoding")
    ]


def test_new_columns_land_and_are_reported_money_loudly(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", "Order ID,Amount,Colour,Rush Fee\n1,2,red,9.99\n")
    assert outcome.new_columns == ("colour", "rush_fee")
    assert shop.rows("select colour, rush_fee from raw_shop.orders") == [("red", "9.99")]
    assert outcome.notes[0].startswith("NEW MONEY COLUMNS rush_fee")
    assert "colour" in outcome.notes[1]
    again = shop.land_one("orders-2.csv", "Order ID,Amount,Rush fee\n2,2,1\n")
    assert again.new_columns == ()


def test_a_long_cell_lands(shop: Shop) -> None:
    note = "x" * 5_000_000
    outcome = shop.land_one("orders.csv", f"Order ID,Amount,Note\n1,2,{note}\n2,2\n")
    assert (outcome.status, outcome.rows_landed, outcome.rows_rejected) == ("landed", 1, 1)
    assert shop.rows("select length(note) from raw_shop.orders") == [(5_000_000,)]


def test_a_count_of_the_engine_that_differs_from_ours_is_not_trusted(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No file is known that DuckDB reads short without an error, so one is played.
    def one_short(load: Load, *_: object, **__: object) -> int:
        load.connection.execute("insert into raw_shop.orders (order_id) values ('1')")
        return 1

    monkeypatch.setattr(Load, "insert_delimited", one_short)
    assert shop.land_one("orders.csv", ORDERS).rows_landed == 2
    assert shop.rows(LANDED) == [(2, "1", "10.00", "first"), (3, "2", "20.00", "second")]


def test_a_return_inside_a_cell_stays_there(shop: Shop) -> None:
    # DuckDB guesses the line end from the whole text; uneven ones are not left to it.
    shop.land_one("orders.csv", 'Order ID,Amount,Note\r\n1,2,"a\n"\r\n"b",\\,"c\r"\r\n')
    assert shop.rows(LANDED) == [(2, "1", "2", "a\n"), (3, "b", "\\", "c\r")]


def test_rows_of_a_file_that_is_read_by_several_cores_keep_their_numbers(shop: Shop) -> None:
    """More than two row groups and more than one read buffer, after rows of an earlier file."""
    shop.land_one("orders-1.csv", ORDERS)
    lines = "".join(f"{number},1.00,{'x' * 120}\n" for number in range(2, 400_002))
    outcome = shop.land_one("orders-2.csv", f"Order ID,Amount,Note\n{lines}")
    assert (outcome.status, outcome.rows_landed) == ("landed", 400_000)
    assert shop.rows(
        "select count(*), count(*) filter (order_id <> cast(_source_row as varchar)) "
        "from raw_shop.orders where _source_file = 'shop/orders-2.csv'"
    ) == [(400_000, 0)]
    assert shop.rows(
        "select _source_row from raw_shop.orders where _source_file = 'shop/orders-1.csv' "
        "order by 1"
    ) == [(2,), (3,)]
