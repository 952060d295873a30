"""How fast changes are learned: days from the announcement until work is as good as before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.pages import formats
from orchestration.pages.numbers import Numbers, Tile
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.verdict import Part, Standing

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


def last_change(learned: Sequence[Learned]) -> list[Learned]:
    """The teams that the last change concerns; a change of the playbook, if there was any."""
    told = [one for one in learned if one.row["learning_measure"] == HEADLINE_MEASURE]
    changes = [one for one in told if one.row["change_kind"] != "cut_over"] or told
    return [one for one in changes if one.row["change_id"] == changes[0].row["change_id"]]


def learning_tile(learned: Sequence[Learned]) -> Tile | None:
    """Days of the slowest team to learn the last change; nothing where nothing changed."""
    teams = last_change(learned)
    if not teams:
        return None
    known = [one for one in teams if one.has_data]
    days = [one.days for one in known if one.days is not None]
    if not known:
        return Tile("Days to learn", "–", "not enough data", "plain")
    if len(days) < len(known):
        some = f"{len(known) - len(days)} of {len(known)} " if len(known) > 1 else ""
        return Tile("Days to learn", "–", f"{some}not certain yet", "plain")
    slowest = f"slowest of {len(known)}" if len(known) > 1 else "last change"
    return Tile("Days to learn", f"{max(days)}", slowest, "plain")


def learning_parts(learned: Sequence[Learned]) -> list[Part]:
    """What the verdict says of the last change; nothing where nothing changed."""
    teams = last_change(learned)
    if not teams:
        return []
    if all(one.is_learned for one in teams):
        return [Part("learning", Standing.GOOD, "the last change is learned")]
    clause = "it is not certain yet that the last change is learned"
    return [Part("learning", Standing.UNKNOWN, clause)]


def learning_numbers(learned: Sequence[Learned], providers: Mapping[str, str]) -> Numbers:
    """One row per change, workflow and provider, by what came back."""
    return Numbers(
        "How fast changes are learned",
        (
            "Change, workflow",
            "Announced",
            "Days to learn",
            "95% interval",
            "Old share",
            "Since",
            "n",
            "Provider",
            "What is known",
        ),
        [
            (
                f"{_change_name(one.row)}, {one.row['workflow_id'].replace('_', ' ')}",
                one.row["announced_date"].isoformat(),
                *_measured(one),
                providers.get(one.row["provider_id"], one.row["provider_id"]),
                formats.plain_sentence(one.row["verdict_words"]),
            )
            for one in learned
            if one.row["learning_measure"] == HEADLINE_MEASURE
        ],
        text_columns=2,
    )


def measure_numbers(learned: Sequence[Learned], providers: Mapping[str, str]) -> Numbers:
    """Every measure of every change."""
    return Numbers(
        "Every change by every measure",
        (
            "Change",
            "Days to learn",
            "95% interval",
            "Old share",
            "Since",
            "n",
            "Workflow",
            "Provider",
            "Measure",
        ),
        [
            (
                _change_name(one.row),
                *_measured(one),
                formats.plain_words(one.row["workflow_id"]),
                providers.get(one.row["provider_id"], one.row["provider_id"]),
                MEASURES.get(
                    one.row["learning_measure"], formats.plain_words(one.row["learning_measure"])
                ),
            )
            for one in learned
        ],
        text_columns=3,
    )


def _measured(one: Learned) -> tuple[str, ...]:
    low, high = one.row["low_proficiency_day_count"], one.row["high_proficiency_day_count"]
    return (
        "–" if one.days is None else f"{one.days:,}",
        f"{low:,} to {high:,}" if one.days is not None and high is not None else "–",
        formats.exact_percent(one.row["old_error_share"]),
        formats.exact_percent(one.row["error_share"]),
        f"{one.row['checked_count']:,}",
    )


def _change_name(row: Record) -> str:
    """A change's own name; the name of a cut-over is its key."""
    name = row["change_name"] or row["change_id"]
    return formats.plain_words(name) if row["change_kind"] == "cut_over" else name
