"""What the made-up company moved: a comparison with every bar, its first weeks, its providers.

Names are as long as names get, and amounts go both ways.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb

COMPARISON = "north_and_bot"
COMPARISON_NAME = "Northline Business Process Outsourcing and the bot"
PROVIDERS = {
    "own_team": ("Own team", "in_house"),
    "northline": ("Northline Business Process Outsourcing", "onshore"),
    "answerbot": ("Answerbot", "automation"),
}
WORKFLOWS = ("refunds_and_returns_of_goods", "order_status")
CUT_OVER = date(2025, 10, 1)
BARS = {
    "before": 120_000,
    "season": 4_000,
    "growth": 6_500,
    "mix": -1_200,
    "wage": 900,
    "budget": 130_200,
    "shift_to_onshore": -31_000,
    "shift_to_offshore": 0,
    "automation": -12_400,
    "overtime_and_coverage": -4_000,
    "in_house_rate": 2_600,
    "idle_left_behind": 1_300,
    "transition_one_off": 800,
    "after": 87_500,
}
LEVELS = ("before", "budget", "after")
TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "bigint",
    Decimal: "decimal(18, 6)",
    str: "varchar",
    datetime: "timestamp",
    date: "date",
}
Row = Mapping[str, object]


def write_moved(connection: duckdb.DuckDBPyConnection) -> None:
    """The marts of the move, of quality, of what runs now, and those made for vendors."""
    for name, rows in {
        "comparison_summary": [summary()],
        "comparison_findings": _findings(),
        "savings_bridge": _bars(),
        "savings_bridge_parts": _parts(),
        "bridge_sensitivity": _methods(),
        "transition_payback": _payback(),
        "transition_quality_dips": _dips(),
        "transition_hidden_costs": [_hidden()],
        "transition_ramp": _ramp(),
        "learning_speed": _learning(),
        "comparison_service": _service(),
        "quality_month": _quality(),
        "dim_providers": [
            {"provider_id": key, "provider_name": name, "route": route}
            for key, (name, route) in PROVIDERS.items()
        ],
        "vendor_sla_month": _vendor_sla(),
        "vendor_quality_month": _vendor_quality(),
        "fct_sla_events": _events(),
        "fct_backlog_days": _backlog(),
        "fct_coverage_hours": _coverage(),
        "dim_schedules": [{"schedule_id": "hours", "time_zone": "America/New_York"}],
    }.items():
        write_table(connection, name, rows)


def write_table(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row]) -> None:
    """A table of these rows; a column's type is that of its first value that is not empty."""
    first = {
        column: next((type(row[column]) for row in rows if row[column] is not None), str)
        for column in rows[0]
    }
    columns = ", ".join(f"{column} {TYPES[kind]}" for column, kind in first.items())
    connection.execute(f"create table marts.{name} ({columns})")
    marks = ", ".join("?" * len(first))
    connection.executemany(
        f"insert into marts.{name} values ({marks})", [list(row.values()) for row in rows]
    )


