"""How fast a team learns work that was moved to it: weeks until it errs as little as the old one.

The error rate of week t after the change is old + floor + jump * exp(-(t - plateau) / tau), a
curve of forgetting upside down; beside it stands a sudden step, which no such curve can follow.
Both are weighed on a fixed grid with a binomial likelihood, so that weeks that have not come yet
are part of the answer. The same curves on the mean log handle time give the ramp of speed.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy.stats import beta, norm

from orchestration.statistics.learning_curves import CurvePosterior, Vector, WeekFit, weigh_curves

WITHIN_ERROR_RATE = 0.03
WITHIN_LOG_TIME = 0.05
OLD_WEEKS = 12
OLD_ERRORS, OLD_CORRECT = 0.5, 9.5
OLD_POINTS = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
LEAST_RATE = 1e-4
OVERDISPERSION, OVERDISPERSED_CHECKS = 1.3, 300.0
"""Checks of a week share their work and their checker, and no curve is quite a team's: 1.3 checks
count like one, and with 300 a week twice as many."""
WEEK_SD = 0.03
"""Of a week's mean log handle time, beyond its tickets."""
FEW_TICKETS_A_WEEK = 20
SHORT_HISTORY_WEEKS = 12
INTERVAL = (0.025, 0.5, 0.975)
STEP_PROBABILITY_SAID = 0.5


class Proficiency(StrEnum):
    """What can be said about a team; only `certified` is a statement that it is as good."""

    CERTIFIED = "certified"
    NOT_YET_CERTIFIED = "not_yet_certified"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True)
class LearningCurve:
    """Weeks count from the change; infinite means beyond every horizon, perhaps never."""

    weeks_median: float
    weeks_low: float
    weeks_high: float
    not_yet_probability: float
    """That after the weeks observed the team is not yet within reach of the old figure."""
    excess_median: float
    """To date, above the old figure: errors on the checked tickets (log points of time)."""
    excess_low: float
    excess_high: float
    step_probability: float
    """That the figure fell at once, not by and by."""

    @property
    def is_step(self) -> bool:
        return self.step_probability >= STEP_PROBABILITY_SAID


@dataclass(frozen=True)
class FittedWeek:
    """The excess over the old figure in a week since the change: the middle curve, 95% interval."""

    week: int
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class LearningEstimate:
    proficiency: Proficiency
    weeks_observed: int
    curve: LearningCurve | None = None
    """None where there is not enough data."""
    old: float | None = None
    """The old error rate, or mean log handle time; None without weeks before it is known from."""
    fitted: tuple[FittedWeek, ...] = ()
    """Every week from the change to the last one seen, if asked for."""


def estimate_error_learning(weeks: pd.DataFrame, *, with_fit: bool = False) -> LearningEstimate:
    """Time to proficiency from checked tickets and errors (or rework) of one team.

    `weeks` has a row per week: `week` (integer, 0 is the first after the change, negative are
    before it), `checked` and `errors` (counts). Weeks without a check may be left out.
    """
    before, after = _parts(weeks, "checked")
    checked, errors = after["checked"].to_numpy(float), after["errors"].to_numpy(float)
    old = beta(
        OLD_ERRORS + before["errors"].to_numpy(float).sum(),
        OLD_CORRECT + (before["checked"] - before["errors"]).to_numpy(float).sum(),
    )
    return _estimate(
        after["week"].to_numpy(float),
        checked,
        [_binomial_fit(float(rate), checked, errors) for rate in old.ppf(OLD_POINTS)],
        WITHIN_ERROR_RATE,
        old=float(old.mean()),
        least_excess=-float(old.mean()),
        with_fit=with_fit,
    )


def estimate_time_learning(weeks: pd.DataFrame, *, with_fit: bool = False) -> LearningEstimate:
    """The ramp of speed, in the logarithm of the handle time.

    `weeks` has a row per week: `week` as above, `handled` (tickets), `mean_log_seconds` and
    `sd_log_seconds` (of single tickets). Without weeks before the change nothing can be said.
    """
    before, after = _parts(weeks, "handled")
    handled = after["handled"].to_numpy(float)
    week = after["week"].to_numpy(float)
    if before.empty:
        return _estimate(week, handled, [], WITHIN_LOG_TIME, old=None, with_fit=with_fit)
    old_mean, old_sd = _mean_log_time(before)
    sd = np.sqrt(WEEK_SD**2 + np.square(after["sd_log_seconds"].to_numpy(float)) / handled)
    excess = after["mean_log_seconds"].to_numpy(float) - old_mean
    return _estimate(
        week,
        handled,
        [_normal_fit(float(old_sd * shift), excess, sd) for shift in norm.ppf(OLD_POINTS)],
        WITHIN_LOG_TIME,
        old=old_mean,
        with_fit=with_fit,
    )


