"""The curves that a team's figure may follow after a change, and how well each fits its weeks.

Two families on fixed grids: a curve, floor + jump * exp(-(t - plateau) / tau) after the plateau,
and a step, floor + jump until one week and floor from then on. Values are excesses over the old
figure.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Part = tuple[Callable[[Vector], Vector], Vector]
"""A function of the excess, and its weight in the log likelihood of each week."""
WeekFit = tuple[Part, ...]
"""The log likelihood of the weeks as a sum of parts. Since few excesses occur in many weeks of
many curves, each is looked at once."""

JUMPS = np.array([0.01, 0.02, 0.03, 0.045, 0.065, 0.09, 0.12, 0.16, 0.21, 0.28, 0.38, 0.5])
JUMP_MEAN = 0.15
FLOORS = np.array([-0.04, -0.02, -0.01, 0.0, 0.01, 0.02, 0.028, 0.04, 0.06, 0.1])
FLOOR_WEIGHTS = np.array([0.04, 0.08, 0.12, 0.3, 0.12, 0.08, 0.04, 0.08, 0.08, 0.06])
TAUS = np.array([0.7, 1.2, 2.0, 3.0, 4.5, 7.0, 11.0, 18.0])
PLATEAUS = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 11.0, 14.0])
STEP_WEIGHT = 0.1
STEP_HORIZON_WEEKS = 26
LEAST_WEIGHT = 1e-8
"""Curves below it are left out where each week's excess is told: together under 0.03%."""


@dataclass(frozen=True)
class CurvePosterior:
    """Every curve of both families with its weight; the weights add up to 1."""

    weight: Vector
    weeks_until_within: Vector
    """First week from which the excess stays within reach; infinite if it never does."""
    excess: Vector
    """Sum over the weeks seen, each by its number of tickets."""
    step_probability: float
    step_ends: Vector

    def likely_excess(self, week_count: int) -> tuple[Vector, Vector]:
        """Weights of the likely curves, and the excess of each (rows) in the first weeks."""
        likely = np.flatnonzero(self.weight > LEAST_WEIGHT)
        curves = len(JUMPS) * len(FLOORS) * len(PLATEAUS) * len(TAUS)
        week = np.arange(float(week_count))
        jump, floor, plateau, tau = np.unravel_index(
            likely[likely < curves], (len(JUMPS), len(FLOORS), len(PLATEAUS), len(TAUS))
        )
        decay = np.exp(
            -np.maximum(week - PLATEAUS[plateau, None], 0.0) / TAUS[tau, None],
        )
        curve = FLOORS[floor, None] + JUMPS[jump, None] * decay
        jump, floor, end = np.unravel_index(
            likely[likely >= curves] - curves, (len(JUMPS), len(FLOORS), len(self.step_ends))
        )
        is_up = week < self.step_ends[end, None]
        step = FLOORS[floor, None] + JUMPS[jump, None] * is_up
        return self.weight[likely], np.concatenate([curve, step])


def weigh_curves(
    weeks: Vector, tickets: Vector, horizon: int, fits: list[WeekFit], within: float
) -> CurvePosterior:
    """Weigh all curves on the weeks seen; `fits` holds one fit per equally likely old figure."""
    step_ends = np.arange(1.0, horizon + STEP_HORIZON_WEEKS)
    curve = _curve_family(weeks, tickets, fits, within)
    step = _step_family(weeks, tickets, step_ends, fits, within)
    log_weight = np.concatenate([curve[0], step[0]])
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    return CurvePosterior(
        weight=weight,
        weeks_until_within=np.concatenate([curve[1], step[1]]),
        excess=np.concatenate([curve[2], step[2]]),
        step_probability=float(weight[len(curve[0]) :].sum()),
        step_ends=step_ends,
    )


def _level_prior() -> Vector:
    """Log prior of jump x floor."""
    jump = np.gradient(JUMPS) * np.exp(-JUMPS / JUMP_MEAN)
    prior = np.log(jump / jump.sum())[:, None] + np.log(FLOOR_WEIGHTS / FLOOR_WEIGHTS.sum())
    return np.asarray(prior)


def _over_old(fits: list[WeekFit], fit_of: Callable[[WeekFit], Vector]) -> Vector:
    """The log likelihood averaged over the old figures."""
    return np.asarray(np.logaddexp.reduce([fit_of(fit) for fit in fits], axis=0)) - np.log(
        len(fits)
    )


def _curve_family(
    weeks: Vector, tickets: Vector, fits: list[WeekFit], within: float
) -> tuple[Vector, Vector, Vector]:
    # A curve depends on the weeks since its plateau alone.
    since = np.maximum(weeks - PLATEAUS[:, None], 0.0)
    ages, age = np.unique(since, return_inverse=True)
    age = age.reshape(since.shape)

    def by_age(per_week: Vector) -> Vector:
        """Sums over the weeks of one age, ages x plateaus."""
        sums = np.zeros((len(ages), len(PLATEAUS)))
        for at in range(len(PLATEAUS)):
            sums[:, at] = np.bincount(age[at], per_week, len(ages))
        return sums

    decay = np.exp(-ages / TAUS[:, None])
    # Axes: jump, floor, tau, age; a sum has the plateau in the place of the age.
    excess = FLOORS[:, None, None] + JUMPS[:, None, None, None] * decay

    def fit_of(fit: WeekFit) -> Vector:
        parts = [value(excess) @ by_age(weight) for value, weight in fit]
        return np.asarray(np.sum(parts, axis=0)).swapaxes(-1, -2)

    shapes = len(PLATEAUS) * len(TAUS)
    log_weight = (
        _over_old(fits, fit_of)
        + _level_prior()[:, :, None, None]
        - np.log(shapes)
        + np.log(1 - STEP_WEIGHT)
    )
    room = within - FLOORS[:, None, None]
    jump = JUMPS[:, None, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        decayed = np.ceil(PLATEAUS[:, None] + TAUS * np.log(jump / room))
    until = np.where(room <= 0, np.inf, np.where(jump <= room, 0.0, decayed))
    above = FLOORS[:, None, None] * tickets.sum() + jump * (decay @ by_age(tickets)).T
    return log_weight.ravel(), until.ravel(), above.ravel()


def _step_family(
    weeks: Vector, tickets: Vector, ends: Vector, fits: list[WeekFit], within: float
) -> tuple[Vector, Vector, Vector]:
    is_up = (weeks < ends[:, None]).astype(float)
    high = JUMPS[:, None] + FLOORS
    low = np.broadcast_to(FLOORS, high.shape)

    def fit_of(fit: WeekFit) -> Vector:
        # Axes: jump, floor, end of the step.
        parts = [
            (value(high) - value(low))[:, :, None] * (is_up @ weight)
            + value(low)[:, :, None] * weight.sum()
            for value, weight in fit
        ]
        return np.asarray(np.sum(parts, axis=0))

    log_weight = (
        _over_old(fits, fit_of)
        + _level_prior()[:, :, None]
        - np.log(len(ends))
        + np.log(STEP_WEIGHT)
    )
    until = np.where(
        low[:, :, None] > within, np.inf, np.where(high[:, :, None] <= within, 0.0, ends)
    )
    above = (is_up @ tickets) * JUMPS[:, None, None] + low[:, :, None] * tickets.sum()
    return log_weight.ravel(), np.broadcast_to(until, log_weight.shape).ravel(), above.ravel()
