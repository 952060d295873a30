"""Gates of an offer, the sheet of the first year, the scorecard and governance, worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.cost.chain import Chain
from tests.vendors.bills import Company

ASKED = date(2025, 3, 1)


def offer(chain: Chain, severity: str, rule: str, **answer: object) -> tuple[object, ...]:
    """Verdict, open blocks, prices and watches of an offer with a question and a passed one."""
    company = Company()
    company.add("int_run_as_of", as_of_month=date(2025, 4, 1))
    for workflow, month, units in (
        ("refunds", 1, 700), ("refunds", 2, 500), ("refunds", 3, 600), ("refunds", 4, 10),
        ("bookings", 1, 400), ("bookings", 2, 900), ("bookings", 3, 500), ("claims", 2, 1),
    ):  # fmt: skip
        company.add("int_work_demand_months", demand_month=date(2025, month, 1),
                    workflow_id=workflow, demand_unit_count=units)  # fmt: skip
    threshold = {"at_most": 60, "at_most_share_of_lowest_month": Decimal("0.60")}.get(rule)
    company.add("rfp_criteria", criterion_id="passed", criterion_name="Passed", severity="blocks",
                rule="yes")  # fmt: skip
    company.add("rfp_criteria", criterion_id="asked", criterion_name="Asked", severity=severity,
                rule=rule, threshold=threshold)  # fmt: skip
    company.add("rfp_answers", vendor_name="v", criterion_id="passed", answer="Yes",
                quoted_evidence="Page 1", answered_date=ASKED)  # fmt: skip
    if answer:
        company.add("rfp_answers", vendor_name="v", criterion_id="asked",
                    **{"answered_date": ASKED, "quoted_evidence": "Page 2", **answer})  # fmt: skip
    with chain.run(company.tables(chain), until=["rfp_screen"]) as screened:
        row = screened.execute("""
            select verdict, open_blocks_words, open_price_it_words, open_watch_words
            from marts.rfp_screen
        """).fetchone()
    assert row
    return row


PASSES = ("passes", None, None, None)


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("blocks", ("fails", "Asked (unanswered)", None, None)),
        ("price_it", ("passes_at_a_price", None, "Asked (unanswered)", None)),
        ("watch", ("passes", None, None, "Asked (unanswered)")),
    ],
)
def test_what_is_not_answered_is_open(
    audit: Chain, severity: str, expected: tuple[object, ...]
) -> None:
    assert offer(audit, severity, "yes") == expected


def test_yes_counts_with_the_words_that_say_so(audit: Chain) -> None:
    assert offer(audit, "blocks", "yes", answer="yes") == PASSES
    assert offer(audit, "blocks", "yes", answer="no")[:2] == ("fails", "Asked (answered no)")
    assert offer(audit, "blocks", "yes", answer="yes", quoted_evidence=None)[:2] == (
        "fails",
        "Asked (no evidence is quoted)",
    )


def test_notice_is_sixty_days_at_most(audit: Chain) -> None:
    assert offer(audit, "price_it", "at_most", answer="60") == PASSES
    assert offer(audit, "price_it", "at_most", answer="61")[2] == "Asked (61 is more than 60.00)"
    assert offer(audit, "price_it", "at_most", answer="two months")[2] == (
        "Asked (no number: two months)"
    )


def test_a_minimum_is_held_against_the_lowest_whole_month_of_its_work(audit: Chain) -> None:
    """Refunds: 500 in February (April is not over), so 300 may be. With bookings: 1,100 in January
    and March, so 660 may be; a word in a workflow's name is none in another's."""
    rule = "at_most_share_of_lowest_month"
    both = "refunds bookings"
    assert offer(audit, "price_it", rule, answer="300", scope_workflow_ids="refunds") == PASSES
    assert offer(audit, "price_it", rule, answer="301", scope_workflow_ids="refunds")[2] == (
        "Asked (301 is more than 0.60 of the 500 units of the lowest month)"
    )
    assert offer(audit, "price_it", rule, answer="660", scope_workflow_ids=both) == PASSES
    assert offer(audit, "price_it", rule, answer="661")[2] == (
        "Asked (661 is more than 0.60 of the 1100 units of the lowest month)"
    )
    assert offer(audit, "price_it", rule, answer="1", scope_workflow_ids="refund")[2] == (
        "Asked (no whole month of this work is known)"
    )


def test_a_promise_is_the_ninetieth_percentile_before_with_its_headroom(audit: Chain) -> None:
    """40 tickets of 10 to 400 s: p90 = 361 s, plus 10% = 397.1 s, rounded up to 420 s.

    Of 40 tickets after, 36 take 420 s and 4 take 421 s: 90%, kept. Few tickets promise nothing.
    """
    company = Company()
    company.add("sla_sheet_rules", sheet_id="s", measure="first_reply", clock="business",
                baseline_first_month=date(2025, 1, 1), baseline_last_month=date(2025, 2, 1),
                year_first_month=date(2025, 3, 1), target_share=Decimal("0.9"),
                headroom_share=Decimal("0.1"), round_to_seconds=60)  # fmt: skip
    company.add("sla_sheet_rules", sheet_id="s", measure="rework",
                baseline_first_month=date(2025, 1, 1), baseline_last_month=date(2025, 2, 1),
                year_first_month=date(2025, 3, 1), target_share=Decimal("0.05"))  # fmt: skip
    before = [(date(2025, 1 + n % 2, 1), 10 * (n + 1)) for n in range(40)]
    after = [(date(2025, 3, 1), 420)] * 36 + [(date(2026, 2, 1), 421)] * 4
    beyond = [(date(2026, 3, 1), 9_999)] * 40
    for number, (month, seconds) in enumerate([*before, *after, *beyond]):
        company.add("fct_tickets", source_system="h", ticket_id=str(number), status="solved",
                    service="care", channel="email", priority="high", created_month=month,
                    schedule_id="day", first_reply_business_seconds=seconds)  # fmt: skip
        company.add("int_service_arrivals_covered", source_system="h", ticket_id=str(number),
                    has_schedule=True, is_covered=number % 4 > 0)  # fmt: skip
    company.add("fct_tickets", source_system="h", ticket_id="chat", status="solved",
                service="care", channel="chat", priority="high", created_month=date(2025, 1, 1),
                first_reply_business_seconds=5)  # fmt: skip
    company.add("int_service_arrivals_covered", source_system="h", ticket_id="chat",
                has_schedule=False, is_covered=False)  # fmt: skip
    for day in range(1, 6):
        company.add("schedules", schedule_id="day", iso_weekday=day, starts_at_local="09:00",
                    ends_at_local="17:30", valid_from=date(2020, 1, 1))  # fmt: skip
    for month, reworked in ((date(2025, 1, 1), 4), (date(2025, 3, 1), 6)):
        company.add("quality_month", quality_month=month, service="care",
                    rework_measured_count=100, rework_count=reworked)  # fmt: skip
    with audit.run(company.tables(audit), until=["sla_year_one"]) as sheet:
        rows = sheet.execute("""
            select channel, measure, baseline_month_count, baseline_count, baseline_p50_seconds,
                baseline_p90_seconds, coverage_week_seconds, uncovered_arrival_share,
                target_seconds, tracked_count, achieved_count, verdict
            from marts.sla_year_one order by channel, measure
        """).fetchall()
    quarter = Decimal("0.250000")
    assert rows == [
        ("all", "rework", 1, 100, None, None, None, None, None, 100, 6, "missed"),
        ("chat", "first_reply", 1, 1, 5, 5, None, None, None, 0, 0, "not_measured"),
        ("email", "first_reply", 2, 40, 205, 361, 153_000, quarter, 420, 40, 36, "kept"),
    ]


def test_a_scorecard_judges_what_has_a_target(audit: Chain) -> None:
    company = Company()
    month = date(2025, 3, 1)
    for provider, route in (("v", "onshore"), ("own", "in_house")):
        company.add("providers", provider_id=provider, provider_name=provider, route=route)
    for metric, met in (("first_reply", 90), ("full_resolution", 89)):
        company.add("vendor_sla_month", applied_month=month, provider_id="v", service="care",
                    metric=metric, measured_count=100, met_count=met,
                    target_share=Decimal("0.9"))  # fmt: skip
    company.add("vendor_quality_month", quality_month=month, provider_id="v", service="care",
                csat_satisfied_count=8, csat_answered_count=10, error_measured_count=0,
                rework_measured_count=0, escalation_measured_count=0,
                one_touch_measured_count=0)  # fmt: skip
    for provider in ("v", "own"):
        company.add("transition_ramp", to_provider_id=provider, week_number=0,
                    week_first_date=date(2025, 3, 3), checked_count=100, error_count=7,
                    baseline_high_error_share=Decimal("0.07"))  # fmt: skip
    company.add("learning_speed", change_kind="playbook", learning_measure="rework",
                provider_id="v", effective_date=date(2025, 3, 10),
                rolled_out_date=date(2025, 3, 11), verdict="certified")  # fmt: skip
    with audit.run(company.tables(audit), until=["vendor_scorecard_month"]) as card:
        verdicts = card.execute("""
            select measure_group, measure, measured_count, achieved_count, verdict
            from marts.vendor_scorecard_month
            where verdict <> 'not_measured' order by measure_group, measure
        """).fetchall()
        csat = card.execute("""
            select round(measure_low_share, 4), round(measure_high_share, 4)
            from marts.vendor_scorecard_month where measure = 'csat'
        """).fetchone()
    assert verdicts == [
        ("learning", "learnt", 1, 1, "kept"),
        ("learning", "rolled_out_in_time", 1, 0, "missed"),
        ("quality", "csat", 10, 8, "no_target"),
        ("ramp", "error", 100, 7, "kept"),
        ("sla", "first_reply", 100, 90, "kept"),
        ("sla", "full_resolution", 100, 89, "missed"),
    ]
    assert csat == (Decimal("0.4902"), Decimal("0.9433"))


def test_what_is_due_is_tracked_until_the_as_of(audit: Chain) -> None:
    company = Company()
    company.add("int_run_as_of", as_of_at=date(2025, 3, 31), as_of_month=ASKED)
    company.add("providers", provider_id="v", provider_name="V", route="onshore")
    for due, held in (
        (date(2025, 1, 10), date(2025, 1, 10)),
        (date(2025, 2, 10), date(2025, 2, 12)),
        (date(2025, 3, 1), date(2025, 4, 2)),
    ):
        company.add("governance_events", provider_id="v", kind="meeting", due_date=due,
                    held_date=held, cadence_days=28)  # fmt: skip
    with audit.run(company.tables(audit), until=["vendor_governance"]) as tracked:
        row = tracked.execute("""
            select due_count, held_count, in_time_count, last_held_date, next_due_date,
                is_cadence_broken, is_overdue
            from marts.vendor_governance
        """).fetchone()
    assert row == (3, 2, 1, date(2025, 2, 12), date(2025, 3, 29), True, True)


def test_a_definition_that_nothing_can_use_is_told_with_its_row(
    audit: Chain, definition_checks: Mapping[str, str]
) -> None:
    company = Company()
    company.add("provider_contracts", contract_line_id="a", provider_id="v", counted_unit="call",
                counted_on="created", per_unit_amount=1, valid_from=date(2025, 1, 1))  # fmt: skip
    company.add("provider_contracts", contract_line_id="a", provider_id="v", counted_unit="ticket",
                counted_on="created", per_unit_amount=1, sla_metric="first_reply",
                valid_from=date(2025, 2, 1))  # fmt: skip
    company.add("rfp_criteria", criterion_id="c", severity="blocks", rule="at_most")
    company.add("governance_events", provider_id="v", kind="dinner")
    with audit.run(company.tables(audit), until=["rfp_screen"]) as tables:
        contracts = tables.execute(
            definition_checks["assert_provider_contracts_can_be_audited"]
        ).fetchall()
        words = tables.execute(
            definition_checks["assert_vendor_definitions_use_known_words"]
        ).fetchall()
    assert {row[:4] for row in contracts} == {
        ("provider_contracts.csv", 2, "counted_unit", "call"),
        ("provider_contracts.csv", 3, "sla_credit_share", "empty"),
        ("provider_contracts.csv", 3, "valid_from", "2025-02-01"),
    }
    assert {row[:4] for row in words} == {
        ("rfp_criteria.csv", 2, "threshold", "empty"),
        ("governance_events.csv", 2, "kind", "dinner"),
    }
