"""The work that arrives at a simulated company: month x workflow x channel."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from orchestration.statistics.comparison_months import months_later
from tests.statistics.cost_cases import CostCase

Array = NDArray[np.float64]

WORKFLOWS, CHANNELS, CHAT = 5, 3, 2
FIRST_MONTH = date(2020, 1, 1)
OVERDISPERSION = 0.03
MINUTES_DRIFT = 0.004


@dataclass(frozen=True)
class Demand:
    """Units as they arrived, the minutes that each takes, and the working days of the months."""

    months: tuple[date, ...]
    units: Array
    minutes: Array
    """Month x workflow x channel: handle minutes wander a little."""
    working_days: Array

    @property
    def needed_minutes(self) -> Array:
        return (self.units * self.minutes).sum(axis=(1, 2))


def arriving(
    rng: np.random.Generator, case: CostCase, minutes_a_month: float, total: int, move: int
) -> Demand:
    """`minutes_a_month` at the start; `move` is the position of the first month of the gap."""
    peak = (move + 4) % 12 if case.ends_before_peak else int(rng.integers(12))
    offset = 0 if case.ends_before_peak else int(rng.integers(12))
    months = tuple(months_later(FIRST_MONTH, offset + at) for at in range(total))
    days = np.array([_working_days(month) for month in months], float)
    at = np.arange(total)
    wave = 1.0 + rng.uniform(*case.season) * np.cos(2 * np.pi * (at - peak) / 12)
    if not case.ends_before_peak and rng.random() < 1 / 3:
        wave *= np.where([month.month == 12 for month in months], rng.uniform(1.05, 1.25), 1.0)
    growth = (1.0 + rng.uniform(*case.growth)) ** (at / 12)
    around_move = np.clip((at - move + 6) / 12, 0.0, 1.0)
    growth *= 1.0 + rng.uniform(*case.late_growth) * around_move

    share = np.repeat(_mix(rng)[None], total, axis=0)
    share = _shifted(share, rng.uniform(*case.chat_shift) * around_move, (slice(None), CHAT))
    share = _shifted(share, rng.uniform(*case.mix_shift) * around_move, (0, slice(None)))

    minutes = np.sort(rng.uniform(4.0, 25.0, WORKFLOWS))[::-1, None] * np.array([1.0, 1.15, 0.7])
    level = minutes_a_month / float((share[0] * minutes).sum())
    expected = level * share * (wave * growth * days / days.mean())[:, None, None]
    whole = np.maximum(rng.normal(1.0, OVERDISPERSION, total), 0.5)[:, None, None]
    cell = np.maximum(rng.normal(1.0, OVERDISPERSION, expected.shape), 0.5)
    units = rng.poisson(expected * whole * cell).astype(float)
    wander = np.exp(np.cumsum(rng.normal(0.0, MINUTES_DRIFT, expected.shape), axis=0))
    return Demand(months, units, minutes * wander, days)


def _mix(rng: np.random.Generator) -> Array:
    chat = rng.uniform(0.05, 0.2)
    email = rng.uniform(0.3, 0.7) * (1 - chat)
    channels = np.array([email, 1 - chat - email, chat])
    return rng.dirichlet(np.full(WORKFLOWS, 4.0))[:, None] * channels


def _shifted(share: Array, by: Array, cells: tuple[slice | int, slice | int]) -> Array:
    """Move a share of all contacts into some cells, from all others alike."""
    chosen = np.zeros(share.shape[1:], bool)
    chosen[cells] = True
    now = (share * chosen).sum(axis=(1, 2))
    wanted = np.minimum(now + by, 0.9)
    scale = np.where(
        chosen, (wanted / now)[:, None, None], ((1 - wanted) / (1 - now))[:, None, None]
    )
    return share * scale


def _working_days(month: date) -> int:
    return int(np.busday_count(month, months_later(month, 1)))
