"""Bills held against the helpdesk: what is wrong is found to the cent, the rest left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.cost.chain import Chain
from tests.vendors.bills import Bill, audited, cents, random_clean_bill

MONTH = date(2025, 3, 1)
FINDINGS = (
    "over_billed",
    "rate_above_contract",
    "repeat_contact",
    "reopened_outcome",
    "minimum_reached",
    "other_charge",
    "sla_credit_due",
)
COLUMNS = ", ".join(f"{finding}_amount" for finding in FINDINGS)


def found(chain: Chain, bill: Bill) -> dict[str, Decimal]:
    """The findings of one bill, without those of 0.00, after the checks of every bill."""
    with audited(chain, [bill]) as company:
        row = company.execute(
            f"select {COLUMNS}, finding_amount from marts.invoice_audit"
        ).fetchone()
        assert row
        *amounts, total = row
        by_ticket = dict(
            company.execute("""
                select finding, sum(finding_amount) from marts.invoice_audit_tickets group by 1
            """).fetchall()
        )
    assert sum(amounts) == total
    amounts_found = {name: amount for name, amount in zip(FINDINGS, amounts, strict=True) if amount}
    named = ("repeat_contact", "reopened_outcome", "sla_credit_due")
    assert by_ticket == {name: amounts_found[name] for name in named if name in amounts_found}
    return amounts_found


@pytest.mark.parametrize("seed", range(4))
def test_no_clean_bill_is_flagged(audit: Chain, seed: int) -> None:
    random = Random(seed)
    bills = [random_clean_bill(random, f"v{number}", MONTH) for number in range(150)]
    with audited(audit, bills) as company:
        flagged = company.execute(
            "select * from marts.invoice_audit where finding_amount <> 0"
        ).fetchall()
        tickets = company.execute("select count(*) from marts.invoice_audit_tickets").fetchone()
        rows = company.execute("select count(*) from marts.invoice_audit").fetchone()
    assert flagged == []
    assert tickets == (0,)
    assert rows == (len(bills),)


@pytest.mark.parametrize("seed", range(4))
def test_units_that_nobody_knows_are_found_to_the_cent(audit: Chain, seed: int) -> None:
    random = Random(1000 + seed)
    clean = [
        replace(random_clean_bill(random, f"v{number}", MONTH), minimum_units=None, repeats=0,
                reopened=0, credit_share=None, is_missed=False, credited=Decimal(0))
        for number in range(100)
    ]  # fmt: skip
    added = [random.choice([0, 0, 1, 2, 37]) for _ in clean]
    bills = [
        replace(
            bill,
            stated=(bill.paid, count) if bill.stated_in == "file" else (bill.paid + count,),
        )
        for bill, count in zip(clean, added, strict=True)
    ]  # fmt: skip
    with audited(audit, bills) as company:
        rows = dict(
            company.execute("""
                select provider_id, over_billed_amount from marts.invoice_audit
                where finding_amount = over_billed_amount
            """).fetchall()
        )
    expected = {
        bill.vendor: cents(count * bill.price) for bill, count in zip(bills, added, strict=True)
    }
    # A bill is rounded as a whole or line by line: the cent between the two is nobody's finding.
    assert rows.keys() == expected.keys()
    assert all(abs(rows[vendor] - expected[vendor]) <= Decimal("0.02") for vendor in rows)
    whole_cents = [bill for bill in bills if bill.price == cents(bill.price)]
    assert len(whole_cents) > 10
    assert [rows[bill.vendor] for bill in whole_cents] == [
        expected[bill.vendor] for bill in whole_cents
    ]


def test_a_price_above_the_contract_costs_the_difference(audit: Chain) -> None:
    """20 units at 2.95 instead of 2.90: 20 x 0.05 = 1.00."""
    bill = Bill("v", MONTH, "ticket", Decimal("2.90"), 20, (20,), charged_price=Decimal("2.95"))
    assert found(audit, bill) == {"rate_above_contract": Decimal("1.00")}


def test_a_repeat_contact_is_paid_once(audit: Chain) -> None:
    """12 requests and 3 repeats of them, 15 billed at 2.90: 3 x 2.90 = 8.70; as tickets, none."""
    bill = Bill("v", MONTH, "request", Decimal("2.90"), 12, (15,), repeats=3)
    assert found(audit, bill) == {"repeat_contact": Decimal("8.70")}
    assert found(audit, replace(bill, counted_unit="ticket")) == {}


def test_a_bot_is_not_paid_for_what_was_opened_again(audit: Chain) -> None:
    """10 solutions hold, 4 do not, 1 of these is billed twice, and 2 are unknown: at 0.99 that is
    1.98 unknown, 0.99 twice and 3.96 reopened."""
    bill = Bill("v", MONTH, "bot_outcome", Decimal("0.99"), 10, (17,), repeats=1, reopened=4)
    assert found(audit, bill) == {
        "over_billed": Decimal("1.98"),
        "repeat_contact": Decimal("0.99"),
        "reopened_outcome": Decimal("3.96"),
    }


def test_a_minimum_is_due_only_below_it(audit: Chain) -> None:
    """30 units reach a minimum of 20 at 2.00: 15.00 more for it are too much.

    Of 90.00 more, no minimum of 40.00 is the reason. Below it, 5 unknown units cost nothing.
    """
    bill = Bill("v", MONTH, "ticket", Decimal(2), 30, (30,), minimum_units=20)
    assert found(audit, bill) == {}
    assert found(audit, replace(bill, surcharge=Decimal(15))) == {"minimum_reached": Decimal(15)}
    assert found(audit, replace(bill, surcharge=Decimal(90))) == {"other_charge": Decimal(90)}
    assert found(audit, replace(bill, paid=10, stated=(15,))) == {}


def test_a_missed_target_is_credited_once(audit: Chain) -> None:
    """5% of 100 units at 3.33: 16.65, 11.65 after a credit note of 5.00; none on few tickets."""
    bill = Bill("v", MONTH, "ticket", Decimal("3.33"), 100, (100,), credit_share=Decimal("0.05"),
                is_missed=True)  # fmt: skip
    assert found(audit, bill) == {"sla_credit_due": Decimal("16.65")}
    assert found(audit, replace(bill, credited=Decimal(5))) == {"sla_credit_due": Decimal("11.65")}
    assert found(audit, replace(bill, is_small_sample=True)) == {}
    assert found(audit, replace(bill, is_missed=False)) == {}


def test_a_credit_note_settles_what_was_charged_too_much_first(audit: Chain) -> None:
    """10 units too many at 2.00 with a credit note of 12.00: 8.00 are left; none after 30.00."""
    bill = Bill("v", MONTH, "ticket", Decimal(2), 50, (60,), credited=Decimal(12))
    assert found(audit, bill) == {"over_billed": Decimal(8)}
    assert found(audit, replace(bill, credited=Decimal(30))) == {}


def test_the_parts_of_a_bill_that_is_wrong_in_every_way_add_up(audit: Chain) -> None:
    """10 requests, 3 repeats, 15 billed at 2.50 instead of 2.00, and 9.00 more.

    46.50 - 20.00 = 7.50 + 4.00 + 6.00 + 9.00.
    """
    bill = Bill("v", MONTH, "request", Decimal(2), 10, (15,), repeats=3,
                charged_price=Decimal("2.50"), surcharge=Decimal(9))  # fmt: skip
    assert found(audit, bill) == {
        "rate_above_contract": Decimal("7.50"),
        "over_billed": Decimal(4),
        "repeat_contact": Decimal(6),
        "other_charge": Decimal(9),
    }
