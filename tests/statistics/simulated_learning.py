"""Teams with a known time to proficiency: weekly checks and errors around a change.

Their error rates fall along curves of several shapes (exponential, a power of practice, an S, a
sudden step), so that the estimate does not meet its own model alone; some never become as good as
the old team, some are as good at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]
Range = tuple[float, float]

WEEKS_BEFORE = 26
HORIZON = 520
WITHIN = 0.03


class Shape(StrEnum):
    EXPONENTIAL = "exponential"
    PRACTICE = "practice"
    S_CURVE = "s_curve"
    STEP = "step"
    AT_ONCE = "at_once"
    NEVER = "never"


@dataclass(frozen=True)
class LearningCase:
    """Ranges are drawn from evenly, team by team."""

    case_id: str
    words: str
    shapes: tuple[Shape, ...]
    checks: int
    weeks: tuple[int, int] = (6, 40)
    """Observed since the change."""
    jump: Range = (0.08, 0.35)


_LEARNS = (Shape.EXPONENTIAL, Shape.PRACTICE, Shape.S_CURVE)
LEARNING_CASES = (
    LearningCase("learns_1000", "learns, 1,000 checks a week", _LEARNS, 1_000),
    LearningCase("learns_80", "learns, 80 checks a week", _LEARNS, 80),
    LearningCase("learns_40", "learns, 40 checks a week", _LEARNS, 40),
    LearningCase("learns_20", "learns, 20 checks a week", _LEARNS, 20),
    LearningCase("learns_5", "learns, 5 checks a week, 12 weeks at least", _LEARNS, 5, (12, 40)),
    LearningCase("early", "learns, 4 to 8 weeks seen", _LEARNS, 40, (4, 8)),
    LearningCase("step_1000", "sudden step, 1,000 checks a week", (Shape.STEP,), 1_000),
    LearningCase("step_80", "sudden step, 80 checks a week", (Shape.STEP,), 80),
    LearningCase("step_20", "sudden step, 20 checks a week", (Shape.STEP,), 20),
    LearningCase("at_once_80", "as good at once, 80 checks a week", (Shape.AT_ONCE,), 80),
    LearningCase("at_once_20", "as good at once, 20 checks a week", (Shape.AT_ONCE,), 20),
    LearningCase("never_80", "never as good, 80 checks a week", (Shape.NEVER,), 80),
    LearningCase("never_20", "never as good, 20 checks a week", (Shape.NEVER,), 20),
    LearningCase("never_5", "never as good, 5 checks a week", (Shape.NEVER,), 5, (12, 40)),
)


@dataclass(frozen=True)
class SimulatedTeam:
    weeks: pd.DataFrame
    true_weeks: float
    """First week from which the expected rate stays within three points; infinite if none."""
    true_excess: float
    """Expected errors above the old rate on the checks of the weeks seen."""


def simulate_team(case: LearningCase, seed: int) -> SimulatedTeam:
    """One team of a case; equal seeds give equal teams."""
    rng = np.random.default_rng([seed, *case.case_id.encode()])
    old = rng.uniform(0.02, 0.08)
    shape = case.shapes[int(rng.integers(len(case.shapes)))]
    excess = _excess(rng, shape, rng.uniform(*case.jump))(np.arange(HORIZON, dtype=float))
    above = np.flatnonzero(excess > WITHIN)
    true_weeks = 0.0 if not len(above) else float(above[-1] + 1)
    if true_weeks >= HORIZON:
        true_weeks = np.inf
    observed = int(rng.integers(case.weeks[0], case.weeks[1] + 1))
    week = np.arange(-WEEKS_BEFORE, observed)
    rate = np.where(week < 0, old, old + excess[np.maximum(week, 0)])
    checked = rng.poisson(case.checks, len(week))
    weeks = pd.DataFrame(
        {"week": week, "checked": checked, "errors": rng.binomial(checked, np.clip(rate, 0, 1))}
    )
    true_excess = float((excess[:observed] * checked[week >= 0]).sum())
    return SimulatedTeam(weeks, true_weeks, true_excess)


def _excess(rng: np.random.Generator, shape: Shape, jump: float) -> Callable[[Array], Array]:
    """The expected error rate above the old one by week since the change."""
    plateau, tau = rng.uniform(0, 5), rng.uniform(1.5, 8)
    end, better, stays = rng.uniform(2, 16), rng.uniform(-0.01, 0.015), rng.uniform(0.05, 0.12)

    def excess(week: Array) -> Array:
        match shape:
            case Shape.EXPONENTIAL:
                left = np.exp(-np.maximum(week - plateau, 0) / tau)
            case Shape.PRACTICE:
                left = (1 + week / tau) ** -1.5
            case Shape.S_CURVE:
                left = expit((end - week) / (tau / 4))
            case Shape.STEP:
                left = week < end
            case Shape.AT_ONCE:
                return np.full_like(week, min(better, 0.01))
            case Shape.NEVER:
                return stays + jump * np.exp(-week / tau)
        return better + jump * np.asarray(left, np.float64)

    return excess
