"""How fast changes are learned: days from the announcement until work is as good as before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.pages import formats
from orchestration.pages.numbers import Numbers, Tile
from orchestration.pages.release_tables import Record, ReleaseTables

# The measure of the tile: rework is known for every request, reviews are samples.
HEADLINE_MEASURE = "rework"
MEASURES = {"rework": "Rework", "qa_error": "Errors in reviews", "shadow_work": "Shadow work"}


@dataclass(frozen=True)
class Learned:
    """One change, workflow and provider by one measure."""

    row: Record

    @property
    def is_learned(self) -> bool:
        return not self.row["is_censored"]

    @property
    def has_data(self) -> bool:
        return self.row["verdict"] != "not_enough_data"

    @property
    def days(self) -> int | None:
        """Days from the announcement; none while it is not certain."""
        return self.row["proficiency_day_count"] if self.is_learned else None


def read_learning(tables: ReleaseTables) -> list[Learned]:
    """Every change, the one announced last first."""
    rows = tables.rows(
        "learning_speed",
        """
        select * from learning_speed
        order by announced_date desc, change_id, workflow_id, provider_id, learning_measure
        """,
    )
    return [Learned(row) for row in rows]


def learning_tile(learned: Sequence[Learned]) -> Tile | None:
    """Days of the slowest team to learn the last change; a change of the playbook if any."""
    told = [one for one in learned if one.row["learning_measure"] == HEADLINE_MEASURE]
    changes = [one for one in told if one.row["change_kind"] != "cut_over"] or told
    if not changes:
        return None
    last = changes[0].row["change_id"]
    teams = [one for one in changes if one.row["change_id"] == last]
    known = [one for one in teams if one.has_data]
    days = [one.days for one in known if one.days is not None]
    if not known:
        return Tile("Days to learn", "–", "not enough data", "plain")
    if len(days) < len(known):
        note = f"{len(known) - len(days)} of {len(known)} not certain yet"
        return Tile("Days to learn", "–", note, "plain")
    return Tile("Days to learn", f"{max(days)}", f"slowest of {len(known)}, last change", "plain")


def learning_numbers(learned: Sequence[Learned], providers: Mapping[str, str]) -> Numbers:
    """One row per change, workflow, provider and measure."""
    return Numbers(
        "How fast changes are learned",
        (
            "Change",
            "Announced",
            "Checked",
            "Old share",
            "Share since",
            "Days to learn",
            "95% interval",
            "Provider",
            "Workflow",
            "Measure",
            "What is known",
        ),
        [_numbers(one.row, one, providers) for one in learned],
        text_columns=4,
    )


def _numbers(row: Record, one: Learned, providers: Mapping[str, str]) -> tuple[str, ...]:
    low, high = row["low_proficiency_day_count"], row["high_proficiency_day_count"]
    return (
        row["change_name"] or row["change_id"],
        row["announced_date"].isoformat(),
        f"{row['checked_count']:,}",
        formats.exact_percent(row["old_error_share"]),
        formats.exact_percent(row["error_share"]),
        "–" if one.days is None else f"{one.days:,}",
        f"{low:,} to {high:,}" if one.days is not None and low is not None and high else "–",
        providers.get(row["provider_id"], row["provider_id"]),
        formats.plain_words(row["workflow_id"]),
        MEASURES.get(row["learning_measure"], formats.plain_words(row["learning_measure"])),
        formats.plain_sentence(row["verdict_words"]),
    )
