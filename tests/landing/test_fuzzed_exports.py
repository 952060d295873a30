"""Whatever lies in the folder: no traceback, and no record is lost."""

import csv
import io
import json
from collections.abc import Callable
from typing import TypeVar

from hypothesis import example, given
from hypothesis import strategies as st

from tests.landing.exports import BILLS, EVENTS, ORDERS, WAGES
from tests.landing.fuzzing import EXAMPLES, FUZZED_FILES, fuzzed
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
LANDED = (
    "select _source_row, order_id, amount, note from raw_shop.orders where _source_file = ? "
    "order by 1"
)
T = TypeVar("T")


def conserved(shop: Shop) -> None:
    """What the manifest says is what the tables hold; counts the files that were looked at."""
    FUZZED_FILES["exports"] += shop.rows("select count(*) from raw.files")[0][0]
    files = shop.rows(
        "select table_name, sum(rows_read), sum(rows_landed), sum(rows_rejected) from raw.files "
        "group by 1"
    )
    for table, read, landed, rejected in files:
        assert read == landed + rejected
        assert shop.rows(f"select count(*) from raw_shop.{table}") == [(landed,)]
        query = "select count(*) from raw.rejected_rows where table_name = ?"
        assert shop.rows(query, table) == [(rejected,)]


def batch(case: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """Several files for one landing."""
    return st.lists(case, min_size=4, max_size=6)


@fuzzed
@given(
    files=batch(st.tuples(st.lists(ROW, min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"])))
)
def test_every_cell_of_a_well_formed_csv_lands_as_it_stands(
    new_shop: Callable[[], Shop], files: list[tuple[list[tuple[str, str, str]], str]]
) -> None:
    shop = new_shop()
    for number, (rows, line_end) in enumerate(files):
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL)
        writer.writerows([("Order ID", "Amount", "Note", str(number)), *((*r, "x") for r in rows)])
        shop.drop(f"orders{number}.csv", text.getvalue())
    assert {(o.status, o.rows_rejected, o.reason) for o in shop.land().outcomes} == {
        ("landed", 0, None)
    }
    for number, (rows, _) in enumerate(files):
        landed = shop.rows(LANDED, f"shop/orders{number}.csv")
        assert landed == [(n, *(c or None for c in row)) for n, row in enumerate(rows, start=2)]
    conserved(shop)


@fuzzed
@given(
    files=batch(
        st.lists(st.text(st.sampled_from('ab,," \t\n\r;\\é'), max_size=15), min_size=1, max_size=12)
    )
)
@example(files=[['1,2,"3', "4,5,6"], ["", "1,2,3", '"', ""], ['"\r', '"']])
def test_no_line_of_a_damaged_csv_is_lost(
    new_shop: Callable[[], Shop], files: list[list[str]]
) -> None:
    shop = new_shop()
    for number, lines in enumerate(files):
        marked = [f"{line},mark{number}.{place}." for place, line in enumerate(lines)]
        shop.drop(f"orders{number}.csv", "Order ID,Amount,Note\n1,2,3\n" + "\n".join(marked))
    shop.land()
    conserved(shop)
    kept = repr(shop.rows("select * from raw_shop.orders")) + repr(
        shop.rows("select row_text from raw.rejected_rows")
    )
    for number, lines in enumerate(files):
        assert all(f"mark{number}.{place}." in kept for place in range(len(lines)))


@fuzzed
@given(files=batch(st.lists(st.tuples(JSON, JSON, JSON), min_size=1, max_size=8)))
def test_every_object_lands_or_is_rejected_for_a_missing_key(
    new_shop: Callable[[], Shop], files: list[list[tuple[object, object, object]]]
) -> None:
    shop = new_shop()
    for number, values in enumerate(files):
        lines = [
            json.dumps({"id": a, "sent": b, "body": c, "file": number}, ensure_ascii=False)
            for a, b, c in [*values, (1, 1, 1)]
        ]
        shop.drop(f"events{number}.ndjson", "\n".join(lines))
    shop.land()
    conserved(shop)
    for number, values in enumerate(files):
        whole = [n for n, row in enumerate(values, start=1) if None not in row[:2]]
        landed = shop.rows(
            "select _source_row from raw_shop.events where _source_file = ? order by 1",
            f"shop/events{number}.ndjson",
        )
        assert [row for (row,) in landed] == [*whole, len(values) + 1]


@fuzzed
@given(
    files=batch(
        st.lists(
            st.text(st.sampled_from('{}[]":,aid \t\r\x01\\é\x1f'), max_size=12)
            | st.just('{"id":1,"sent":2}'),
            min_size=1,
            max_size=12,
        )
    )
)
def test_no_line_of_damaged_json_is_lost(
    new_shop: Callable[[], Shop], files: list[list[str]]
) -> None:
    shop = new_shop()
    texts = {
        f"shop/events{number}.ndjson": f'{{"id":{number},"sent":2}}\n' + "\n".join(lines)
        for number, lines in enumerate(files)
    }
    for name, text in texts.items():
        shop.drop(name.removeprefix("shop/"), text)
    for outcome in shop.land().outcomes:
        assert outcome.status == "landed", outcome.reason
        records = texts[outcome.file_name].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert outcome.rows_read == sum(bool(line.strip(" \t")) for line in records)
    conserved(shop)


@fuzzed
@given(
    stains=batch(
        st.tuples(
            st.sampled_from([WAGES, BILLS, ORDERS, EVENTS]),
            st.floats(0, 1),
            st.integers(0, 40),
            st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\0", b"\xff", b"\r"]),
        )
    )
)
def test_a_cut_or_a_stain_anywhere_is_survived(
    new_shop: Callable[[], Shop], stains: list[tuple[str, float, int, bytes]]
) -> None:
    shop = new_shop()
    for number, (whole, at, length, put) in enumerate(stains):
        start = int(at * len(whole))
        content = whole.encode()[:start] + put + whole.encode()[start + length :]
        drop_as_every_shape(shop, number, content)
    survived(shop)


@fuzzed
@given(contents=batch(st.binary(max_size=200)))
def test_any_bytes_are_survived(new_shop: Callable[[], Shop], contents: list[bytes]) -> None:
    shop = new_shop()
    for number, content in enumerate(contents):
        drop_as_every_shape(shop, number, content)
    survived(shop)


def test_as_many_files_were_fuzzed_as_were_meant_to_be() -> None:
    """Four tests of at least four files to a landing, and two of as many in four shapes."""
    assert FUZZED_FILES["exports"] >= EXAMPLES * (4 * 4 + 2 * 16)


def drop_as_every_shape(shop: Shop, number: int, content: bytes) -> None:
    for name in ("orders{}.csv", "events{}.ndjson", "wages{}.csv", "bills{}.csv"):
        shop.drop(name.format(number), content)


def survived(shop: Shop) -> None:
    """Every file ends as landed or as refused for a reason that we foresaw."""
    for outcome in shop.land().outcomes:
        assert (outcome.status == "refused") == (outcome.reason is not None)
        assert "could not be landed" not in (outcome.reason or "")
        assert "internal" not in (outcome.reason or "")
    conserved(shop)
