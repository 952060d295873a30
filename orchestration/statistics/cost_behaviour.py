"""How a company's cost follows its work, learnt from the months before a change.

Cost per month, in units of its own mean, is 1 + long (s - 1) + short (w - s) + noise: w is the
month's work, s the work that staff has followed so far (exponential smoothing). Both effects and
the level have normal priors; the noise wanders, so that what lies further ahead is less sure. The
months ahead are then a Gaussian conditional on the months that were seen, in closed form.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

HALF_LIFE_MONTHS = 4.0
LEVEL_SD = 0.5
LONG_SD = 0.20
SHORT_MEAN, SHORT_SD = 0.35, 0.20
DRIFT = 0.30
DRIFT_AFTER_A_FALL = 0.60
FALL = 0.95
NOISE_SD = 0.055
NOISE_OBSERVATIONS = 6.0
PASSES = 3


@dataclass(frozen=True)
class CostForecast:
    """The real cost of the months asked for, in units of the mean of the months seen."""

    mean: Vector
    covariance: Matrix
    residuals: Vector
    """Of the months seen: what the effects of work leave over."""
    noise_sd: float
    degrees_of_freedom: float


def followed_work(work: Vector) -> Vector:
    """The work that staff has followed by each month; begins at the mean of the first three."""
    weight = 1.0 - 0.5 ** (1.0 / HALF_LIFE_MONTHS)
    followed = np.empty_like(work)
    state = float(work[:3].mean())
    for position, value in enumerate(work):
        state += weight * (float(value) - state)
        followed[position] = state
    return followed


def forecast_cost(
    cost: Vector,
    work: Vector,
    is_seen: NDArray[np.bool_],
    is_asked: NDArray[np.bool_],
    fixshare: float,
) -> CostForecast:
    """The cost of the asked months as the seen ones let expect it.

    `cost` (at constant wages) and `work` are in units of their means over the seen months and hold
    every month in order, those of a transition too; only the seen months' cost is read.
    """
    followed = followed_work(work)
    design = np.column_stack([np.ones_like(work), followed - 1.0, work - followed])
    prior = np.array([1.0, long_effect(fixshare), SHORT_MEAN])
    prior_covariance = np.diag(np.square([LEVEL_SD, LONG_SD, SHORT_SD]))
    shape = _noise_shape(followed, _drift(work[is_asked]))

    seen = design[is_seen]
    shape_seen = shape[np.ix_(is_seen, is_seen)]
    shape_inverse = np.linalg.inv(shape_seen)
    information = seen.T @ shape_inverse @ seen
    surprise = cost[is_seen] - seen @ prior
    variance = NOISE_SD**2
    effects, effects_covariance, freedom = prior, prior_covariance, NOISE_OBSERVATIONS
    for _ in range(PASSES):
        effects_covariance = np.linalg.inv(information / variance + np.linalg.inv(prior_covariance))
        effects = prior + effects_covariance @ (seen.T @ shape_inverse @ surprise) / variance
        left = cost[is_seen] - seen @ effects
        used = float(np.trace(effects_covariance @ information)) / variance
        freedom = NOISE_OBSERVATIONS + len(seen) - used
        squares = NOISE_OBSERVATIONS * NOISE_SD**2 + float(left @ shape_inverse @ left)
        variance = squares / freedom

    effects_covariance = np.linalg.inv(information / variance + np.linalg.inv(prior_covariance))
    effects = prior + effects_covariance @ (seen.T @ shape_inverse @ surprise) / variance
    left = cost[is_seen] - seen @ effects
    reach = shape[np.ix_(is_asked, is_seen)] @ shape_inverse
    beyond = design[is_asked] - reach @ seen
    own = shape[np.ix_(is_asked, is_asked)] - reach @ shape[np.ix_(is_seen, is_asked)]
    return CostForecast(
        mean=design[is_asked] @ effects + reach @ left,
        covariance=beyond @ effects_covariance @ beyond.T + variance * own,
        residuals=left,
        noise_sd=float(np.sqrt(variance)),
        degrees_of_freedom=freedom,
    )


def long_effect(fixshare: float) -> float:
    """The part of cost expected to follow the work in the long run."""
    return min(0.95, 1.05 * (1.0 - fixshare))


def _drift(work_asked: Vector) -> float:
    fell = bool(len(work_asked)) and float(work_asked.mean()) < FALL
    return DRIFT_AFTER_A_FALL if fell else DRIFT


def _noise_shape(followed: Vector, drift: float) -> Matrix:
    position = np.arange(1.0, len(followed) + 1.0)
    wander = np.eye(len(followed)) + drift**2 * np.minimum.outer(position, position)
    return np.outer(followed, followed) * wander
