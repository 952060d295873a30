"""How good the work that moved is now, beside what it was in the months before it moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orchestration.pages import formats
from orchestration.pages.ramp import Ramp, read_ramp
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.savings import Comparison
from orchestration.pages.service_change import (
    ServiceChange,
    read_service_changes,
    worse_parts,
)
from orchestration.pages.sla_cells import FEWEST_JUDGED
from orchestration.pages.verdict import Part, Standing


@dataclass(frozen=True)
class MonthShare:
    """A share of one month: `count` of `measured`."""

    month: date
    count: int
    measured: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.measured)

    @property
    def is_judged(self) -> bool:
        return self.measured >= FEWEST_JUDGED


@dataclass(frozen=True)
class Measure:
    """A measure of quality, month by month, and which months are those before the move."""

    name: str
    is_low_good: bool
    months: Sequence[MonthShare]
    before_first: date
    before_last: date

    @property
    def before(self) -> list[MonthShare]:
        return [
            month
            for month in self.months
            if self.before_first <= month.month <= self.before_last and month.is_judged
        ]

    @property
    def band(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest month before; none with fewer than two."""
        shares = [month.share for month in self.before]
        return (min(shares), max(shares)) if len(shares) > 1 else None

    @property
    def now(self) -> MonthShare | None:
        """The last month, if it lies after those before."""
        last = self.months[-1] if self.months else None
        return last if last and last.month > self.before_last else None

    @property
    def standing(self) -> Standing:
        """Worse than every month before is bad; too few to judge by is unknown."""
        if self.band is None or self.now is None or not self.now.is_judged:
            return Standing.UNKNOWN
        low, high = self.band
        is_worse = self.now.share > high if self.is_low_good else self.now.share < low
        return Standing.BAD if is_worse else Standing.GOOD


@dataclass(frozen=True)
class MovedWork:
    """The measures of one comparison's moved work, and how its promises recovered."""

    comparison: Comparison
    measures: Sequence[Measure]
    dips: Sequence[Record]
    hidden: Record | None
    changes: Sequence[ServiceChange] = ()
    ramp: Ramp | None = None

    @property
    def cut_over(self) -> date | None:
        """The day on which the first workflow moved."""
        return min((dip["cut_over_date"] for dip in self.dips), default=None)

    @property
    def not_back(self) -> list[Record]:
        """Promises that fell beyond chance and have not come back."""
        return [dip for dip in self.dips if is_open(dip)]


def is_open(dip: Record) -> bool:
    """Whether what fell beyond chance is still down."""
    return dip["is_beyond_noise"] and dip["recovered_date"] is None


def read_moved_work(tables: ReleaseTables, comparison: Comparison, last: date | None) -> MovedWork:
    """Quality of the workflows that moved, in all months up to `last` that are decided."""
    key = [comparison.summary["comparison_id"]]
    dips = tables.rows(
        "transition_quality_dips",
        """
        select * from transition_quality_dips where comparison_id = ?
        order by cut_over_date, workflow_id, metric
        """,
        key,
    )
    hidden = tables.rows(
        "transition_hidden_costs",
        "select * from transition_hidden_costs where comparison_id = ?",
        key,
    )
    workflows = sorted({dip["workflow_id"] for dip in dips})
    months = tables.rows(
        "quality_month",
        """
        select quality_month as month,
            sum(rework_count) as rework, sum(rework_measured_count) as rework_measured,
            sum(rework_undecided_count) as undecided,
            sum(csat_satisfied_count) as satisfied, sum(csat_answered_count) as answered
        from quality_month
        where list_contains(?::varchar[], workflow_id) and quality_month <= ?
        group by quality_month
        order by quality_month
        """,
        [workflows, last],
    )
    summary = comparison.summary
    window = (summary["before_first_month"], summary["before_last_month"])
    rework = [
        MonthShare(row["month"], int(row["rework"] or 0), int(row["rework_measured"]))
        for row in months
        if row["rework_measured"] and not row["undecided"]
    ]
    satisfied = [
        MonthShare(row["month"], int(row["satisfied"] or 0), int(row["answered"]))
        for row in months
        if row["answered"]
    ]
    measures = [
        Measure("rework", True, rework, *window),
        Measure("satisfaction", False, satisfied, *window),
    ]
    return MovedWork(
        comparison,
        [measure for measure in measures if measure.months],
        dips,
        hidden[0] if hidden else None,
        read_service_changes(tables, key[0]),
        read_ramp(tables, workflows),
    )


def quality_parts(moved: MovedWork) -> list[Part]:
    """What the verdict says of the moved work; what is as it was is said in one clause."""
    worse = {change.name for change in moved.changes if change.is_worse}
    measured = [_measure_part(measure) for measure in moved.measures]
    parts = [
        # What was worse over the months compared is not called well again for one good month.
        *(p for p in measured if p.standing is not Standing.GOOD or p.subject not in worse),
        *worse_parts(moved.changes),
        *_levels_parts(moved),
    ]
    well = [part.subject for part in parts if part.standing is Standing.GOOD]
    rest = [part for part in parts if part.standing is not Standing.GOOD]
    if not well:
        return rest
    verb = "is as good as it was" if len(well) == 1 else "are as good as they were"
    clause = f"{formats.listed(well)} of the moved work {verb}"
    return [Part("quality", Standing.GOOD, clause), *rest]


def _measure_part(measure: Measure) -> Part:
    if measure.standing is Standing.UNKNOWN or measure.band is None or measure.now is None:
        clause = f"nobody can say yet whether {measure.name} of the moved work is as it was"
        return Part(measure.name, Standing.UNKNOWN, clause)
    if measure.standing is Standing.GOOD:
        return Part(measure.name, Standing.GOOD, f"{measure.name} is as good as it was")
    low, high = measure.band
    now = formats.exact_percent(measure.now.share)
    clause = (
        f"{measure.name} of the moved work rose to {now} (at most {formats.exact_percent(high)} "
        "before)"
        if measure.is_low_good
        else f"{measure.name} with the moved work fell to {now} (at least "
        f"{formats.exact_percent(low)} before)"
    )
    return Part(measure.name, Standing.BAD, clause)


def _levels_parts(moved: MovedWork) -> list[Part]:
    """Only what has not come back: what has may have fallen again since, for other reasons."""
    down = moved.not_back
    if not down:
        return []
    verb = "is" if len(down) == 1 else "are"
    clause = f"{len(down)} of {len(moved.dips)} service levels of the moved work {verb} not back"
    return [Part("service levels", Standing.BAD, clause)]
