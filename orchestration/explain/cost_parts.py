"""What a cell of cost consists of, from the question down to the rows of the exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Question:
    """Which cell: a month of a tier, or the part of it of a workflow, route, provider, class."""

    month: date
    tier: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class SourceRow:
    """A ledger line: what it costs in the month and how much of that is in the cell."""

    source_system: str
    source_file: str
    source_row: int
    cost_line_id: str
    line_pool_id: str
    pool_rule_id: str | None
    line_cost_amount: Decimal
    cost_amount: Decimal


@dataclass(frozen=True)
class DriverCell:
    """A cell of work that takes a part of the pool, with its weight."""

    workflow_id: str
    route: str
    provider_id: str
    driver_weight: Decimal
    cost_amount: Decimal


@dataclass(frozen=True)
class Pool:
    """A pool's part in one class of the cell: the rule, the driver and its values, the rows."""

    pool_id: str
    is_imputed: bool
    rule_id: str | None
    driver_id: str | None
    pool_cost_amount: Decimal
    driver_total_weight: Decimal
    cells: Sequence[DriverCell]
    rows: Sequence[SourceRow]

    @property
    def cost_amount(self) -> Decimal:
        return sum((cell.cost_amount for cell in self.cells), Decimal())

    @property
    def driver_weight(self) -> Decimal:
        return sum((cell.driver_weight for cell in self.cells), Decimal())


@dataclass(frozen=True)
class CostClass:
    cost_class: str
    pools: Sequence[Pool]

    @property
    def cost_amount(self) -> Decimal:
        return sum((pool.cost_amount for pool in self.pools), Decimal())


@dataclass(frozen=True)
class Explanation:
    """The answer; its classes add up to it, their pools to them, their cells and rows to these."""

    question: Question
    currency_code: str
    data_as_of: str
    classes: Sequence[CostClass]

    @property
    def cost_amount(self) -> Decimal:
        return sum((part.cost_amount for part in self.classes), Decimal())
