"""A row that a model loses, wherever it happens, fails a data test that names it."""

import duckdb
import pytest

from tests.cost.batch import Batch, in_own_years
from tests.cost.chain import Chain

COMPANIES = 30


@pytest.fixture(scope="module")
def batch() -> Batch:
    return in_own_years(range(COMPANIES))


def _named(chain: Chain, connection: duckdb.DuckDBPyConnection, check: str) -> set[tuple]:
    return set(connection.execute(chain.checks[check].code).fetchall())


@pytest.mark.parametrize(
    ("model", "old", "lossy"),
    [
        ("int_costs_lines", "from invoice_lines", "from invoice_lines where source_row <> 3"),
        (
            "int_costs_lines_pooled",
            "select * from final",
            "select * from final where line_source <> 'invoice' or source_row <> 3",
        ),
    ],
)
def test_a_bill_lost_before_the_months_is_named_by_file_and_row_and_by_source_and_month(
    chain: Chain, batch: Batch, model: str, old: str, lossy: str
) -> None:
    lost = [line for company in batch.companies for line in company.bills if line.source_row == 3]
    with chain.changed(model, old, lossy).run(batch.tables) as priced:
        assert _named(chain, priced, "assert_every_ledger_line_is_pooled_once") == {
            (line.document_date.replace(day=1), line.source_system, line.source_file, 3)
            for line in lost
        }
        assert _named(chain, priced, "assert_ledger_is_explained") == {
            (line.document_date.replace(day=1), line.source_system, line.original_currency_code)
            for line in lost
            if line.cost_cents
        }


def test_pay_lost_before_the_months_is_named_by_file_and_row(chain: Chain, batch: Batch) -> None:
    lossy = chain.changed(
        "int_costs_payroll_burdened",
        "    where original_cents - overtime_part_cents <> 0 or original_cents = 0",
        "    where (original_cents - overtime_part_cents <> 0 or original_cents = 0)"
        " and line_kind <> 'bonus'",
    )
    lost = {
        (line.pay_date.replace(day=1), line.source_system, line.source_file, line.source_row)
        for company in batch.companies
        for line in company.pay
        if line.line_kind == "bonus" and line.cost_cents
    }
    assert lost
    with lossy.run(batch.tables) as priced:
        assert _named(chain, priced, "assert_every_ledger_line_is_pooled_once") == lost


@pytest.mark.parametrize(
    ("model", "old", "lossy", "check"),
    [
        # A month of a line that accrues over several.
        (
            "int_costs_accrued",
            "select * from final",
            "select * from final where cost_month = service_start_date or source_row <> 2",
            "assert_accrual_adds_up_to_each_line",
        ),
        (
            "int_costs_accrued",
            "select * from final",
            "select * from final where cost_month = service_start_date or source_row <> 2",
            "assert_ledger_is_explained",
        ),
        # A line on its way into its pool.
        (
            "int_costs_pool_months",
            "where not is_deferred",
            "where not is_deferred and source_row <> 2",
            "assert_pools_hold_every_accrued_cent",
        ),
        # A whole pool, and a cell of it.
        (
            "int_costs_pool_cells",
            "where pool_drivers.pool_id is null",
            "where false",
            "assert_allocation_adds_up_to_each_pool",
        ),
        (
            "int_costs_allocated",
            "select * from final",
            "select * from final where route <> 'onshore'",
            "assert_allocation_adds_up_to_each_pool",
        ),
        # Cells on their way into what is published.
        (
            "int_privacy_cells",
            "select * from final",
            "select * from final where tier <> '3'",
            "assert_published_cost_equals_allocated_cost",
        ),
        (
            "cost_per_tier_route_month",
            "select * from final",
            "select * from final where tier <> '3'",
            "assert_published_cost_equals_allocated_cost",
        ),
        (
            "cost_per_tier_month",
            "select * from final",
            "select * from final where tier <> '3'",
            "assert_published_cost_equals_allocated_cost",
        ),
        (
            "cost_per_month",
            "select * from final",
            "select * from final where month(cost_month) <> 3",
            "assert_published_cost_equals_allocated_cost",
        ),
    ],
)
def test_a_row_lost_after_that_fails_the_check_of_its_step(
    chain: Chain, batch: Batch, model: str, old: str, lossy: str, check: str
) -> None:
    with chain.changed(model, old, lossy).run(batch.tables) as priced:
        assert check in chain.failing(priced)
