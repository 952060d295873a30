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
WeekFit = Callable[[Vector], Vector]
"""Log likelihood of each week's figure, for excesses with the weeks along the last axis."""

JUMPS = np.array([0.01, 0.02, 0.03, 0.045, 0.065, 0.09, 0.12, 0.16, 0.21, 0.28, 0.38, 0.5])
JUMP_MEAN = 0.15
FLOORS = np.array([-0.04, -0.02, -0.01, 0.0, 0.01, 0.02, 0.028, 0.04, 0.06, 0.1])
FLOOR_WEIGHTS = np.array([0.04, 0.08, 0.12, 0.3, 0.12, 0.08, 0.04, 0.08, 0.08, 0.06])
TAUS = np.array([0.7, 1.2, 2.0, 3.0, 4.5, 7.0, 11.0, 18.0])
PLATEAUS = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 11.0, 14.0])
STEP_WEIGHT = 0.1
STEP_HORIZON_WEEKS = 26


@dataclass(frozen=True)
class CurvePosterior:
    """Every curve of both families with its weight; the weights add up to 1."""

    weight: Vector
    weeks_until_within: Vector
    """First week from which the excess stays within reach; infinite if it never does."""
    excess: Vector
    """Sum over the weeks seen, each by its number of tickets."""
    step_probability: float


def weigh_curves(
    weeks: Vector, tickets: Vector, horizon: int, fits: list[WeekFit], within: float
) -> CurvePosterior:
    """Weigh all curves on the weeks seen; `fits` holds one fit per equally likely old figure."""
    curve = _curve_family(weeks, tickets, fits, within)
    step = _step_family(weeks, tickets, horizon, fits, within)
    log_weight = np.concatenate([curve[0], step[0]])
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    return CurvePosterior(
        weight=weight,
        weeks_until_within=np.concatenate([curve[1], step[1]]),
        excess=np.concatenate([curve[2], step[2]]),
        step_probability=float(weight[len(curve[0]) :].sum()),
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
    plateau, tau = (grid.ravel() for grid in np.meshgrid(PLATEAUS, TAUS, indexing="ij"))
    decay = np.exp(-np.maximum(weeks - plateau[:, None], 0.0) / tau[:, None])
    # Axes: jump, floor, plateau and tau, week.
    excess = FLOORS[:, None, None] + JUMPS[:, None, None, None] * decay
    fit = _over_old(fits, lambda fit: fit(excess).sum(axis=-1))
    log_weight = fit + _level_prior()[:, :, None] - np.log(len(tau)) + np.log(1 - STEP_WEIGHT)

    room = within - FLOORS[:, None]
    jump = JUMPS[:, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        decayed = np.ceil(plateau + tau * np.log(jump / room))
    until = np.where(room <= 0, np.inf, np.where(jump <= room, 0.0, decayed))
    return log_weight.ravel(), until.ravel(), (excess @ tickets).ravel()


def _step_family(
    weeks: Vector, tickets: Vector, horizon: int, fits: list[WeekFit], within: float
) -> tuple[Vector, Vector, Vector]:
    ends = np.arange(1.0, horizon + STEP_HORIZON_WEEKS)
    is_up = weeks < ends[:, None]
    high = JUMPS[:, None] + FLOORS
    low = np.broadcast_to(FLOORS, high.shape)
    every_week = np.ones(len(weeks))

    def fit_of(fit: WeekFit) -> Vector:
        # Axes: jump, floor, week; then jump, floor, end of the step.
        up = fit(high[:, :, None] * every_week)
        down = fit(low[:, :, None] * every_week)
        return (up - down) @ is_up.T + down.sum(axis=-1)[:, :, None]

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
