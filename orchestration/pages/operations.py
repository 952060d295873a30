"""The operations page: does service hold over time, what is at risk now, what waits."""

from collections.abc import Sequence

from orchestration.pages import formats
from orchestration.pages.backlog import (
    BacklogDay,
    backlog_chart,
    backlog_numbers,
    read_backlog,
    read_waiting,
)
from orchestration.pages.compliance import (
    Kept,
    compliance_chart,
    month_numbers,
    read_months,
    read_splits,
)
from orchestration.pages.costs import last_complete_month
from orchestration.pages.coverage import (
    DAYS as COVERED_DAYS,
)
from orchestration.pages.coverage import (
    Coverage,
    coverage_chart,
    coverage_numbers,
    read_coverage,
)
from orchestration.pages.learning import learning_numbers, measure_numbers, read_learning
from orchestration.pages.numbers import Tile
from orchestration.pages.open_promises import (
    OpenPromises,
    read_breaches,
    read_total,
    risk_numbers,
)
from orchestration.pages.open_promises import (
    read_splits as read_open_splits,
)
from orchestration.pages.page import Link, moment_of, rendered
from orchestration.pages.provider_rework import read_rework, rework_chart, rework_numbers
from orchestration.pages.release_tables import ReleaseTables
from orchestration.pages.sla_cells import heat_map, metric_name, ordered_metrics, read_cells
from orchestration.publishing.manifest import ReleaseFacts

FILE_NAME = "operations.html"


def render_operations(tables: ReleaseTables, facts: ReleaseFacts, links: Sequence[Link]) -> str:
    """The page as text; the month shown is the last complete one with measured promises."""
    as_of = moment_of(facts.data_as_of)
    months = read_months(tables)
    month = last_complete_month(list(months), as_of.date())
    shown = {day: kept for day, kept in months.items() if month and day <= month}
    providers = {
        row["provider_id"]: row["provider_name"]
        for row in tables.rows("dim_providers", "select * from dim_providers")
    }
    total, backlog, coverage = read_total(tables), read_backlog(tables), read_coverage(tables)
    cells, rework = read_cells(tables, month), read_rework(tables, month, providers)
    kept = list(months[month].values()) if month else []
    learned = read_learning(tables)
    return rendered(
        "operations.html.j2",
        facts,
        FILE_NAME,
        links,
        month=formats.month_name(month) if month else None,
        as_of_said=formats.minute(as_of),
        headline=headline(total, kept, formats.month_name(month) if month else ""),
        tiles=_tiles(total, kept, backlog, coverage),
        compliance=compliance_chart(shown) if shown else None,
        months=month_numbers(shown),
        splits=read_splits(tables, month, providers),
        metric_name=metric_name,
        total=total,
        open_splits=[
            risk_numbers(name, rows) for name, rows in read_open_splits(tables, providers)
        ],
        breaches=read_breaches(tables, providers, as_of),
        heats=[heat_map(metric, cells[metric]) for metric in ordered_metrics(cells)],
        backlog=backlog_chart(backlog) if backlog else None,
        backlog_numbers=backlog_numbers(backlog),
        backlog_said=_backlog_said(backlog, read_waiting(tables, providers)),
        coverage=coverage_chart(coverage) if coverage.hours else None,
        coverage_numbers=coverage_numbers(coverage),
        coverage_said=_coverage_said(coverage),
        learning=learning_numbers(learned, providers),
        learning_measures=measure_numbers(learned, providers),
        rework=rework_chart(rework) if rework else None,
        rework_numbers=rework_numbers(rework),
    )


def headline(total: OpenPromises, kept: Sequence[Kept], month: str) -> str:
    """What needs somebody now, then how the month was, each metric with its target."""
    if total.overdue or total.at_risk:
        now = (
            f"{total.overdue:,} promises are overdue and {total.at_risk:,} of "
            f"{total.running:,} running ones are at risk."
        )
    else:
        now = f"Nothing is overdue and none of {total.running:,} running promises is at risk."
    if not kept:
        return f"{now} No month with measured promises is complete yet."
    said = " and ".join(
        f"{formats.percent(row.share, row.target)} {formats.lower_first(metric_name(row.metric))} "
        f"(target {formats.target_percent(row.target)})"
        for row in kept
    )
    return f"{now} {month}: {said}."


def _tiles(
    total: OpenPromises,
    kept: Sequence[Kept],
    backlog: Sequence[BacklogDay],
    coverage: Coverage,
) -> list[Tile]:
    tiles = [
        Tile(
            "Overdue now",
            f"{total.overdue:,}",
            "none" if not total.overdue else "not kept yet",
            "bad" if total.overdue else "good",
        ),
        Tile(
            "At risk now",
            f"{total.at_risk:,}",
            f"of {total.running:,} running",
            "bad" if total.at_risk else "good",
        ),
    ]
    tiles += [
        Tile(
            metric_name(row.metric),
            formats.percent(row.share, row.target),
            f"{'meets' if row.is_met else 'misses'} {formats.target_percent(row.target)}",
            row.tone if row.tone != "few" else "plain",
        )
        for row in kept[:2]
    ]
    if backlog:
        week_ago = backlog[-8] if len(backlog) > 7 else backlog[0]
        change = backlog[-1].waiting - week_ago.waiting
        note = f"{'+' if change > 0 else formats.MINUS if change < 0 else '±'}{abs(change):,} in "
        note += formats.counted((backlog[-1].day - week_ago.day).days, "day")
        tiles.append(Tile("Waiting", f"{backlog[-1].waiting:,}", note, "plain"))
    elif coverage.share is not None:
        share = formats.exact_percent(coverage.share)
        tiles.append(Tile("Arrives while open", share, f"last {COVERED_DAYS} days", "plain"))
    return tiles


def _backlog_said(backlog: Sequence[BacklogDay], waiting: Sequence[tuple[str, int]]) -> str:
    if not backlog:
        return ""
    last = backlog[-1]
    who = ", ".join(f"{name} {count:,}" for name, count in waiting)
    held = f": {who}" if who else ""
    return (
        f"{last.waiting:,} waited at the end of {formats.day_name(last.day)}{held}. Mean age "
        f"{last.mean_age}."
    )


def _coverage_said(coverage: Coverage) -> str:
    if coverage.share is None:
        return ""
    return (
        f"{formats.exact_percent(coverage.share)} of what has a schedule arrived while it was "
        f"open, over the last {COVERED_DAYS} days. Hours of {coverage.zone}."
    )
