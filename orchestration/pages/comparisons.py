"""Declared moves, and what the verdict may say of what each of them saved."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.pages import formats
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.verdict import Part, Standing


@dataclass(frozen=True)
class Comparison:
    """A declared move: its row of the summary, and its rows of the tables behind it."""

    summary: Record
    bars: Sequence[Record]
    parts: Sequence[Record]
    findings: Sequence[Record]
    methods: Sequence[Record]
    payback: Sequence[Record]

    @property
    def name(self) -> str:
        return self.summary["comparison_name"]

    @property
    def is_withheld(self) -> bool:
        """Whether the estimate was made and may not be told."""
        return not self.summary["is_refused"] and self.summary["saving_share"] is None


def read_comparisons(tables: ReleaseTables) -> list[Comparison]:
    """All comparisons of a release, the one with the newest months after first."""
    summaries = tables.rows(
        "comparison_summary",
        "select * from comparison_summary order by after_last_month desc, comparison_id",
    )
    return [
        Comparison(
            summary=summary,
            bars=_of(tables, "savings_bridge", summary, "bar_order"),
            parts=_of(tables, "savings_bridge_parts", summary, "bar_order, cost_class"),
            findings=_of(tables, "comparison_findings", summary, "finding_number"),
            methods=_of(tables, "bridge_sensitivity", summary, "is_chosen desc, method, bar"),
            payback=_of(tables, "transition_payback", summary, "cost_month"),
        )
        for summary in summaries
    ]


def saving_part(comparison: Comparison) -> Part:
    """What the verdict says of the saving: never a percentage that may not be shown."""
    summary, name = comparison.summary, f"the move to {comparison.name}"
    if summary["is_refused"]:
        clause = f"what {name} saved cannot be said yet"
        return Part("saving", Standing.UNKNOWN, clause)
    if comparison.is_withheld:
        clause = f"what {name} saved is withheld, as it would tell the pay of too few people"
        return Part("saving", Standing.UNKNOWN, clause)
    low, high, share = (summary[f"{end}saving_share"] for end in ("low_", "high_", ""))
    between = f"({formats.percent_range(low, high)})"
    if high < 0:
        words = f"{name} made support {formats.exact_percent(-share)} dearer"
        return Part("saving", Standing.BAD, f"{words} than it would have been")
    if not summary["is_saving_shown"]:
        clause = f"a saving by {name} cannot be told from chance {between}"
        return Part("saving", Standing.UNKNOWN, clause)
    if summary["is_provisional"]:
        clause = f"the saving of {formats.exact_percent(share)} by {name} is provisional"
        return Part("saving", Standing.UNKNOWN, clause)
    if summary["is_far_from_cross_check"]:
        clause = f"two estimates of what {name} saved disagree"
        return Part("saving", Standing.UNKNOWN, clause)
    clause = f"{name} saved {formats.unbroken(formats.exact_percent(share))} of cost {between}"
    return Part("saving", Standing.GOOD, clause)


def _of(tables: ReleaseTables, table: str, summary: Record, order: str) -> list[Record]:
    return tables.rows(
        table,
        f"select * from {table} where comparison_id = ? order by {order}",
        [summary["comparison_id"]],
    )
