"""A vendor's own page: how it is measured, from what it may see, and nothing of anybody else."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.compliance import Kept, compliance_chart, month_numbers
from orchestration.pages.costs import last_complete_month
from orchestration.pages.numbers import Numbers, Tile
from orchestration.pages.page import moment_of, rendered
from orchestration.pages.release_tables import Record
from orchestration.pages.shares import Share
from orchestration.pages.sla_cells import FEWEST_JUDGED, metric_name, ordered_metrics
from orchestration.publishing.manifest import ReleaseFacts

FOLDER = "vendor"
# Name, counted and measured columns of each measure of quality, and whether less is better.
QUALITY = (
    ("Satisfied", "csat_satisfied_count", "csat_answered_count"),
    ("Errors", "error_review_count", "error_measured_count"),
    ("Rework", "rework_count", "rework_measured_count"),
    ("Escalated", "escalation_count", "escalation_measured_count"),
    ("Solved in one touch", "one_touch_count", "one_touch_measured_count"),
)
UNWANTED = frozenset({"Errors", "Rework", "Escalated"})


def render_vendor(share: Share, facts: ReleaseFacts) -> str:
    """The page as text; it leads nowhere, so that it can be handed over alone."""
    months = _months(share.sla)
    month = last_complete_month(list(months), moment_of(facts.data_as_of).date())
    shown = {day: kept for day, kept in months.items() if month and day <= month}
    kept = shown[month] if month else {}
    quality = [row for row in _quality_months(share.quality) if month and row["month"] <= month]
    return rendered(
        "vendor.html.j2",
        facts,
        f"{FOLDER}/{share.slug}.html",
        name=share.name,
        month=formats.month_name(month) if month else None,
        headline=headline(share.name, kept, month),
        tiles=_tiles(kept, quality, month),
        chart=compliance_chart(shown) if shown else None,
        months=month_numbers(shown),
        quality=_quality_numbers(quality),
        quality_chart=_quality_chart(quality),
    )


def headline(name: str, kept: Mapping[str, Kept], month: date | None) -> str:
    """How the month was, each promise with its target and its count."""
    if not kept or month is None:
        return f"No month of {name} is complete yet."
    said = " and ".join(
        f"{formats.lower_first(metric_name(metric))}: {kept[metric].mark} "
        f"{formats.percent(kept[metric].share, kept[metric].target)} "
        f"(n={kept[metric].measured:,}, promised "
        f"{formats.target_percent(kept[metric].target)})"
        for metric in ordered_metrics(dict.fromkeys(kept, ()))
    )
    return f"{name} in {formats.unbroken(formats.month_name(month))}: {said}."


def _months(rows: Sequence[Record]) -> dict[date, dict[str, Kept]]:
    """Sums over services, each service's target by its measured promises."""
    months: dict[date, dict[str, Kept]] = {}
    for month, metric in sorted({(row["applied_month"], row["metric"]) for row in rows}):
        own = [
            row
            for row in rows
            if (row["applied_month"], row["metric"]) == (month, metric)
            and row["measured_count"]
            and row["target_share"] is not None
        ]
        measured = sum(int(row["measured_count"]) for row in own)
        if measured:
            wanted = sum(Fraction(row["target_share"]) * int(row["measured_count"]) for row in own)
            met = sum(int(row["met_count"]) for row in own)
            months.setdefault(month, {})[metric] = Kept(
                metric, met, measured, Fraction(wanted) / measured
            )
    return months


def _quality_months(rows: Sequence[Record]) -> list[Record]:
    """Sums over services, by month."""
    columns = ["solved_count", *(column for measure in QUALITY for column in measure[1:])]
    return [
        {
            "month": month,
            **{
                column: sum(int(r[column] or 0) for r in rows if r["quality_month"] == month)
                for column in columns
            },
        }
        for month in sorted({row["quality_month"] for row in rows})
    ]


def _tiles(kept: Mapping[str, Kept], quality: Sequence[Record], month: date | None) -> list[Tile]:
    tiles = [
        Tile(
            metric_name(metric),
            formats.percent(kept[metric].share, kept[metric].target),
            f"{kept[metric].mark} promised {formats.target_percent(kept[metric].target)}",
            "plain" if kept[metric].tone == "few" else kept[metric].tone,
        )
        for metric in ordered_metrics(dict.fromkeys(kept, ()))
    ]
    last = next((row for row in quality if row["month"] == month), None)
    for name, count, measured in QUALITY if last else ():
        if last and last[measured]:
            share = formats.exact_percent(Fraction(last[count], last[measured]))
            few = "" if last[measured] >= FEWEST_JUDGED else ", too few to judge"
            tiles.append(Tile(name, share, f"n={last[measured]:,}{few}", "plain"))
    return tiles[:6]


def _quality_chart(quality: Sequence[Record]) -> Markup | None:
    """What should be rare, as lines; nothing where it was never measured."""
    drawn = [
        charts.Line(
            name,
            [float(row[count]) / float(row[of]) if row[of] else None for row in quality],
            f"series-{number}",
        )
        for number, (name, count, of) in enumerate(QUALITY, start=1)
        if name in UNWANTED and any(row[count] for row in quality)
    ]
    if not drawn:
        return None
    return charts.lines(
        [formats.short_month(row["month"]) for row in quality],
        drawn,
        title="Errors, rework and escalations by month. The same numbers stand in the table below.",
        written=formats.axis_percent,
    )


def _quality_numbers(quality: Sequence[Record]) -> Numbers:
    names = [name for name, _, measured in QUALITY if any(row[measured] for row in quality)]
    return Numbers(
        "Quality by month",
        ("Month", "Solved", *(column for name in names for column in (name, "n"))),
        [
            (
                formats.month_name(row["month"]),
                f"{row['solved_count']:,}",
                *(
                    cell
                    for name, count, measured in QUALITY
                    if name in names
                    for cell in (
                        formats.exact_percent(Fraction(row[count], row[measured]))
                        if row[measured]
                        else "–",
                        f"{row[measured]:,}",
                    )
                ),
            )
            for row in reversed(quality)
        ],
    )