def money(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def share(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.000001"))


def summary(**changed: object) -> dict[str, object]:
    """The row of the summary, with what a test changes."""
    return {
        "comparison_id": COMPARISON,
        "comparison_name": COMPARISON_NAME,
        "before_first_month": date(2025, 1, 1),
        "before_last_month": date(2025, 9, 1),
        "after_first_month": date(2025, 12, 1),
        "after_last_month": date(2026, 6, 1),
        "currency_code": "USD",
        "before_month_count": 9,
        "after_month_count": 7,
        "before_cost_amount": money(120_000),
        "after_cost_amount": money(87_500),
        "counterfactual_amount": money(131_000),
        "low_counterfactual_amount": money(120_500),
        "high_counterfactual_amount": money(142_000),
        "saving_amount": money(43_500),
        "saving_share": share(0.332061),
        "low_saving_share": share(0.273859),
        "high_saving_share": share(0.383803),
        "noise_floor_share": share(0.041),
        "noise_floor_reason": None,
        "raw_saving_share": share(0.270833),
        "cross_check_saving_share": share(0.318),
        "low_cross_check_saving_share": share(0.21),
        "high_cross_check_saving_share": share(0.41),
        "payback_month": date(2026, 2, 1),
        "is_far_from_cross_check": False,
        "is_refused": False,
        "is_provisional": False,
        "is_saving_shown": True,
        "is_suppressed": False,
        **changed,
    }


def _findings() -> list[Row]:
    return [
        {
            "comparison_id": COMPARISON,
            "finding_number": 1,
            "finding_code": "season_not_observed",
            "finding_effect": "flags",
            "finding_words": "season not observed in your own data: 9 months, 12 show a year",
        }
    ]


def _bars() -> list[Row]:
    return [
        {
            "comparison_id": COMPARISON,
            "bar_order": order,
            "bar": bar,
            "currency_code": "USD",
            "bar_amount": money(amount),
            "low_bar_amount": None if bar in LEVELS else money(amount - 900),
            "high_bar_amount": None if bar in LEVELS else money(amount + 1500),
            "moved_unit_count": 7500 if bar == "shift_to_onshore" else None,
            "before_cost_per_unit_amount": money(8) if bar == "shift_to_onshore" else None,
            "after_cost_per_unit_amount": money(4) if bar == "shift_to_onshore" else None,
            "is_level": bar in LEVELS,
            "is_saving": amount < 0 and bar not in {"season", "growth", "mix", "wage"},
            "is_one_off": bar == "transition_one_off",
            "is_suppressed": False,
        }
        for order, (bar, amount) in enumerate(BARS.items(), start=1)
    ]


def _parts() -> list[Row]:
    return [
        {
            "comparison_id": COMPARISON,
            "bar_order": 7,
            "bar": "shift_to_onshore",
            "cost_class": name,
            "currency_code": "USD",
            "part_amount": money(amount),
        }
        for name, amount in (("labour", -56_000), ("vendor", 25_000))
    ]


def _methods() -> list[Row]:
    return [
        {
            "comparison_id": COMPARISON,
            "method": method,
            "bar": bar,
            "currency_code": "USD",
            "bar_amount": money(amount * factor),
            "is_chosen": method == "labour_step",
        }
        for method, factor in (("labour_step", 1), ("labour_fixed", 0.8))
        for bar, amount in BARS.items()
        if bar not in LEVELS
    ]


def _payback() -> list[Row]:
    return [
        {
            "comparison_id": COMPARISON,
            "cost_month": date(2026, month, 1),
            "comparison_part": "after",
            "currency_code": "USD",
            "cost_amount": money(87_500),
            "budget_amount": money(130_200),
            "net_amount": money(-42_700),
            "one_off_amount": money(0),
            "overlap_amount": money(1_200),
            "shadow_work_amount": money(1_617.65),
            "cumulative_net_amount": money(30_000 - 42_700 * month),
            "is_paid_back": month > 1,
        }
        for month in range(1, 7)
    ]


def _dips() -> list[Row]:
    rows = []
    for index, workflow in enumerate(WORKFLOWS):
        for metric, recovered in (("first_reply", index == 1), ("full_resolution", True)):
            rows.append(
                {
                    "comparison_id": COMPARISON,
                    "workflow_id": workflow,
                    "metric": metric,
                    "cut_over_date": CUT_OVER,
                    "baseline_attainment_share": share(0.91),
                    "lowest_attainment_share": share(0.79),
                    "lowest_date": date(2025, 10, 20),
                    "dip_share": share(0.12),
                    "is_beyond_noise": True,
                    "recovered_date": date(2025, 12, 15) if recovered else None,
                    "recovery_day_count": 75 if recovered else None,
                }
            )
    return rows


def _hidden() -> Row:
    return {
        "comparison_id": COMPARISON,
        "first_cut_over_date": CUT_OVER,
        "currency_code": "USD",
        "one_off_amount": money(41_858.75),
        "overlap_amount": money(13_287.48),
        "shadow_work_amount": money(12_499.93),
        "management_change_amount": money(-1_704.5),
        "project_slowdown_share": share(0.23),
    }


def _ramp() -> list[Row]:
    return [
        {
            "workflow_id": workflow,
            "to_provider_id": "northline",
            "cut_over_date": CUT_OVER,
            "week_number": week,
            "checked_count": 400,
            "error_count": 16 if week < 0 else 16 + int(48 * 0.86**week),
            "baseline_error_share": share(0.04),
            "baseline_high_error_share": share(0.07),
            "error_verdict": "certified",
            "is_error_censored": False,
            "error_baseline_day_count": 49 + 7 * index,
            "low_error_baseline_day_count": 42,
            "high_error_baseline_day_count": 70,
        }
        for index, workflow in enumerate(WORKFLOWS)
        for week in range(-12, 18)
    ]


def _learning() -> list[Row]:
    return [
        {
            "change_kind": "playbook",
            "change_id": "new_refund_rules",
            "change_name": "New refund rules for goods that were opened",
            "workflow_id": WORKFLOWS[0],
            "provider_id": provider,
            "learning_measure": "rework",
            "announced_date": date(2026, 3, 2),
            "checked_count": 3_120,
            "old_error_share": share(0.041),
            "error_share": share(0.062),
            "proficiency_day_count": days,
            "low_proficiency_day_count": 21,
            "high_proficiency_day_count": 77,
            "is_censored": False,
            "verdict": "certified",
            "verdict_words": "as good as before since week 6",
        }
        for provider, days in (("own_team", 28), ("northline", 56))
    ]


def _service() -> list[Row]:
    return [
        {
            "comparison_id": COMPARISON,
            "work_scope": scope,
            "metric": metric,
            "measure": "share",
            "channel": "all",
            "normalized_change": share(change),
            "is_change_shown": shown,
        }
        for scope, metric, change, shown in (
            ("moved", "first_reply", -0.043, True),
            ("moved", "rework", -0.002, False),
            ("moved", "csat", 0.011, True),
            ("all", "first_reply", -0.9, True),
        )
    ]


def _quality() -> list[Row]:
    rows = []
    for index in range(18):
        month = date(2025 + index // 12, index % 12 + 1, 1)
        after = month >= CUT_OVER
        for workflow in (*WORKFLOWS, "key_accounts"):
            moved = after and workflow in WORKFLOWS
            provider = {WORKFLOWS[0]: "northline", WORKFLOWS[1]: "answerbot"}.get(workflow, "")
            rows.append(
                {
                    "quality_month": month,
                    "workflow_id": workflow,
                    "provider_id": provider if moved else "own_team",
                    "solved_count": 1_000,
                    "rework_count": 40 + index % 5 + (30 if moved and index < 12 else 0),
                    "rework_measured_count": 1_000,
                    "rework_undecided_count": 12 if index == 17 else 0,
                    "csat_satisfied_count": 174 + index % 4,
                    "csat_answered_count": 200,
                }
            )
    return rows


def _vendor_sla() -> list[Row]:
    return [
        {
            "applied_month": date(2026, month, 1),
            "provider_id": provider,
            "provider_name": PROVIDERS[provider][0],
            "service": service,
            "metric": "first_reply",
            "measured_count": measured,
            "met_count": int(measured * 0.897),
            "breached_count": measured - int(measured * 0.897),
            "running_count": 3,
            "target_share": share(0.9),
        }
        for month in range(1, 7)
        for provider, service, measured in (
            ("northline", "customer_service", 1000),
            ("northline", "back_office", 10),
            ("answerbot", "customer_service", 777),
        )
    ]


def _vendor_quality() -> list[Row]:
    return [
        {
            "quality_month": date(2026, month, 1),
            "provider_id": "northline",
            "provider_name": PROVIDERS["northline"][0],
            "service": "customer_service",
            "csat_answered_count": 200,
            "csat_satisfied_count": 171,
            "error_measured_count": 12,
            "error_review_count": 2,
            "rework_measured_count": 1000,
            "rework_count": 40 + month,
            "escalation_measured_count": 1000,
            "escalation_count": 9,
            "one_touch_measured_count": 1000,
            "one_touch_count": 610,
            "solved_count": 1000,
        }
        for month in range(1, 7)
    ]


def _events() -> list[Row]:
    as_of = datetime.fromisoformat("2026-07-12T21:40:00")
    kinds = (
        ("active", None, None, 600),
        ("at_risk", None, None, 3400),
        ("breached", None, as_of - timedelta(hours=3), 5400),
        ("breached", as_of - timedelta(hours=1), as_of - timedelta(hours=5), 90_061),
        ("met", as_of - timedelta(hours=9), None, 100),
    )
    return [
        {
            "ticket_id": f"{number}{place}",
            "source_system": "zendesk",
            "metric": "first_reply",
            "provider_id": provider,
            "channel": channel,
            "priority": "normal",
            "clock": "business",
            "target_seconds": 3_600,
            "elapsed_seconds": elapsed,
            "due_at": breached or as_of + timedelta(hours=1),
            "sla_status": status,
            "fulfilled_at": fulfilled,
            "breached_at": breached,
        }
        for place, (channel, provider) in enumerate(
            (("email", "northline"), ("social_media_messages", "own_team"))
        )
        for number, (status, fulfilled, breached, elapsed) in enumerate(kinds, start=100)
    ]


def _backlog() -> list[Row]:
    return [
        {
            "backlog_date": date(2026, 7, 12) - timedelta(days=99 - day),
            "provider_id": "northline",
            "opened_count": 90,
            "reopened_count": 3,
            "solved_count": 92,
            "withdrawn_count": 1,
            "backlog_count": 100 + day % 7 * 20,
            "backlog_age_seconds": 100 * 90_000,
        }
        for day in range(100)
    ]


def _coverage() -> list[Row]:
    start = datetime.fromisoformat("2026-06-01T00:00:00")
    hours = [start + timedelta(hours=hour) for hour in range(24 * 41 + 22)]
    return [
        {
            "hour_start_at": hour,
            "utc_date": hour.date(),
            "route": "in_house",
            "arrival_count": 4 + hour.hour,
            "scheduled_arrival_count": 3 + hour.hour,
            "covered_arrival_count": 3 + hour.hour if 13 <= hour.hour < 21 else 0,
            "staffed_person_seconds": 7_200 if 13 <= hour.hour < 21 else 0,
        }
        for hour in hours
    ]
