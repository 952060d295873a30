"""The noise floor: what the same method finds inside the months before, where nothing changed."""

from dataclasses import dataclass

import numpy as np

from orchestration.statistics.comparison_months import ComparisonMonths
from orchestration.statistics.counterfactual import saving_share

LEAST_BEFORE = 6
MOST_AFTER = 6


@dataclass(frozen=True)
class NoiseFloor:
    """The root mean square of the savings found where there was none, or why there is none."""

    rms: float | None
    savings: tuple[float, ...]
    reason: str | None


def noise_floor(compared: ComparisonMonths, fixshare: float) -> NoiseFloor:
    """Every split of the months before into at least six and min(6, a third) pretended after."""
    before = np.flatnonzero(compared.is_before)
    length = min(MOST_AFTER, len(before) // 3)
    splits = [
        (int(before[first]), int(before[first + length - 1]))
        for first in range(LEAST_BEFORE, len(before) - length + 1)
    ]
    if not splits:
        return NoiseFloor(
            rms=None,
            savings=(),
            reason=f"noise floor not available: {len(before)} months before, 9 are needed",
        )
    savings = tuple(saving_share(compared.split(first, last), fixshare) for first, last in splits)
    return NoiseFloor(rms=float(np.sqrt(np.mean(np.square(savings)))), savings=savings, reason=None)
