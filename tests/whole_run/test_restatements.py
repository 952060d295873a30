"""A closed month changes visibly: old, new, delta and the file that did it, once and never lost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from orchestration.project import Home
from tests.product import tierledger

pytestmark = pytest.mark.whole_run

CLOSED, OPEN = date(2024, 1, 1), date(2024, 3, 1)
LATE = "quickbooks/transactions-by-vendor-2024-02.csv"
Reader = Callable[[Home], duckdb.DuckDBPyConnection]


def _write_late_bills(home: Home, closed_amount: str, open_amount: str) -> None:
    """Two telephone bills of March: one for the closed January, one for the open March."""
    total = f"{Decimal(closed_amount.replace(',', '')) + Decimal(open_amount):,.2f}"
    payable = "Accounts Payable (A/P)"
    (home.landing / LATE).write_text(
        f"""\
Transaction List by Vendor
Harbor Lane Goods
"February 09, 2024 - March 08, 2024"

,Date,Transaction type,Num,Posting,Memo/Description,Account full name,Amount,Split
Clearline Telecom (2)
,03/05/2024,Bill,T-1,Yes,Late. Service 01/01/2024 - 01/31/2024,{payable},"{closed_amount}",Telephone
,03/05/2024,Bill,T-2,Yes,Late. Service 03/01/2024 - 03/31/2024,{payable},"{open_amount}",Telephone
Total for Clearline Telecom,,,,,,,"{total}",
TOTAL,,,,,,,"{total}",

Accrual Basis  Exported at 09:30 AM GMT-05:00
"""
    )


def _costs(connection: duckdb.DuckDBPyConnection, month: date) -> dict[str, Decimal]:
    rows = connection.execute(
        "select tier, cost_amount from marts.cost_per_tier_month where cost_month = ?", [month]
    )
    return dict(rows.fetchall())


def _restated(connection: duckdb.DuckDBPyConnection) -> list[tuple]:
    return connection.execute(
        "select cost_month, tier, release_number, old_cost_amount, new_cost_amount, "
        "delta_cost_amount, cause, is_suppressed from marts.fct_cost_restatements order by tier"
    ).fetchall()


@pytest.mark.thorough
def test_a_late_bill_restates_the_closed_month_once_and_the_open_month_silently(
    served_home: Home, release: Reader
) -> None:
    closes = served_home.definitions / "month_closes.csv"
    closes.write_text("closed_month,closed_on,note\n2024-01-01,2024-02-20,books closed\n")
    assert tierledger(served_home, "run").code == 0  # Its costs are the first after the close.
    first = release(served_home)
    assert _restated(first) == []
    before, open_before = _costs(first, CLOSED), _costs(first, OPEN)
    # Telephone is spread by handled seconds. A bill of one cent per second adds to each tier as
    # many cents as it has seconds, and moves no remainder.
    seconds = dict(
        first.execute(
            "select tier, sum(handled_seconds)::bigint from marts.fct_handled_time_months "
            "where work_month = ? and performed_by = 'own_team' group by tier",
            [CLOSED],
        ).fetchall()
    )
    assert len(seconds) == 4
    _write_late_bills(served_home, f"{Decimal(sum(seconds.values())) / 100:,.2f}", "500.00")

    # A night that builds it all and is refused for another reason has restated nothing.
    budgets = served_home.definitions / "budgets.csv"
    without = budgets.read_text()
    budgets.write_text(without + "2024-01-01,3,vendor,\n")
    blocked = tierledger(served_home, "run")
    assert "Nothing was published" in blocked.said
    assert _restated(release(served_home)) == []
    with duckdb.connect(served_home.database, read_only=True) as build:
        assert build.execute(
            "select count(*) from intermediate.int_costs_closed_cells where release_number = 3"
        ).fetchone() != (0,)
    budgets.write_text(without)

    assert tierledger(served_home, "run").code == 0

    second = release(served_home)
    after, open_after = _costs(second, CLOSED), _costs(second, OPEN)
    restated = _restated(second)
    assert restated == [
        (
            CLOSED,
            tier,
            3,  # the third release: the one before the close, the first after it, this one
            before[tier],
            before[tier] + Decimal(seconds[tier]) / 100,
            Decimal(seconds[tier]) / 100,
            f"{LATE}: 1 row new",
            False,
        )
        for tier in sorted(seconds)
    ]
    assert {tier: row[4] for tier, row in zip(sorted(seconds), restated, strict=True)} == {
        tier: after[tier] for tier in seconds
    }
    assert sum(open_after.values()) == sum(open_before.values()) + Decimal("500.00")

    # Rolled back and run again on the same files: still once.
    assert tierledger(served_home, "rollback").code == 0
    assert tierledger(served_home, "run").code == 0
    assert _restated(release(served_home)) == restated
