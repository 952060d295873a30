"""What a comparison must refuse or say before anybody reads its percentage.

Every finding has a code for tests and filters and words for people; the words name the numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from orchestration.statistics.flexible_budget import SavingEstimate


@dataclass(frozen=True)
class Finding:
    """One thing found; `Refusal` and `Flag` say what it does to the headline."""

    code: str
    words: str


@dataclass(frozen=True)
class Refusal(Finding):
    """No percentage is shown."""


@dataclass(frozen=True)
class Flag(Finding):
    """The percentage is shown, with these words beside it.

    With `is_provisional` it stays out of the headline until the data is complete, with
    `is_no_saving` the headline says that no saving is shown.
    """

    is_provisional: bool = False
    is_no_saving: bool = False


def judge(
    months: pd.DataFrame,
    estimate: SavingEstimate | None = None,
    service_dated_share: float | None = None,
) -> list[Refusal | Flag]:
    """All findings of one comparison, refusals first, in a fixed order.

    `months` are those of `estimate_saving`; columns that are read if they are there:
    `units` (demand units), `fixed` (cost of lines that do not follow work), `is_incomplete` with
    `missing` (what has not arrived, text), `bot_billed` and `bot_logged` (units; with
    `is_bot_difference_in_work` where the difference is part of `work` already).
    `service_dated_share` is the share of invoice amount that states service dates.
    `estimate` is None where `estimate_saving` was not called (call it only without refusals).
    """
    raise NotImplementedError
