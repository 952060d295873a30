"""The cost of the months after a move as it would have been without it, in currency."""

from dataclasses import dataclass

import numpy as np

from orchestration.statistics.comparison_months import ComparisonMonths, ComparisonMonthsError
from orchestration.statistics.cost_behaviour import Matrix, Vector, forecast_cost


@dataclass(frozen=True)
class Counterfactual:
    """The months after, each with its mean, and how they vary together."""

    mean: Vector
    covariance: Matrix
    degrees_of_freedom: float
    noise_sd: float
    residuals: Vector
    """Of the months before, as shares of their mean: what the effects of work leave over."""

    @property
    def total(self) -> float:
        return float(self.mean.sum())

    @property
    def total_sd(self) -> float:
        return float(np.sqrt(self.covariance.sum()))


def counterfactual_of(compared: ComparisonMonths, fixshare: float) -> Counterfactual:
    """The months after at the ways of working before, for the work and the wages of each month."""
    before, after = compared.is_before, compared.is_after
    real, work = compared.real, compared.work
    mean_cost, mean_work = float(real[before].mean()), float(work[before].mean())
    if mean_cost <= 0 or mean_work <= 0:
        raise ComparisonMonthsError(
            "the months before hold no cost or no work; check the workflows"
        )
    forecast = forecast_cost(real / mean_cost, work / mean_work, before, after, fixshare)
    labour_share = float((compared.labour / compared.wage)[before].sum() / real[before].sum())
    amount = mean_cost * (labour_share * compared.wage[after] + 1.0 - labour_share)
    return Counterfactual(
        mean=amount * forecast.mean,
        covariance=np.outer(amount, amount) * forecast.covariance,
        degrees_of_freedom=forecast.degrees_of_freedom,
        noise_sd=forecast.noise_sd,
        residuals=forecast.residuals,
    )


def saving_share(compared: ComparisonMonths, fixshare: float) -> float:
    """1 - what was paid in the months after, as a share of the counterfactual."""
    paid = float(compared.cost[compared.is_after].sum())
    return 1.0 - paid / counterfactual_of(compared, fixshare).total
