"""How fast a team learns work that was moved to it: weeks until it errs as little as the old one.

The error rate of week t after the change is old + floor + jump * exp(-(t - plateau) / tau), a
curve of forgetting upside down; beside it stands a sudden step, which no such curve can follow.
Both are weighed on a fixed grid with a binomial likelihood, so that weeks that have not come yet
are part of the answer. The same curves on the mean log handle time give the ramp of speed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import xlog1py, xlogy
from scipy.stats import beta

from orchestration.statistics.learning_curves import Curves, rate_curves, time_curves

Vector = NDArray[np.float64]

WITHIN_ERROR_RATE = 0.03
WITHIN_LOG_TIME = 0.05
OLD_WEEKS = 12
OLD_ERRORS, OLD_CORRECT = 0.5, 9.5
FEW_CHECKED_A_WEEK = 20
SHORT_HISTORY_WEEKS = 12
STEP_PROBABILITY_SAID = 0.9


class Proficiency(StrEnum):
    """What can be said about a team; only `certified` is a statement that it is as good."""

    CERTIFIED = "certified"
    NOT_YET_CERTIFIED = "not_yet_certified"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True)
class LearningEstimate:
    """Weeks count from the change; None is beyond every horizon (perhaps never)."""

    proficiency: Proficiency
    weeks_observed: int
    weeks_median: float | None
    weeks_low: float | None
    weeks_high: float | None
    not_yet_probability: float
    """That the team is, after the weeks observed, not yet within reach of the old figure."""
    excess_median: float
    """To date: errors (or minutes' log points) above the old rate, on the checked tickets."""
    excess_low: float
    excess_high: float
    step_probability: float
    """That the figure fell at once, not by and by."""

    @property
    def is_step(self) -> bool:
        return self.step_probability >= STEP_PROBABILITY_SAID


def estimate_error_learning(weeks: pd.DataFrame) -> LearningEstimate:
    """Time to proficiency from checked tickets and errors (or rework) of one team.

    `weeks` has a row per week: `week` (integer, 0 is the first after the change, negative are
    before it), `checked` and `errors` (counts). Weeks without a check may be left out.
    """
    raise NotImplementedError


def estimate_time_learning(weeks: pd.DataFrame) -> LearningEstimate:
    """The ramp of speed: `weeks` has `week`, `handled` (count) and `mean_log_seconds`.

    A further column, `sd_log_seconds`, is the standard deviation of single tickets' log time.
    """
    raise NotImplementedError
