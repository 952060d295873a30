"""The worked example, to the cent: through the exports of real systems and through templates alone.

The figures are worked out by hand in docs/worked-example.md and are those of the company's facts:
120,000.00 a month before, 70,000.00 after.
"""

import csv
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home

pytestmark = pytest.mark.whole_run

EXPECTED_CELLS = Path(__file__).with_name("expected_flat_cost_cells.csv")
BEFORE = ("2024-01-01", "2024-06-01")
AFTER = ("2024-10-01", "2025-03-01")

# Average month of the window, to the cent; unit cost to four places.
PER_TIER = {
    "1": (Decimal("8727.27"), Decimal("21.8182"), Decimal("8470.59"), Decimal("21.1765")),
    "2": (Decimal("26181.82"), Decimal("16.3636"), Decimal("25411.76"), Decimal("15.8824")),
    "3": (Decimal("65454.55"), Decimal("8.7273"), Decimal("30117.65"), Decimal("4.0157")),
    "4": (Decimal("19636.36"), Decimal("6.5455"), Decimal("6000.00"), Decimal("2.0000")),
}
CENT = Decimal("0.01")


@pytest.fixture(params=["exports", "templates"])
def flat(request: pytest.FixtureRequest, published: Callable[..., Home]) -> Home:
    return published("flat", templates_only=request.param == "templates")


def _window(
    connection: duckdb.DuckDBPyConnection, window: tuple[str, str]
) -> dict[str, tuple[Decimal, int]]:
    rows = connection.execute(
        """
        select tier, sum(cost_amount), sum(demand_unit_count)
        from marts.cost_per_tier_month
        where cost_month between ? and ?
        group by tier
        """,
        window,
    ).fetchall()
    return {tier: (cost, units) for tier, cost, units in rows}


def test_the_average_month_costs_120000_before_and_70000_after(
    flat: Home, release: Callable
) -> None:
    connection = release(flat)
    for window, total in ((BEFORE, Decimal("120000.00")), (AFTER, Decimal("70000.00"))):
        assert sum(cost for cost, _ in _window(connection, window).values()) == total * 6


def test_each_tier_costs_what_the_worked_example_says(flat: Home, release: Callable) -> None:
    connection = release(flat)
    before, after = _window(connection, BEFORE), _window(connection, AFTER)
    found = {}
    for tier in PER_TIER:
        (cost_before, units_before), (cost_after, units_after) = before[tier], after[tier]
        assert units_before == units_after
        found[tier] = (
            (cost_before / 6).quantize(CENT),
            (cost_before / units_before).quantize(Decimal("0.0001")),
            (cost_after / 6).quantize(CENT),
            (cost_after / units_after).quantize(Decimal("0.0001")),
        )
    assert found == PER_TIER
    assert set(before) == set(after) == set(PER_TIER)


def test_demand_counts_what_the_bot_solved(flat: Home, release: Callable) -> None:
    rows = (
        release(flat)
        .execute(
            """
            select distinct tier, demand_unit_count, resolved_unit_count
            from marts.cost_per_tier_month
            where cost_month between '2024-01-01' and '2025-03-01' and tier in ('1', '2', '3', '4')
            order by tier
            """
        )
        .fetchall()
    )
    assert rows == [("1", 400, 400), ("2", 1600, 1600), ("3", 7500, 7500), ("4", 3000, 3000)]


def test_every_cost_cell_equals_the_facts(flat: Home, release: Callable) -> None:
    assert _found_cells(release(flat)) == _expected_cells()


@pytest.mark.thorough
def test_staff_that_stays_without_work_is_idle_and_nothing_else_changes(
    published: Callable[..., Home], release: Callable
) -> None:
    # 30% of the 9.5 released full-time equivalents, at 6,000.00 a month each.
    connection = release(published("flat", templates_only=True, stranded_share=Decimal("0.3")))
    expected = _expected_cells()
    for month in ("2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03"):
        key = (f"{month}-01", "unallocated", "in_house", "idle")
        assert key not in expected
        expected[key] = 1_710_000

    assert _found_cells(connection) == expected
    after = _window(connection, AFTER)
    assert sum(cost for cost, _ in after.values()) == Decimal("87100.00") * 6
    assert {tier: cost / 6 for tier, (cost, _) in after.items()}["unallocated"] == Decimal(17_100)
    assert sum(cost for cost, _ in _window(connection, BEFORE).values()) == Decimal(120_000) * 6


