"""How far estimates with intervals lie from a known truth, and the bars that they must meet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_BIAS = 0.015
MOST_RMS = 0.05
COVERAGE = (0.93, 0.98)
MOST_FALSE_ALARMS = 0.05
KNOWN_AS_REFUSED = 0.95
REFUSED = "refused"
CHANCE_SDS = 1.96


@dataclass(frozen=True)
class Estimate:
    """One estimate of one company."""

    value: float
    low: float
    high: float
    truth: float

    @property
    def is_significant(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Score:
    """Of the companies that got an answer; shares of `companies` are refused."""

    companies: int
    answered: int
    bias: float
    rms: float
    coverage: float
    width: float
    significant: float
    """Share told that there is an effect: with no effect, these are false alarms."""

    @property
    def refused(self) -> float:
        return 1 - self.answered / self.companies


def score(estimates: list[Estimate], companies: int) -> Score | None:
    """None where nobody got an answer."""
    if not estimates:
        return None
    values: NDArray[np.float64] = np.array(
        [(one.value, one.low, one.high, one.truth) for one in estimates]
    )
    value, low, high, truth = values.T
    error = value - truth
    return Score(
        companies=companies,
        answered=len(estimates),
        bias=float(error.mean()),
        rms=float(np.sqrt(np.square(error).mean())),
        coverage=float(((low <= truth) & (truth <= high)).mean()),
        width=float((high - low).mean()),
        significant=float(np.mean([one.is_significant for one in estimates])),
    )


def verdict(found: Score | None, is_null: bool) -> str:
    """Whether a case of cost meets the bars, and where not, which way it fails.

    A figure is beyond its bar if chance, one time in forty, does not take it there. A case misses
    if it claims what is not so; an error that its interval covers is named as such.
    """
    if found is None or found.refused >= KNOWN_AS_REFUSED:
        return REFUSED
    count = found.answered
    missed = [
        words
        for words, is_missed in (
            ("coverage", found.coverage < COVERAGE[0] - _chance(COVERAGE[0], count)),
            (
                "false alarms",
                is_null
                and found.significant > MOST_FALSE_ALARMS + _chance(MOST_FALSE_ALARMS, count),
            ),
        )
        if is_missed
    ]
    if missed:
        return f"misses: {', '.join(missed)}"
    if found.coverage > COVERAGE[1] + _chance(COVERAGE[1], count):
        return "wider than needed"
    is_biased = abs(found.bias) > MOST_BIAS + CHANCE_SDS * found.rms / np.sqrt(count)
    if is_biased or found.rms > MOST_RMS * (1 + CHANCE_SDS / np.sqrt(2 * count)):
        return "error beyond the bar, interval says so"
    return "within the bars"


def _chance(share: float, count: int) -> float:
    return float(CHANCE_SDS * np.sqrt(share * (1 - share) / count))
