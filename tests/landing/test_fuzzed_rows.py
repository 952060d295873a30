"""Rows in every shape and packing, whole and damaged: every mark and every cent is found again."""

import gzip
from collections.abc import Callable, Sequence

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tests.landing.archived import zipped
from tests.landing.fuzzing import EXAMPLES, FILES_A_LANDING, FUZZED_FILES, fuzzed
from tests.landing.marked_rows import (
    DAMAGES,
    MarkedRow,
    Writer,
    bills,
    conserved_or_refused,
    event_list,
    event_pages,
    events,
    fates,
    orders,
    report,
    wages,
)
from tests.landing.shop import Shop

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda content: content,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
    ".zip": lambda content: zipped({"inner": content}),
}
SHAPES: dict[str, tuple[Writer, str, str, str]] = {
    "flat": (orders, "orders", "amount", "csv"),
    "preamble": (report, "reports", "amount", "csv"),
    "grouped": (bills, "bills", "amount", "csv"),
    "sectioned": (wages, "wages", "gross", "csv"),
    "lines": (events, "events", "id", "ndjson"),
    "list": (event_list, "events", "id", "ndjson"),
    "pages": (event_pages, "events", "id", "ndjson"),
}
ROW = st.tuples(st.integers(0, 10**9), st.sampled_from(DAMAGES))
ROWS = st.lists(ROW, min_size=1, max_size=9) | st.lists(
    st.tuples(st.integers(0, 10**9), st.just("none")), min_size=1, max_size=9
)
FILES = st.lists(
    st.tuples(ROWS, st.sampled_from(sorted(PACKINGS))),
    min_size=FILES_A_LANDING,
    max_size=FILES_A_LANDING,
)


@pytest.mark.parametrize("shape", SHAPES)
@fuzzed
@given(files=FILES)
def test_no_row_and_no_cent_is_lost(
    new_shop: Callable[[], Shop],
    shape: str,
    files: Sequence[tuple[Sequence[tuple[int, str]], str]],
) -> None:
    write, table, money_column, suffix = SHAPES[shape]
    shop = new_shop()
    written: dict[str, list[MarkedRow]] = {}
    for number, (rows, packing) in enumerate(files):
        name = f"{table}{number}.{suffix}"
        written[name] = [
            MarkedRow(f"mark{number}.{place}.", cents, damage)
            for place, (cents, damage) in enumerate(rows)
        ]
        shop.drop(f"{name}{packing}", PACKINGS[packing](write(written[name])))
    for outcome in shop.land().outcomes:
        assert "could not be landed" not in (outcome.reason or "")
        assert "internal" not in (outcome.reason or "")
        assert outcome.rows_read == outcome.rows_landed + outcome.rows_rejected
    found = fates(shop, table, money_column)
    for name, rows in written.items():
        has_landed = conserved_or_refused(found[f"shop/{name}"], rows)
        assert has_landed or any(row.damage != "none" for row in rows)
    FUZZED_FILES[f"{shape} rows"] += len(files)


def test_as_many_files_were_fuzzed_as_were_meant_to_be() -> None:
    """Of the shapes that ran in this process, all of them on every commit."""
    assert all(count >= EXAMPLES * FILES_A_LANDING for count in FUZZED_FILES.values())
    assert len(SHAPES) * EXAMPLES * FILES_A_LANDING >= 1200
