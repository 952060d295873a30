"""One sentence over everything that a page knows, never rosier than its worst part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from orchestration.pages import formats


class Standing(IntEnum):
    """How a part stands, from the best to the worst."""

    GOOD = 0
    UNKNOWN = 1
    BAD = 2


WORDS = {
    Standing.GOOD: "All well",
    Standing.UNKNOWN: "Not all is known",
    Standing.BAD: "Needs attention",
}
TONES = {Standing.GOOD: "good", Standing.UNKNOWN: "plain", Standing.BAD: "bad"}
MARKS = {Standing.GOOD: "✓", Standing.UNKNOWN: "?", Standing.BAD: "✕"}


@dataclass(frozen=True)
class Part:
    """What is known of one subject, as a clause that can stand in a sentence."""

    subject: str
    standing: Standing
    clause: str


@dataclass(frozen=True)
class Verdict:
    """The sentence, and how all parts stand together."""

    standing: Standing
    sentence: str

    @property
    def word(self) -> str:
        return WORDS[self.standing]

    @property
    def mark(self) -> str:
        return MARKS[self.standing]

    @property
    def tone(self) -> str:
        return TONES[self.standing]


def verdict(parts: Sequence[Part]) -> Verdict:
    """All clauses in one sentence: what is well first, then what is not, then what nobody knows.

    Without any part nothing is known.
    """
    if not parts:
        return Verdict(Standing.UNKNOWN, "Nothing is known yet.")
    well = [part.clause for part in parts if part.standing is Standing.GOOD]
    bad = [part.clause for part in parts if part.standing is Standing.BAD]
    open_ = [part.clause for part in parts if part.standing is Standing.UNKNOWN]
    clauses = (formats.listed(well), formats.listed([*bad, *open_]))
    said = ", but ".join(clause for clause in clauses if clause)
    return Verdict(
        standing=max(part.standing for part in parts),
        sentence=f"{said[0].upper()}{said[1:]}.",
    )
