"""Thousands of random companies, priced by the compiled models: not a cent appears or vanishes.

A batch of companies is priced in one go. `RANDOM_COMPANY_BATCHES=5` prices five times as many as a
run of all tests does: more than ten thousand.
"""

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cost.batch import FIRST_YEAR, in_own_years, in_the_same_years, ledger_cents
from tests.cost.calendar_days import month_after
from tests.cost.chain import Chain
from tests.cost.changes import (
    changed_by_another_order,
    changed_by_idle_workflows,
    changed_by_later_months,
)
from tests.cost.properties import LEDGER_PROPERTIES, broken, cells

COMPANIES = 60
TIMES = int(os.environ.get("RANDOM_COMPANY_BATCHES", "1"))


def batches(count: int) -> settings:
    """So many batches, the same ones every time; what fails is named, so nothing is shrunk."""
    return settings(
        max_examples=count * TIMES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


# A batch is the companies of so many seeds in a row; one of them alone is `Company(seed, 2000)`.
SEEDS = st.integers(0, 2**40).map(lambda first: range(first, first + COMPANIES))
LEDGER = ["fct_cost_reconciliations", "fct_cost_lines"]


@batches(20)
@given(seeds=SEEDS, as_of_share=st.sampled_from([1.0, 0.97, 0.9]), order=st.integers(0, 2**16))
def test_cents_in_are_cents_out_whatever_the_order_of_rows_and_files(
    chain: Chain, seeds: range, as_of_share: float, order: int
) -> None:
    batch = in_own_years(seeds, as_of_share)
    with chain.run(batch.tables) as priced:
        assert broken(priced) == {}
        assert chain.failing(priced) == set()
        found = cells(priced)
    assert changed_by_another_order(chain, batch, found, order) == []


@batches(10)
@given(seeds=SEEDS, month=st.integers(0, 40))
def test_the_ledger_is_explained_in_the_middle_of_every_month(
    chain: Chain, seeds: range, month: int
) -> None:
    batch = in_the_same_years(seeds, month_after(date(FIRST_YEAR, 1, 1), month))
    with chain.run(batch.tables, until=LEDGER) as priced:
        assert broken(priced, LEDGER_PROPERTIES) == {}
        ledger = dict(
            priced.execute("""
                select source_system, cast(sum(ledger_original_amount) * 100 as bigint)
                from marts.fct_cost_reconciliations
                where source_system not like '%_time'
                group by source_system
            """).fetchall()
        )
    assert ledger == ledger_cents(batch)


@batches(4)
@given(seeds=SEEDS)
def test_a_workflow_without_work_changes_nothing(chain: Chain, seeds: range) -> None:
    assert changed_by_idle_workflows(chain, in_own_years(seeds)) == []


@batches(4)
@given(seeds=SEEDS)
def test_a_later_month_never_changes_an_earlier_one(chain: Chain, seeds: range) -> None:
    assert changed_by_later_months(chain, in_own_years(seeds)) == []


# One way to get it wrong each, and the property that tells.
BROKEN_MODELS = {
    "each share is rounded by itself": (
        "int_costs_allocated",
        {
            "case when remainder_rank <= missing_cents then 1 else 0 end": (
                "case when share_ten_thousandths - 10000 * floor_cents >= 5000 then 1 else 0 end"
            )
        },
        "the cells of a month and pool add up to what accrued",
    ),
    "the missing cents are not handed out": (
        "int_costs_allocated",
        {"case when remainder_rank <= missing_cents then 1 else 0 end": "0"},
        "the cells of a month and pool add up to what accrued",
    ),
    "one cell gets all missing cents": (
        "int_costs_allocated",
        {
            "case when remainder_rank <= missing_cents then 1 else 0 end": (
                "case when remainder_rank = 1 then missing_cents else 0 end"
            )
        },
        "no share is a cent away from its exact part",
    ),
    "a credit is spread as a cost": (
        "int_costs_allocated",
        {"sign(pool_cents)": "1"},
        "no share is negative and cost has the sign of its pool",
    ),
    "a pool without a driver is dropped": (
        "int_costs_pool_cells",
        {"where pool_drivers.pool_id is null": "where false"},
        "the cells of a month and pool add up to what accrued",
    ),
    "each month of a line is rounded by itself": (
        "int_costs_accrued",
        {
            "part_before * 1000000": "0 * 1000000",
            "part_through * 1000000": "(part_through - part_before) * 1000000",
        },
        "every cent of a row is in a month, deferred or excluded",
    ),
    "a foreign amount is taken for one in the reporting currency": (
        "int_costs_accrued",
        {"then 1000000": "then 1100000"},
        "an amount in the reporting currency is its own cost",
    ),
    "a person of two roster rows is paid twice": (
        "int_costs_lines",
        {"agents.valid_from <= payroll_lines.period_end": "true",
         "roster_lines.roster_rank = 1": "true"},
        "every cent of a row is in a month, deferred or excluded",
    ),
    "a row of the bills is lost": (
        "int_costs_lines",
        {"    from invoice_lines\n": "    from invoice_lines\n    where source_row <> 1\n"},
        "nothing of the ledger is unexplained",
    ),
    "a row is lost between a month and its pool": (
        "int_costs_pool_months",
        {"where not is_deferred": "where not is_deferred and source_row <> 1"},
        "the cells of a month and pool add up to what accrued",
    ),
    "a tier is not published": (
        "cost_per_tier_route_month",
        {"select * from final": "select * from final where tier <> '3'"},
        "the published months add up to what accrued",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", BROKEN_MODELS)
def test_each_mistake_breaks_its_property(chain: Chain, mistake: str) -> None:
    model, changes, property_name = BROKEN_MODELS[mistake]
    with mistaken(chain, model, changes).run(in_own_years(range(COMPANIES)).tables) as priced:
        assert property_name in broken(priced)


def test_an_order_that_matters_is_seen(chain: Chain) -> None:
    batch = in_own_years(range(COMPANIES))
    careless = mistaken(chain, "int_costs_allocated", {"tier asc, workflow_id asc": "random()"})
    with careless.run(batch.tables) as priced:
        assert changed_by_another_order(careless, batch, cells(priced), 1)


def test_a_share_of_idle_workflows_is_seen(chain: Chain) -> None:
    careless = mistaken(
        chain, "int_costs_driver_weights", {"where driver_weight > 0": "where true"}
    )
    careless = mistaken(
        careless, "int_costs_pool_cells", {"sum(weights.driver_weight)": "1 + count(*)"}
    )
    assert changed_by_idle_workflows(careless, in_own_years(range(COMPANIES)))


def test_a_later_rate_that_changes_an_earlier_month_is_seen(chain: Chain) -> None:
    careless = mistaken(
        chain, "int_costs_month_rates", {"rates.rate_date < months.next_month": "true"}
    )
    assert changed_by_later_months(careless, in_own_years(range(COMPANIES)))


def mistaken(chain: Chain, model: str, changes: dict[str, str]) -> Chain:
    """The chain with mistakes in one model."""
    for old, new in changes.items():
        chain = chain.changed(model, old, new)
    return chain
