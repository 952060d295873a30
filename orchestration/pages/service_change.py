"""Whether service of the moved work became worse, like for like, over the months compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestration.pages import formats
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.verdict import Part, Standing

# What a metric's share is called, and which quality measure tells the same by month.
NAMES = {
    "first_reply": "replies in time",
    "full_resolution": "resolutions in time",
    "csat": "satisfaction",
    "rework": "rework",
    "reopen": "reopened tickets",
}
LOW_IS_GOOD = frozenset({"rework", "reopen"})


@dataclass(frozen=True)
class ServiceChange:
    """The change of one share, mix and load taken out; in parts of one."""

    metric: str
    change: Decimal

    @property
    def name(self) -> str:
        return NAMES.get(self.metric, self.metric.replace("_", " "))

    @property
    def is_worse(self) -> bool:
        return self.change > 0 if self.metric in LOW_IS_GOOD else self.change < 0

    @property
    def shown(self) -> str:
        """4.3 points lower."""
        points = formats.exact_percent(abs(self.change)).removesuffix("%")
        return f"{self.name} {points} points {'higher' if self.change > 0 else 'lower'}"


def read_service_changes(tables: ReleaseTables, comparison_id: str) -> list[ServiceChange]:
    """The changes that the release shows: attributable, and told from chance."""
    rows = tables.rows(
        "comparison_service",
        """
        select metric, normalized_change from comparison_service
        where comparison_id = ? and work_scope = 'moved' and channel = 'all' and measure = 'share'
            and is_change_shown and normalized_change is not null
        order by metric
        """,
        [comparison_id],
    )
    return [_change(row) for row in rows]


def worse_parts(changes: Sequence[ServiceChange]) -> list[Part]:
    """One part with everything that became worse; none if nothing did."""
    worse = [change.shown for change in changes if change.is_worse]
    if not worse:
        return []
    clause = f"like for like the moved work had {formats.listed(worse)} in the months compared"
    return [Part("service change", Standing.BAD, clause)]


def _change(row: Record) -> ServiceChange:
    return ServiceChange(row["metric"], row["normalized_change"])