def test_pay_from_october_to_march_differs_by_service_and_by_pay_day(flat: Home) -> None:
    # By service: 25,500.00 labour, 2,000.00 overtime and 11,000.00 management a month, and 24
    # hours of the owner at 100.00. By pay day, five days after each half month, the second half of
    # September (30,000.00 + 3,999.91 + 9,000.00) stands in for that of March (12,750.00 + 999.97
    # + 5,500.00), and 20 hours of the owner for 12.
    with duckdb.connect(flat.database, read_only=True) as connection:
        by_service = _pay(connection, "cost_month between '2024-10-01' and '2025-03-01'")
        by_pay_day = {
            **_pay(connection, "booked_date between '2024-10-01' and '2025-03-31'"),
            "imputed": _pay(connection, "service_start_date between '2024-09-16' and '2025-03-15'")[
                "imputed"
            ],
        }
        journal = connection.execute(
            """
            select sum(original_amount) from intermediate.int_costs_payroll_lines_unioned
            where pay_date between '2024-10-01' and '2025-03-31'
            """
        ).fetchone()
    assert by_service == {"payroll": Decimal("231000.00"), "imputed": Decimal("14400.00")}
    assert by_pay_day == {"payroll": Decimal("254749.94"), "imputed": Decimal("15200.00")}
    assert journal == (by_pay_day["payroll"],)
    assert sum(by_service.values()) == Decimal("245400.00")
    assert sum(by_pay_day.values()) == Decimal("269949.94")


def _pay(connection: duckdb.DuckDBPyConnection, condition: str) -> dict[str, Decimal]:
    return dict(
        connection.execute(
            f"""
            select cost_line_type, sum(cost_amount)
            from private.fct_cost_lines
            where cost_line_type in ('payroll', 'imputed') and {condition}
            group by cost_line_type
            """
        ).fetchall()
    )


def _expected_cells() -> dict[tuple[str, ...], int]:
    expected: dict[tuple[str, ...], int] = defaultdict(int)
    with EXPECTED_CELLS.open(newline="") as stream:
        for row in csv.DictReader(stream):
            key = (row["cost_month"], row["tier"], row["route"], row["cost_class"])
            expected[key] = int(row["cost_cents"])
    return expected


def _found_cells(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = defaultdict(int)
    rows = connection.execute(
        """
        select strftime(cost_month, '%Y-%m-%d'), tier, route, cost_class,
            cast(cost_amount * 100 as bigint)
        from marts.cost_per_tier_route_month
        where cost_month between '2024-01-01' and '2025-03-01'
        """
    ).fetchall()
    for month, tier, route, cost_class, cents in rows:
        # The facts state what a transition costs as one figure, not by tier and route.
        is_transition = cost_class == "transition"
        found[
            (month, "" if is_transition else tier, "" if is_transition else route, cost_class)
        ] += cents
    return {key: cents for key, cents in found.items() if cents}


def test_the_ledger_is_explained_to_the_cent(flat: Home, release: Callable) -> None:
    unexplained, ledger = (
        release(flat)
        .execute(
            """
            select sum(abs(unexplained_original_amount)), sum(ledger_original_amount)
            from marts.fct_cost_reconciliations
            """
        )
        .fetchone()
    )
    assert unexplained == 0
    assert ledger > 0


def test_every_published_cell_equals_the_sum_of_its_source_rows(flat: Home) -> None:
    """Tier by month, and month by tier, route, provider and class: nothing is left unexplained."""
    with duckdb.connect(flat.database, read_only=True) as connection:
        connection.execute(f"attach '{flat.current / 'marts.duckdb'}' as served (read_only)")
        for table, keys in (
            ("cost_per_tier_month", "cost_month, tier"),
            ("cost_per_tier_route_month", "cost_month, tier, route, provider_id, cost_class"),
        ):
            published, differing = connection.execute(
                f"""
                with explained as (
                    select {keys}, sum(cost_amount) as rows_amount
                    from private.fct_cost_explanations
                    group by {keys}
                )
                select count(cost_amount), count(*) filter (
                    cost_amount is distinct from rows_amount
                )
                from served.{table} full join explained using ({keys})
                where cost_amount <> 0 or rows_amount <> 0
                """
            ).fetchone() or (0, 1)
            assert published > 60
            assert differing == 0
