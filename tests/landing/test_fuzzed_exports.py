"""Whatever lies in the folder: no traceback, and no record is lost."""

import csv
import io
import json
from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from tests.landing.exports import BILLS, EVENTS, ORDERS, WAGES
from tests.landing.fuzzing import fuzzed
from tests.landing.shop import Shop

CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
) | st.sampled_from(['"', ",", "\n", "\r\n", "\r", " ", '" ', ' "x"', "\\", "'", "\ufeff", "\x1a"])
ROW = st.tuples(CELL, CELL, CELL)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
LANDED = "select _source_row, order_id, amount, note from raw_shop.orders order by 1"


def conserved(shop: Shop) -> None:
    """What the manifest says is what the tables hold."""
    files = shop.rows(
        "select table_name, sum(rows_read), sum(rows_landed), sum(rows_rejected) from raw.files "
        "group by 1"
    )
    for table, read, landed, rejected in files:
        assert read == landed + rejected
        assert shop.rows(f"select count(*) from raw_shop.{table}") == [(landed,)]
        query = "select count(*) from raw.rejected_rows where table_name = ?"
        assert shop.rows(query, table) == [(rejected,)]


@fuzzed
@given(rows=st.lists(ROW, min_size=1, max_size=8), line_end=st.sampled_from(["\n", "\r\n"]))
def test_every_cell_of_a_well_formed_csv_lands_as_it_stands(
    new_shop: Callable[[], Shop], rows: list[tuple[str, str, str]], line_end: str
) -> None:
    shop = new_shop()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("Order ID", "Amount", "Note"), *rows])
    outcome = shop.land_one("orders.csv", text.getvalue())
    assert (outcome.status, outcome.rows_rejected) == ("landed", 0), outcome.reason
    assert shop.rows(LANDED) == [
        (number, *(cell or None for cell in row)) for number, row in enumerate(rows, start=2)
    ]


@fuzzed
@given(
    lines=st.lists(
        st.text(st.sampled_from('ab,," \t\n\r;\\é'), max_size=15), min_size=1, max_size=12
    )
)
@example(lines=['1,2,"3', "4,5,6"])
@example(lines=["", "1,2,3", '"', ""])
def test_no_line_of_a_damaged_csv_is_lost(new_shop: Callable[[], Shop], lines: list[str]) -> None:
    shop = new_shop()
    marked = [f"{line},mark{number}" for number, line in enumerate(lines)]
    shop.land_one("orders.csv", "Order ID,Amount,Note\n1,2,3\n" + "\n".join(marked))
    conserved(shop)
    kept = repr(shop.rows("select * from raw_shop.orders")) + repr(
        shop.rows("select row_text from raw.rejected_rows")
    )
    assert all(f"mark{number}" in kept for number in range(len(lines)))


@fuzzed
@given(values=st.lists(st.tuples(JSON, JSON, JSON), min_size=1, max_size=8))
def test_every_object_lands_or_is_rejected_for_a_missing_key(
    new_shop: Callable[[], Shop], values: list[tuple[object, object, object]]
) -> None:
    shop = new_shop()
    lines = [
        json.dumps({"id": first, "sent": second, "body": third}, ensure_ascii=False)
        for first, second, third in values
    ]
    shop.land_one("events.ndjson", "\n".join(lines))
    conserved(shop)
    expected = [n for n, row in enumerate(values, start=1) if None not in row[:2]]
    assert [n for (n,) in shop.rows("select _source_row from raw_shop.events order by 1")] == (
        expected
    )


@fuzzed
@given(
    lines=st.lists(
        st.text(st.sampled_from('{}[]":,aid \t\r\x01\\é\x1f'), max_size=12)
        | st.just('{"id":1,"sent":2}'),
        min_size=1,
        max_size=12,
    )
)
def test_no_line_of_damaged_json_is_lost(new_shop: Callable[[], Shop], lines: list[str]) -> None:
    shop = new_shop()
    outcome = shop.land_one("events.ndjson", '{"id":1,"sent":2}\n' + "\n".join(lines))
    conserved(shop)
    if outcome.status == "landed":
        records = "\n".join(lines).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert outcome.rows_read == 1 + sum(bool(line.strip(" \t")) for line in records)


@fuzzed
@given(
    whole=st.sampled_from([WAGES, BILLS, ORDERS, EVENTS]),
    at=st.floats(0, 1),
    length=st.integers(0, 40),
    put=st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\0", b"\xff", b"\r"]),
)
def test_a_cut_or_a_stain_anywhere_is_survived(
    new_shop: Callable[[], Shop], whole: str, at: float, length: int, put: bytes
) -> None:
    shop = new_shop()
    start = int(at * len(whole))
    content = whole.encode()[:start] + put + whole.encode()[start + length :]
    for name in ("orders.csv", "events.ndjson", "wages.csv", "bills.csv"):
        shop.drop(name, content)
    for outcome in shop.land().outcomes:
        assert (outcome.status == "refused") == (outcome.reason is not None)
        assert "could not be landed" not in (outcome.reason or "")
        assert "internal" not in (outcome.reason or "")
    conserved(shop)


@fuzzed
@given(content=st.binary(max_size=200))
def test_any_bytes_are_survived(new_shop: Callable[[], Shop], content: bytes) -> None:
    shop = new_shop()
    for name in ("orders.csv", "events.ndjson.gz", "wages.csv", "bills.csv"):
        shop.drop(name, content)
    for outcome in shop.land().outcomes:
        assert "could not be landed" not in (outcome.reason or "")
    conserved(shop)
