"""What a comparison is found to be: a code for tests and filters, words for people."""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a finding does to the headline."""

    REFUSES = "refuses"
    IS_PROVISIONAL = "is_provisional"
    SHOWS_NO_SAVING = "shows_no_saving"
    FLAGS = "flags"


@dataclass(frozen=True)
class Finding:
    """One thing found, what it does to the headline, and the words that stand beside it."""

    code: str
    effect: Effect
    words: str
