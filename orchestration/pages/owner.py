"""The owner's page: what it costs, what a move saved, whether service and quality hold."""

from collections.abc import Sequence
from datetime import date

from orchestration.pages import formats
from orchestration.pages.actions import Situation, next_actions
from orchestration.pages.checks import FRESHNESS
from orchestration.pages.owner_figures import OwnerFigures, read_figures
from orchestration.pages.owner_tiles import sla_tile, tiles
from orchestration.pages.owner_verdict import cost_fact, verdict_parts
from orchestration.pages.page import Link, moment_of, rendered
from orchestration.pages.recovery import recovery_section
from orchestration.pages.release_tables import ReleaseTables
from orchestration.pages.savings import saving_section
from orchestration.pages.shares import read_shares
from orchestration.pages.sla_cells import SlaCell, heat_map, ordered_metrics
from orchestration.pages.tier_costs import tier_costs
from orchestration.pages.vendors import channel_numbers, vendor_table
from orchestration.pages.verdict import verdict
from orchestration.publishing.manifest import ReleaseFacts

FILE_NAME = "owner.html"


def render_owner(tables: ReleaseTables, facts: ReleaseFacts, links: Sequence[Link]) -> str:
    """The page as text."""
    figures = read_figures(tables, facts)
    costs, as_of = figures.costs, moment_of(facts.data_as_of)
    failed = [check.description for check in facts.checks if not check.passed]
    first_reply = figures.cells.get("first_reply", [])
    return rendered(
        "owner.html.j2",
        facts,
        FILE_NAME,
        links,
        month=formats.month_name(costs.month) if costs.month else None,
        fact=cost_fact(costs),
        verdict=verdict(verdict_parts(figures, facts)),
        as_of_day=formats.day_name(as_of),
        as_of_time=f"{as_of:%H:%M}",
        findings=list(dict.fromkeys([*failed, *facts.warnings])),
        tiles=tiles(figures),
        savings=[saving_section(comparison) for comparison in figures.comparisons],
        tiers=tier_costs(costs, tables, _first_cut_over(figures)) if costs.months else None,
        heat=heat_map("first_reply", first_reply) if first_reply else None,
        other_metrics=[
            _other_metric(metric, figures.cells[metric])
            for metric in ordered_metrics(figures.cells)
            if metric != "first_reply"
        ],
        recoveries=[s for moved in figures.moved if (s := recovery_section(moved))],
        vendors=vendor_table(figures.providers, costs.currency),
        own_pages={share.provider_id: f"vendor/{share.slug}.html" for share in read_shares(tables)},
        vendor_numbers=channel_numbers(figures.providers),
        actions=next_actions(
            Situation(
                late=_late(facts),
                comparisons=figures.comparisons,
                moved=figures.moved,
                cells=first_reply,
                providers=figures.providers,
                costs=costs,
            )
        ),
    )


def _other_metric(metric: str, cells: Sequence[SlaCell]) -> str:
    tile = sla_tile(metric, cells)
    return f"{tile.name}: {tile.value}, {tile.note}."


def _first_cut_over(figures: OwnerFigures) -> date | None:
    return min((m.cut_over for m in figures.moved if m.cut_over), default=None)


def _late(facts: ReleaseFacts) -> list[str]:
    return [c.description for c in facts.checks if not c.passed and c.name == FRESHNESS]
