"""The usual ways to say what a move saved, each with the t interval that goes with it.

All give the log ratio of what was paid after to what was paid before, and its standard error over
months: Welch's for two groups of months, the paired one for the same months a year ago.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student_t

from tests.evaluation.scores import Estimate

Vector = NDArray[np.float64]
WINDOW = 6
YEAR = 12


def six_months_before_and_after(months: pd.DataFrame, truth: float) -> Estimate | None:
    """Mean cost of the six months after against that of the six before."""
    before, after = _part(months, "before"), _part(months, "after")
    return _welch(_cost(before)[-WINDOW:], _cost(after)[:WINDOW], truth)


def same_months_a_year_ago(months: pd.DataFrame, truth: float) -> Estimate | None:
    """Months after against the same calendar months before, where there are any."""
    cost, part = _cost(months), months["part"].to_numpy()
    pairs = [
        (cost[at], cost[at - YEAR])
        for at in range(YEAR, len(months))
        if part[at] == "after" and part[at - YEAR] == "before"
    ]
    if len(pairs) < 2:
        return None
    ratio = np.log([now / then for now, then in pairs])
    error = float(ratio.std(ddof=1) / np.sqrt(len(ratio)))
    return _interval(float(ratio.mean()), error, len(ratio) - 1, truth)


def cost_per_ticket(months: pd.DataFrame, truth: float) -> Estimate | None:
    """Cost per ticket of the months after against that of all months before."""
    before, after = _part(months, "before"), _part(months, "after")
    return _welch(
        _cost(before) / before["units"].to_numpy(np.float64),
        _cost(after) / after["units"].to_numpy(np.float64),
        truth,
    )


NAIVE_METHODS: dict[str, Callable[[pd.DataFrame, float], Estimate | None]] = {
    "six months before / after": six_months_before_and_after,
    "same months a year ago": same_months_a_year_ago,
    "cost per ticket": cost_per_ticket,
}


def _part(months: pd.DataFrame, part: str) -> pd.DataFrame:
    return months.loc[months["part"] == part]


def _cost(months: pd.DataFrame) -> Vector:
    return (months["labour"] + months["other"]).to_numpy(np.float64)


def _welch(before: Vector, after: Vector, truth: float) -> Estimate:
    parts = [part.var(ddof=1) / len(part) / part.mean() ** 2 for part in (before, after)]
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(group) - 1) for part, group in zip(parts, (before, after), strict=True)
    )
    ratio = float(np.log(after.mean() / before.mean()))
    return _interval(ratio, float(np.sqrt(sum(parts))), float(freedom), truth)


def _interval(log_ratio: float, error: float, freedom: float, truth: float) -> Estimate:
    reach = float(student_t.ppf(0.975, freedom)) * error
    return Estimate(
        value=1 - float(np.exp(log_ratio)),
        low=1 - float(np.exp(log_ratio + reach)),
        high=1 - float(np.exp(log_ratio - reach)),
        truth=truth,
    )
