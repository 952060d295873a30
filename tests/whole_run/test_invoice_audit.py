"""The sample companies' bills: one month of the real one is billed for 150 refunds too many."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from orchestration.project import Home
from orchestration.sample.flat import UNIT_RATE
from orchestration.sample.real import OVER_BILLED_MONTH, OVER_BILLED_UNITS

pytestmark = pytest.mark.whole_run

WRONG_BILLS = """
select provider_id, audit_month, over_billed_unit_count, over_billed_amount
from invoice_audit
where finding_amount > sla_credit_due_amount
"""


def test_what_was_billed_too_much_is_found_and_nothing_else(
    published: Callable[..., Home], release: Callable
) -> None:
    """150 refunds at 2.90: 435.00."""
    with release(published("real")) as marts:
        wrong = marts.execute(WRONG_BILLS).fetchall()
        bills = marts.execute("select count(*) from invoice_audit").fetchone()
    amount = OVER_BILLED_UNITS * Decimal(UNIT_RATE)
    assert wrong == [("northline", OVER_BILLED_MONTH, OVER_BILLED_UNITS, amount)]
    assert bills == (17 + 15,)


def test_credits_for_missed_targets_are_in_the_list_of_tickets(
    published: Callable[..., Home], release: Callable
) -> None:
    """5% of 30,731.30 and of 31,723.10, half a cent up, on the tickets that were answered late."""
    with release(published("real")) as marts:
        due = marts.execute("""
            select audit_month, sum(finding_amount) as finding_amount
            from invoice_audit_tickets where finding = 'sla_credit_due' group by 1 order by 1
        """).fetchall()
    assert due == [
        (date(2025, 11, 1), Decimal("1536.57")),
        (date(2025, 12, 1), Decimal("1586.16")),
    ]


def test_the_flat_company_is_billed_what_it_owes(
    published: Callable[..., Home], release: Callable
) -> None:
    with release(published("flat")) as marts:
        found = marts.execute("""
            select provider_id, count(*), sum(invoiced_amount - due_amount), sum(finding_amount)
            from invoice_audit group by 1 order by 1
        """).fetchall()
        tickets = marts.execute("select count(*) from invoice_audit_tickets").fetchone()
    assert found == [("answerbot", 6, 0, 0), ("northline", 8, 0, 0)]
    assert tickets == (0,)
