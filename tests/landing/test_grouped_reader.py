"""Reports with group rows, totals and a footer."""

import pytest

from tests.landing.exports import BILLS
from tests.landing.shop import Shop


def test_the_group_becomes_a_column(shop: Shop) -> None:
    outcome = shop.land_one("bills.csv", BILLS)
    assert (outcome.status, outcome.rows_read, outcome.rows_landed) == ("landed", 3, 3)
    assert shop.rows(
        "select _source_row, vendor, date, num, amount from raw_shop.bills order by 1"
    ) == [
        (7, "Onshore BPO Inc", "01/31/2024", "A-1", "28,749.50"),
        (8, "Onshore BPO Inc", "02/29/2024", "A-2", "(1,250.50)"),
        (11, "Tool Co", "02/01/2024", "T-9", "-28,749.50"),
    ]


def test_rows_may_be_shorter_than_the_header_where_nothing_stands(shop: Shop) -> None:
    content = BILLS.replace("Onshore BPO Inc (2),,,", "Onshore BPO Inc (2)")
    assert shop.land_one("bills.csv", content).rows_landed == 3


BROKEN = {
    "edited": (BILLS.replace("28,749.50", "28,749.51", 1), "row 9, column amount"),
    "grand_total": (BILLS.replace("($1,250.50)", "($1,250.51)"), "row 13, column amount"),
    "lost_group_total": (BILLS.replace('Total for Tool Co,,,"-$28,749.50"\n', ""), "row 12"),
    "cut_off": (BILLS[: BILLS.index("TOTAL,,,")], "'TOTAL' row is missing"),
    "bad_row": (BILLS.replace(',02/01/2024,T-9,"-28,749.50"', ",02/01/2024,T-9"), "row 12"),
}


@pytest.mark.parametrize(("content", "place"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_total_refuses_the_file_and_blocks(shop: Shop, content: str, place: str) -> None:
    shop.drop("bills.csv", content)
    report = shop.land()
    (outcome,) = report.outcomes
    assert outcome.status == "refused"
    assert place in (outcome.reason or "")
    assert len(report.blocking) == 1
    assert "28,749" not in report.blocking[0]


def test_a_row_that_stands_in_no_group_is_kept_out(shop: Shop) -> None:
    content = BILLS.replace("Onshore BPO Inc (2),,,", ",01/01/2024,X,0.00\nOnshore BPO Inc (2),,,")
    outcome = shop.land_one("bills.csv", content)
    assert (outcome.rows_landed, outcome.rows_rejected) == (3, 1)
