"""Everything that the owner's page shows, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.pages.comparisons import Comparison, read_comparisons
from orchestration.pages.costs import Costs, read_costs
from orchestration.pages.learning import Learned, read_learning
from orchestration.pages.moved_work import MovedWork, read_moved_work
from orchestration.pages.page import moment_of
from orchestration.pages.release_tables import ReleaseTables
from orchestration.pages.sla_cells import SlaCell, read_cells
from orchestration.pages.vendors import ProviderMonth, read_providers
from orchestration.publishing.manifest import ReleaseFacts


@dataclass(frozen=True)
class OwnerFigures:
    """Everything that the page shows."""

    costs: Costs
    comparisons: Sequence[Comparison]
    moved: Sequence[MovedWork]
    cells: Mapping[str, Sequence[SlaCell]]
    providers: Sequence[ProviderMonth]
    learned: Sequence[Learned] = ()


def read_figures(tables: ReleaseTables, facts: ReleaseFacts) -> OwnerFigures:
    """The figures of a release; the month shown is the last one that is complete."""
    costs = read_costs(tables, moment_of(facts.data_as_of).date())
    comparisons = read_comparisons(tables)
    return OwnerFigures(
        costs=costs,
        comparisons=comparisons,
        moved=[read_moved_work(tables, comparison, costs.month) for comparison in comparisons],
        cells=read_cells(tables, costs.month) if costs.month else {},
        providers=read_providers(tables, costs.month) if costs.month else [],
        learned=read_learning(tables),
    )
