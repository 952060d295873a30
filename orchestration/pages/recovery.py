"""Did the first 90 days recover? Rework month by month, and each service level's way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.moved_work import Measure, MovedWork, is_open
from orchestration.pages.numbers import Numbers
from orchestration.pages.ramp import WATCHED_DAYS, ramp_chart, ramp_numbers, ramp_said
from orchestration.pages.release_tables import Record
from orchestration.pages.verdict import Standing


@dataclass(frozen=True)
class Level:
    """One service level of moved work: from where it fell, how deep, when it was back."""

    name: str
    before: str
    lowest: str
    outcome: str
    tone: str


@dataclass(frozen=True)
class RecoverySection:
    """The section on one comparison's first days."""

    name: str
    said: str
    chart: Markup | None
    axis: str
    levels: Sequence[Level]
    hidden: Sequence[tuple[str, str]]
    numbers: Sequence[Numbers]


def recovery_section(moved: MovedWork) -> RecoverySection | None:
    """The section; nothing where no work has moved yet."""
    rework = next((m for m in moved.measures if m.name == "rework"), None)
    if not moved.dips and rework is None:
        return None
    ramp, by_month = moved.ramp, [_measure_numbers(measure) for measure in moved.measures]
    by_weeks = ramp is not None and any(week.errors for week in ramp.weeks)
    return RecoverySection(
        name=moved.comparison.name,
        said=formats.sentences(
            ramp_said(ramp) if ramp and by_weeks else _rework_said(rework), _levels_said(moved)
        ),
        chart=ramp_chart(ramp)
        if ramp and by_weeks
        else _chart(rework, moved.cut_over)
        if _has_rework(rework)
        else None,
        axis="Days since each workflow moved; every point is a week." if by_weeks else "",
        levels=[_level(dip) for dip in moved.dips],
        hidden=_hidden(moved.hidden),
        numbers=[*ramp_numbers(ramp), *by_month] if ramp else by_month,
    )


def _has_rework(rework: Measure | None) -> TypeGuard[Measure]:
    return rework is not None and any(month.count for month in rework.months)


def _rework_said(rework: Measure | None) -> str:
    if rework is None or rework.band is None or rework.now is None:
        return ""
    low, high = rework.band
    if not any(month.count for month in rework.months):
        return "None of the moved work came back, neither before nor after."
    worst = max(
        (m for m in rework.months if m.month > rework.before_last), key=lambda month: month.share
    )
    said = (
        f"Rework of the moved work peaked at {formats.exact_percent(worst.share)} in "
        f"{formats.month_name(worst.month)}"
    )
    now = formats.exact_percent(rework.now.share)
    if rework.standing is Standing.BAD:
        said += f" and is {now} in {formats.month_name(rework.now.month)}, above every month before"
    else:
        back = _back_since(rework)
        since = f" since {formats.month_name(back)}" if back else ""
        said += f" and has been no higher than before{since}"
    between = formats.percent_range(low, high)
    return f"{said} ({between} before)."


def _back_since(rework: Measure) -> date | None:
    """The first month of the last run of months that are no worse than those before."""
    assert rework.band
    since = None
    for month in reversed(rework.months):
        if month.month <= rework.before_last or month.share > rework.band[1]:
            break
        since = month.month
    return since


def _levels_said(moved: MovedWork) -> str:
    fell = [dip for dip in moved.dips if dip["is_beyond_noise"]]
    if not fell:
        return "No service level fell beyond chance." if moved.dips else ""
    late = [d for d in fell if d["recovered_date"] is None]
    if late:
        verb = "is" if len(late) == 1 else "are"
        fallen = formats.counted(len(fell), "service level")
        return f"{len(late)} of {fallen} that fell {verb} not back."
    slowest = max(dip["recovery_day_count"] for dip in fell)
    in_time = sum(dip["recovery_day_count"] <= WATCHED_DAYS for dip in fell)
    return (
        f"{formats.counted(len(fell), 'service level')} fell, {in_time} came back within "
        f"{WATCHED_DAYS} days, the slowest after {slowest}."
    )


def _chart(rework: Measure, cut_over: date | None) -> Markup:
    months = [month.month for month in rework.months]
    band = rework.band
    marks = []
    if cut_over:
        marks = [
            charts.Mark(_position(months, cut_over), "first move"),
            charts.Mark(
                _position(months, date.fromordinal(cut_over.toordinal() + WATCHED_DAYS)), "day 90"
            ),
        ]
    return charts.lines(
        [formats.short_month(month) for month in months],
        [charts.Line("Rework", [float(m.share) for m in rework.months], "series-1")],
        title="Share of moved work that came back, by month. The same numbers stand in the table "
        "below.",
        written=formats.axis_percent,
        band=charts.Band("before the move", float(band[0]), float(band[1])) if band else None,
        marks=[mark for mark in marks if 0 <= mark.at <= len(months) - 1],
    )


def _position(months: Sequence[date], day: date) -> float:
    """Where a day lies on the axis of months, each of which stands at its middle."""
    index = (day.year - months[0].year) * 12 + day.month - months[0].month
    return index + (day.day - 16) / 31


def _level(dip: Record) -> Level:
    name = f"{formats.plain_words(dip['workflow_id'])}, {dip['metric'].replace('_', ' ')}"
    before = formats.exact_percent(dip["baseline_attainment_share"])
    lowest = formats.exact_percent(dip["lowest_attainment_share"])
    if not dip["is_beyond_noise"]:
        return Level(name, before, lowest, "– no fall beyond chance", "plain")
    if is_open(dip):
        return Level(name, before, lowest, "✕ not back", "bad")
    days = dip["recovery_day_count"]
    is_in_time = days <= WATCHED_DAYS
    mark, tone = ("✓", "good") if is_in_time else ("✕", "bad")
    return Level(name, before, lowest, f"{mark} back on day {days}", tone)


def _hidden(hidden: Record | None) -> list[tuple[str, str]]:
    if hidden is None:
        return []
    currency = hidden["currency_code"]
    listed = [
        ("One-off cost of moving", formats.money(hidden["one_off_amount"], currency)),
        ("Paid twice", formats.money(hidden["overlap_amount"], currency)),
        ("Own team's shadow work", formats.money(hidden["shadow_work_amount"], currency)),
        ("Management", formats.signed_money(hidden["management_change_amount"], currency)),
    ]
    slowdown = hidden["project_slowdown_share"]
    if slowdown is not None:
        listed.append(("Project time missing", formats.exact_percent(slowdown)))
    return listed


def _measure_numbers(measure: Measure) -> Numbers:
    return Numbers(
        f"{measure.name.capitalize()} of the moved work",
        ("Month", "Measured", "Reworked" if measure.is_low_good else "Satisfied", "Share"),
        [
            (
                formats.month_name(month.month),
                f"{month.measured:,}",
                f"{month.count:,}",
                formats.exact_percent(month.share),
            )
            for month in reversed(measure.months)
        ],
    )
