"""Weights that give the tickets before a move the mix and the load of those after it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Codes = NDArray[np.int64]

LOAD_CUTS = (0.92, 1.08, 1.3)
LOAD_DAYS, CAPACITY_DAYS = 7, 56
LEAST_CAPACITY_DAYS = 14
MOST_WEIGHT = 10.0
FULL_TRUST_TICKETS = 50.0
"""So many tickets before make a cell count half for itself, half for its pool."""


def load_bands(days: pd.DataFrame) -> pd.DataFrame:
    """How busy each day and channel was, in columns day, channel, load, load_band (0 to 3).

    `days` has one row per `day` and `channel` with `arrivals`, days without arrivals left out or
    0. The load is the mean over the last seven days of arrivals against the mean of the 56 days
    ahead of each, so that it is 1 where staff could get used to the work.
    """
    day = pd.to_datetime(days["day"]).to_numpy().astype("M8[D]").astype(np.int64)
    channel = days["channel"].to_numpy()
    arrivals = days["arrivals"].to_numpy(np.float64)
    first, count = int(day.min()), int(np.ptp(day)) + 1
    bands: list[pd.DataFrame] = []
    for one in sorted(set(channel)):
        rows = channel == one
        load = _load(
            np.bincount(day[rows] - first, arrivals[rows], minlength=count).astype(np.float64)
        )
        bands.append(
            pd.DataFrame(
                {
                    "day": (first + np.arange(count)).astype("M8[D]"),
                    "channel": one,
                    "load": load,
                    "load_band": np.digitize(load, LOAD_CUTS),
                }
            )
        )
    return pd.concat(bands, ignore_index=True)


def _load(volume: Vector) -> Vector:
    """Of every day; 1 as long as nobody could have got used to anything."""
    days_ahead = np.minimum(np.arange(len(volume)), CAPACITY_DAYS)
    capacity = _trailing_sum(np.concatenate([[0.0], volume[:-1]]), CAPACITY_DAYS)
    is_known = (days_ahead >= LEAST_CAPACITY_DAYS) & (capacity > 0)
    relative = volume * days_ahead / np.where(is_known, capacity, 1.0)
    summed = _trailing_sum(np.where(is_known, relative, 0.0), LOAD_DAYS)
    known = _trailing_sum(is_known.astype(float), LOAD_DAYS)
    return np.where(known > 0, summed / np.maximum(known, 1.0), 1.0)


def _trailing_sum(values: Vector, days: int) -> Vector:
    total = np.concatenate([[0.0], np.cumsum(values)])
    end = np.arange(1, len(values) + 1)
    return total[end] - total[np.maximum(end - days, 0)]


def weights_before(
    cells: list[Codes],
    is_after: NDArray[np.bool_],
    count: Vector,
    group: Codes | None = None,
) -> Vector:
    """A weight for every row before (0 for those after), their counted mean 1.

    `cells` are codes of the same rows, from the finest cell to the coarsest pool, each nested in
    the next. What came after in a cell is spread over the tickets before of that cell, as far as
    there are enough of them, and the rest over those of its pool, and so on. With `group`, codes
    in which the coarsest pool is nested, every group is weighted by itself; one without tickets
    after has weights of NaN.
    """
    before = ~is_after
    everything = np.zeros_like(cells[0]) if group is None else group
    mass = count * is_after
    weight = np.zeros(len(count))
    for codes in [*cells, everything]:
        size = int(codes.max()) + 1
        known = np.bincount(codes, count * before, size)
        asked = np.bincount(codes, mass, size)
        is_last = codes is everything
        trust = np.ones(size) if is_last else known / (known + FULL_TRUST_TICKETS)
        with np.errstate(divide="ignore", invalid="ignore"):
            each = np.where(known > 0, asked * trust / known, 0.0)
        weight += each[codes] * before
        mass = mass * (1.0 - np.where(known > 0, trust, 0.0)[codes])
    tickets = np.bincount(everything, count * before)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight *= (tickets / np.bincount(everything, count * weight))[everything]
        weight = np.minimum(weight, MOST_WEIGHT)
        return weight * (tickets / np.bincount(everything, count * weight))[everything]
