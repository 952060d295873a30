"""How often promises were kept in a month, by channel and priority, and as a heat map."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orchestration.pages import formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import ReleaseTables

# Below this many measured requests chance weighs more than the team does.
FEWEST_JUDGED = 30
# In the order of urgency; a priority that is not listed comes after, by name.
PRIORITIES = ("urgent", "high", "normal", "low")
QUESTIONS = {
    "first_reply": "Do we answer in time?",
    "full_resolution": "Do we solve in time?",
}
NAMES = {"first_reply": "Answered in time", "full_resolution": "Solved in time"}
# A miss by up to this much is shown milder than a worse one.
NEAR_MISS = Fraction(5, 100)


@dataclass(frozen=True)
class SlaCell:
    """How often one target was met for one channel and priority in one month."""

    channel: str
    priority: str
    met: int
    measured: int
    target: Fraction

    @property
    def share(self) -> Fraction:
        return Fraction(self.met, self.measured)

    @property
    def is_met(self) -> bool:
        return self.share >= self.target

    @property
    def is_judged(self) -> bool:
        return self.measured >= FEWEST_JUDGED

    @property
    def name(self) -> str:
        return f"{formats.plain_words(self.channel)}, {self.priority.replace('_', ' ')}"


@dataclass(frozen=True)
class HeatCell:
    """One cell of a heat map: mark, share and count; `tone` never carries the verdict alone."""

    mark: str
    verdict: str
    share: str
    count: str
    tone: str


@dataclass(frozen=True)
class HeatMap:
    """One metric by priority (rows) and channel (columns)."""

    question: str
    summary: str
    channels: Sequence[str]
    rows: Sequence[tuple[str, Sequence[HeatCell | None]]]
    few: int
    numbers: Numbers


def read_cells(tables: ReleaseTables, month: date | None) -> dict[str, list[SlaCell]]:
    """Sums over tiers, services and providers; where their targets differ, the target is a mix."""
    rows = tables.rows(
        "sla_month",
        """
        select metric, channel, priority, sum(met_count) as met, sum(measured_count) as measured,
            sum(target_met_count) as wanted
        from sla_month
        where applied_month = ? and measured_count > 0 and target_met_count is not null
        group by metric, channel, priority
        order by metric, channel, priority
        """,
        [month],
    )
    cells: dict[str, list[SlaCell]] = defaultdict(list)
    for row in rows:
        measured = int(row["measured"])
        cells[row["metric"]].append(
            SlaCell(
                row["channel"],
                row["priority"],
                int(row["met"]),
                measured,
                Fraction(row["wanted"]) / measured,
            )
        )
    return dict(cells)


def ordered_metrics(cells: Mapping[str, Sequence[SlaCell]]) -> list[str]:
    """Replies, resolutions, then the others by name."""
    return sorted(cells, key=lambda metric: (metric not in QUESTIONS, metric))


def metric_name(metric: str) -> str:
    """What a share of this metric is called on a tile."""
    return NAMES.get(metric, f"{formats.plain_words(metric)} in time")


def worst_cell(cells: Sequence[SlaCell]) -> SlaCell | None:
    """The missed cell that is furthest below its own target; those with few requests come last."""
    missed = [cell for cell in cells if not cell.is_met]
    return min(missed, key=lambda c: (not c.is_judged, c.share - c.target), default=None)


def heat_map(metric: str, cells: Sequence[SlaCell]) -> HeatMap:
    """Priority by channel, each cell against its own target."""
    found = {(cell.priority, cell.channel): cell for cell in cells}
    channels = sorted({cell.channel for cell in cells})
    priorities = sorted({cell.priority for cell in cells}, key=urgency)
    question = QUESTIONS.get(metric, f"Does {formats.plain_words(metric).lower()} hold?")
    return HeatMap(
        question=question,
        summary=_summary(cells),
        channels=[formats.plain_words(channel) for channel in channels],
        rows=[
            (
                formats.plain_words(priority),
                [_heat_cell(found.get((priority, channel))) for channel in channels],
            )
            for priority in priorities
        ],
        few=sum(not cell.is_judged for cell in cells),
        numbers=Numbers(
            f"{question} Requests, in time and target",
            ("Priority, channel", "Measured", "In time", "Share", "Target", "Verdict"),
            [
                _numbers(found[priority, channel])
                for priority in priorities
                for channel in channels
                if (priority, channel) in found
            ],
        ),
    )


def urgency(priority: str) -> tuple[int, str]:
    """The place of a priority among others."""
    known = PRIORITIES.index(priority) if priority in PRIORITIES else len(PRIORITIES)
    return known, priority


def _heat_cell(cell: SlaCell | None) -> HeatCell | None:
    if cell is None:
        return None
    tone = "met" if cell.is_met else "near" if cell.target - cell.share <= NEAR_MISS else "missed"
    return HeatCell(
        mark="✓" if cell.is_met else "✕",
        verdict="met" if cell.is_met else "missed",
        share=formats.percent(cell.share, cell.target),
        count=f"{cell.measured:,}",
        tone=tone if cell.is_judged else "few",
    )


def _numbers(cell: SlaCell) -> tuple[str, ...]:
    return (
        f"{formats.plain_words(cell.priority)}, {formats.plain_words(cell.channel)}",
        f"{cell.measured:,}",
        f"{cell.met:,}",
        formats.percent(cell.share, cell.target),
        formats.target_percent(cell.target),
        "met" if cell.is_met else "missed",
    )


def _summary(cells: Sequence[SlaCell]) -> str:
    targets = {cell.target for cell in cells}
    one_target = targets.pop() if len(targets) == 1 else None
    missed = [cell for cell in cells if not cell.is_met]
    target = f"the {formats.target_percent(one_target)} target" if one_target else "its own target"
    worst = worst_cell(cells)
    if worst is None:
        return f"Every cell meets {target}."
    verb = "misses" if len(missed) == 1 else "miss"
    owned = target if one_target or len(missed) == 1 else "their own targets"
    return (
        f"{len(missed)} of {len(cells)} cells {verb} {owned}. Worst: {worst.name}, "
        f"at {formats.percent(worst.share, worst.target)}."
    )
