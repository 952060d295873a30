"""What the months after a move would have cost without it, and what was therefore saved.

We learn from the months before how the cost follows the work, and how jumpy it is. We then ask
what that same company would have cost for the work that really arrived, at today's wages, and
compare it with what was paid.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

from orchestration.statistics.comparison_months import (
    LEAST_AFTER,
    LEAST_BEFORE,
    ComparisonMonths,
    ComparisonMonthsError,
)
from orchestration.statistics.counterfactual import counterfactual_of
from orchestration.statistics.placebo import NoiseFloor, noise_floor

CONFIDENCE = 0.95
SD_MARGIN = 1.05


@dataclass(frozen=True)
class CounterfactualMonth:
    """One month after the move: what was paid, and what the same work would have cost."""

    month: date
    actual: float
    counterfactual: float
    low: float
    high: float


@dataclass(frozen=True)
class SavingEstimate:
    """Shares are of the counterfactual; amounts are sums over the months after, in currency."""

    months: tuple[CounterfactualMonth, ...]
    saving_share: float
    saving_share_low: float
    saving_share_high: float
    actual_total: float
    counterfactual_total: float
    counterfactual_total_low: float
    counterfactual_total_high: float
    degrees_of_freedom: float
    noise_sd: float
    """Of one month before, as a share of the mean month, after the effects of work."""
    noise_floor: NoiseFloor

    @property
    def is_shown(self) -> bool:
        """Whether the interval leaves out zero and the saving exceeds the noise floor."""
        excludes_zero = self.saving_share_low > 0 or self.saving_share_high < 0
        floor = self.noise_floor.rms
        return excludes_zero and (floor is None or abs(self.saving_share) > floor)


def estimate_saving(months: pd.DataFrame, fixshare: float) -> SavingEstimate:
    """The saving of one comparison, with a 95% interval and its noise floor.

    `months` has one row per month in order: `month` (date), `part` ('before', 'gap' or 'after'),
    `labour` and `other` (currency), `work` (standard minutes), `wage` (index of matched employees,
    1.0 in the last month before) and, if an owner's decision excludes months, `is_excluded`.
    `fixshare` is the share of the cost before that does not follow work.

    Raises ComparisonMonthsError below three months before or two after.
    """
    compared = ComparisonMonths.of(months)
    if compared.is_before.sum() < LEAST_BEFORE or compared.is_after.sum() < LEAST_AFTER:
        raise ComparisonMonthsError(
            f"{compared.is_before.sum()} months before and {compared.is_after.sum()} after; a "
            f"saving needs {LEAST_BEFORE} and {LEAST_AFTER}"
        )
    counterfactual = counterfactual_of(compared, fixshare)
    paid = compared.cost[compared.is_after]
    quantile = float(student_t.ppf((1 + CONFIDENCE) / 2, counterfactual.degrees_of_freedom))
    month_sd = np.sqrt(np.diag(counterfactual.covariance))
    total, total_sd = counterfactual.total, counterfactual.total_sd
    low, high = _around(total, total_sd, quantile)
    return SavingEstimate(
        months=tuple(
            CounterfactualMonth(month, float(actual), float(mean), *_around(mean, sd, quantile))
            for month, actual, mean, sd in zip(
                np.array(compared.months)[compared.is_after],
                paid,
                counterfactual.mean,
                month_sd,
                strict=True,
            )
        ),
        saving_share=1.0 - float(paid.sum()) / total,
        saving_share_low=1.0 - float(paid.sum()) / low,
        saving_share_high=1.0 - float(paid.sum()) / high,
        actual_total=float(paid.sum()),
        counterfactual_total=total,
        counterfactual_total_low=low,
        counterfactual_total_high=high,
        degrees_of_freedom=counterfactual.degrees_of_freedom,
        noise_sd=counterfactual.noise_sd,
        noise_floor=noise_floor(compared, fixshare),
    )


def _around(mean: float, sd: float, quantile: float) -> tuple[float, float]:
    """The interval on the log scale, so that it stays above zero."""
    reach = float(np.exp(quantile * SD_MARGIN * sd / mean))
    return float(mean) / reach, float(mean) * reach
