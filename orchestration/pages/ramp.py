"""The first weeks after work moved, against what the same work was like before."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record, ReleaseTables

WATCHED_DAYS = 90
# Half a year after the cut-over: what comes later is told month by month.
LAST_WEEK = 25


@dataclass(frozen=True)
class RampWeek:
    """One week, counted from each workflow's own cut-over, over all workflows that moved."""

    number: int
    errors: int
    checked: int
    baseline: Fraction
    baseline_high: Fraction

    @property
    def share(self) -> Fraction:
        return Fraction(self.errors, self.checked)


@dataclass(frozen=True)
class Ramp:
    """All weeks, and when each workflow was back."""

    weeks: Sequence[RampWeek]
    ends: Sequence[Record]


def read_ramp(tables: ReleaseTables, workflow_ids: Sequence[str]) -> Ramp | None:
    """The ramp of these workflows; nothing if the release has none.

    Weeks sum over workflows; the baseline is that of each workflow, by its checked requests.
    """
    rows = tables.rows(
        "transition_ramp",
        """
        select week_number, sum(error_count) as errors, sum(checked_count) as checked,
            sum(baseline_error_share * checked_count) as baseline,
            sum(baseline_high_error_share * checked_count) as baseline_high
        from transition_ramp
        where list_contains(?::varchar[], workflow_id) and baseline_error_share is not null
            and week_number <= ?
        group by week_number having sum(checked_count) > 0
        order by week_number
        """,
        [list(workflow_ids), LAST_WEEK],
    )
    if not rows:
        return None
    ends = tables.rows(
        "transition_ramp",
        """
        select distinct workflow_id, to_provider_id, cut_over_date, error_verdict,
            is_error_censored, error_baseline_day_count, low_error_baseline_day_count,
            high_error_baseline_day_count
        from transition_ramp where list_contains(?::varchar[], workflow_id)
        order by cut_over_date, workflow_id
        """,
        [list(workflow_ids)],
    )
    return Ramp([_week(row) for row in rows], ends)


def _week(row: Record) -> RampWeek:
    checked = int(row["checked"])
    return RampWeek(
        row["week_number"],
        int(row["errors"]),
        checked,
        Fraction(row["baseline"]) / checked,
        Fraction(row["baseline_high"]) / checked,
    )


def ramp_said(ramp: Ramp) -> str:
    """The worst week, and how many workflows are certainly back."""
    after = [week for week in ramp.weeks if week.number >= 0]
    if not after:
        return "No week after the cut-over is counted yet."
    worst = max(after, key=lambda week: week.share)
    said = (
        f"Rework peaked at {formats.exact_percent(worst.share)} in week {worst.number + 1} "
        f"({formats.exact_percent(ramp.weeks[0].baseline)} before)."
    )
    days = [row["error_baseline_day_count"] for row in ramp.ends if not row["is_error_censored"]]
    if len(days) < len(ramp.ends):
        return f"{said} {len(days)} of {len(ramp.ends)} workflows are certainly back."
    return f"{said} All {len(days)} workflows are back, the slowest after {max(days)} days."


def ramp_chart(ramp: Ramp) -> Markup:
    """Rework by days since the cut-over, with the band of before and the 90th day."""
    weeks, first = ramp.weeks, ramp.weeks[0].number
    numbers = range(first, weeks[-1].number + 1)
    shares = {week.number: float(week.share) for week in weeks}
    checked = sum(week.checked for week in weeks)
    low = sum((week.baseline * week.checked for week in weeks), Fraction(0)) / checked
    high = sum((week.baseline_high * week.checked for week in weeks), Fraction(0)) / checked
    marks = [charts.Mark(-first, "work moves"), charts.Mark(WATCHED_DAYS / 7 - first, "day 90")]
    return charts.lines(
        [f"{7 * number}" for number in numbers],
        [charts.Line("Rework", [shares.get(number) for number in numbers], "series-1")],
        title="Share of moved work that came back, by days since the cut-over. The same numbers "
        "stand in the table below.",
        written=formats.axis_percent,
        band=charts.Band("like before the move", float(low), float(high)),
        marks=[mark for mark in marks if 0 <= mark.at <= len(numbers) - 1],
    )


def ramp_numbers(ramp: Ramp) -> list[Numbers]:
    """The weeks, and each workflow's way back."""
    return [
        Numbers(
            "Rework by week since the cut-over",
            ("Days since", "Checked", "Came back", "Share", "Before"),
            [
                (
                    f"{7 * week.number} to {7 * week.number + 6}",
                    f"{week.checked:,}",
                    f"{week.errors:,}",
                    formats.exact_percent(week.share),
                    formats.exact_percent(week.baseline),
                )
                for week in ramp.weeks
            ],
        ),
        Numbers(
            "When rework of each workflow was back",
            ("Workflow", "Moved on", "Back after", "95% interval"),
            [
                (
                    formats.plain_words(row["workflow_id"]),
                    row["cut_over_date"].isoformat(),
                    "not certain yet"
                    if row["is_error_censored"]
                    else formats.counted(row["error_baseline_day_count"], "day"),
                    "–"
                    if row["is_error_censored"]
                    else f"{row['low_error_baseline_day_count']} to "
                    f"{row['high_error_baseline_day_count']} days",
                )
                for row in ramp.ends
            ],
        ),
    ]
