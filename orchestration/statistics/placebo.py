"""The noise floor: what the same method finds inside the months before, where nothing changed."""

from dataclasses import dataclass

import numpy as np

from orchestration.statistics.comparison_months import ComparisonMonths
from orchestration.statistics.counterfactual import saving_share

LEAST_MONTHS = 9
LEAST_BEFORE = 6
MOST_AFTER = 6


@dataclass(frozen=True)
class NoiseFloor:
    """The root mean square of the savings found where there was none, or why there is none."""

    rms: float | None
    savings: tuple[float, ...]
    reason: str | None


def pretended_moves(compared: ComparisonMonths) -> list[tuple[int, int]]:
    """First and last month of every pretended after part: min(6, a third) of the months before,
    with at least six of them ahead of it."""
    before = np.flatnonzero(compared.is_before)
    if len(before) < LEAST_MONTHS:
        return []
    length = min(MOST_AFTER, len(before) // 3)
    return [
        (int(before[first]), int(before[first + length - 1]))
        for first in range(LEAST_BEFORE, len(before) - length + 1)
    ]


def noise_floor(compared: ComparisonMonths, fixshare: float) -> NoiseFloor:
    """What the method finds at every pretended move inside the months before."""
    savings = tuple(
        saving_share(compared.split(first, last), fixshare)
        for first, last in pretended_moves(compared)
    )
    if not savings:
        months = int(compared.is_before.sum())
        return NoiseFloor(None, (), f"noise floor not available: {months} months before, not 9")
    return NoiseFloor(float(np.sqrt(np.mean(np.square(savings)))), savings, None)