def _parts(weeks: pd.DataFrame, tickets: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The last weeks before the change and those after it, each where anything was counted."""
    counted = weeks.loc[weeks[tickets] > 0].sort_values("week")
    is_before = counted["week"].between(-OLD_WEEKS, -1)
    return counted.loc[is_before], counted.loc[counted["week"] >= 0]


def _mean_log_time(before: pd.DataFrame) -> tuple[float, float]:
    single = np.square(before["sd_log_seconds"].to_numpy(float)) / before["handled"].to_numpy(float)
    weight = 1.0 / (WEEK_SD**2 + single)
    mean = float(weight @ before["mean_log_seconds"].to_numpy(float) / weight.sum())
    return mean, float(1.0 / np.sqrt(weight.sum()))


def _binomial_fit(old: float, checked: Vector, errors: Vector) -> WeekFit:
    counts_as_one = OVERDISPERSION * (1 + checked / OVERDISPERSED_CHECKS)

    def rate(excess: Vector) -> Vector:
        return np.clip(old + excess, LEAST_RATE, 1 - LEAST_RATE)

    return (
        (lambda excess: np.log(rate(excess)), errors / counts_as_one),
        (lambda excess: np.log1p(-rate(excess)), (checked - errors) / counts_as_one),
    )


def _normal_fit(old_shift: float, excess_seen: Vector, sd: Vector) -> WeekFit:
    """-((seen - old_shift - excess) / sd)^2 / 2, multiplied out."""
    seen, precision = excess_seen - old_shift, 1.0 / np.square(sd)
    return (
        (np.square, -0.5 * precision),
        (np.asarray, seen * precision),
        (np.ones_like, -0.5 * np.square(seen) * precision),
    )


def _estimate(
    weeks: Vector,
    tickets: Vector,
    fits: list[WeekFit],
    within: float,
    *,
    old: float | None,
    least_excess: float = -np.inf,
    with_fit: bool,
) -> LearningEstimate:
    """`least_excess`: no week is further below the old figure, such as fewer errors than none."""
    observed = int(weeks.max()) + 1 if len(weeks) else 0
    is_short = observed < SHORT_HISTORY_WEEKS
    if not fits or not observed or (is_short and tickets.sum() / observed < FEW_TICKETS_A_WEEK):
        return LearningEstimate(Proficiency.NOT_ENOUGH_DATA, observed, old=old)
    posterior = weigh_curves(weeks, tickets, observed, fits, within)
    low, median, high = _quantiles(posterior.weeks_until_within, posterior.weight)
    excess_low, excess_median, excess_high = _quantiles(
        np.maximum(posterior.excess, least_excess * tickets.sum()), posterior.weight
    )
    not_yet = float(posterior.weight[posterior.weeks_until_within > observed].sum())
    return LearningEstimate(
        Proficiency.CERTIFIED if high <= observed else Proficiency.NOT_YET_CERTIFIED,
        observed,
        LearningCurve(
            weeks_median=median,
            weeks_low=low,
            weeks_high=high,
            not_yet_probability=not_yet,
            excess_median=excess_median,
            excess_low=excess_low,
            excess_high=excess_high,
            step_probability=posterior.step_probability,
        ),
        old=old,
        fitted=_fitted(posterior, observed, least_excess) if with_fit else (),
    )


def _fitted(
    posterior: CurvePosterior, observed: int, least_excess: float
) -> tuple[FittedWeek, ...]:
    weight, excess = posterior.likely_excess(observed)
    excess = np.maximum(excess, least_excess)
    weight = weight / weight.sum()
    weeks: list[FittedWeek] = []
    for week in range(observed):
        low, median, high = _quantiles(excess[:, week], weight)
        weeks.append(FittedWeek(week, median, low, high))
    return tuple(weeks)


def _quantiles(values: Vector, weight: Vector) -> tuple[float, float, float]:
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weight[order])
    at = np.minimum(np.searchsorted(cumulated, INTERVAL), len(order) - 1)
    low, median, high = values[order][at]
    return float(low), float(median), float(high)
