"""One measure of service over the months of a comparison: rows, levels by channel, volumes."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from orchestration.statistics.service_weights import Codes, Vector, weights_before

LEAST_TICKETS_FOR_A_LEVEL = 5.0
LEAST_PAIRS = 3
MOST_MONTHS_BEFORE = 24
YEAR = 12


@dataclass(frozen=True)
class ServiceMonths:
    """Tickets (or groups of equal ones) before and after, with the weights of those before."""

    value: Vector
    """In ascending order if a quantile is asked for."""
    count: Vector
    weight: Vector
    """Of the tickets after: their count; of those before: with the mix and load of after."""
    is_after: NDArray[np.bool_]
    channel: Codes
    channels: tuple[str, ...]
    month: Codes
    """Months since year 0, so that twelve make a year."""
    quantile: float | None

    @classmethod
    def of(cls, observations: pd.DataFrame, quantile: float | None) -> Self:
        """The rows that have a value, of the last 24 months before and of those after."""
        known = observations.loc[
            observations["value"].notna() & observations["part"].isin(["before", "after"])
        ]
        if quantile is not None:
            # Once here, so that no quantile of any part of the rows has to sort them.
            known = known.sort_values("value", kind="stable")
        month = _month_numbers(known["month"])
        is_after = (known["part"] == "after").to_numpy()
        is_old = ~is_after & (month <= month[~is_after].max(initial=0) - MOST_MONTHS_BEFORE)
        known, month, is_after = known.loc[~is_old], month[~is_old], is_after[~is_old]
        count = known["count"].to_numpy(np.float64)
        channel, channels = _coded(known["channel"])
        load = known["load_band"].to_numpy(np.int64)
        cell, _ = _coded(known["cell"])
        bands = int(load.max(initial=0)) + 1
        weight = weights_before(
            [cell * bands + load, channel * bands + load, channel], is_after, count
        )
        return cls(
            value=known["value"].to_numpy(np.float64),
            count=count,
            weight=np.where(is_after, 1.0, weight) * count,
            is_after=is_after,
            channel=channel,
            channels=channels,
            month=month,
            quantile=quantile,
        )

    @property
    def shares_after(self) -> Vector:
        after = np.bincount(self.channel, self.count * self.is_after, minlength=len(self.channels))
        return after / after.sum()

    def months(self, is_after: bool) -> Codes:
        return np.unique(self.month[self.is_after == is_after])

    def level(self, rows: NDArray[np.bool_] | NDArray[np.intp], weight: Vector) -> float:
        """The quantile or the mean of some rows: a mask, or their places in ascending order."""
        if self.quantile is None:
            return float(np.average(self.value[rows], weights=weight[rows]))
        return _sorted_quantile(self.value[rows], weight[rows], self.quantile)

    def level_by_channel(self, rows: NDArray[np.bool_], weight: Vector) -> Vector:
        """The level of every channel, of quantiles its logarithm; NaN where there are too few."""
        found = np.full(len(self.channels), np.nan)
        # First the rows, which are few if they are a month's, then the channels among them.
        at = np.flatnonzero(rows)
        channel = self.channel[at]
        for code in np.unique(channel):
            those = at[channel == code]
            if weight[those].sum() >= LEAST_TICKETS_FOR_A_LEVEL:
                level = self.level(those, weight)
                found[code] = level if self.quantile is None else np.log(max(level, 1e-9))
        return found

    def volumes(self, is_after: bool) -> dict[int, float]:
        """Tickets of every month of a part."""
        rows = self.is_after == is_after
        return _totals(self.month[rows], self.count[rows])

    def shifts(self) -> Vector:
        """Log ratio of each channel's share of the tickets after to that before."""
        size = len(self.channels)
        after = np.bincount(self.channel, self.count * self.is_after, minlength=size) + 1.0
        before = np.bincount(self.channel, self.count * ~self.is_after, minlength=size) + 1.0
        return np.log(after / after.sum()) - np.log(before / before.sum())


def demand_volumes(demand: pd.DataFrame, part: str) -> dict[int, float]:
    """Demand of every month of a part; `demand` has `month` (date), `part` and `count`."""
    rows = demand.loc[demand["part"] == part]
    return _totals(_month_numbers(rows["month"]), rows["count"].to_numpy(np.float64))


def growth_beyond_trend(before: dict[int, float], after: dict[int, float]) -> float:
    """Log ratio of the volume after to that of the same months a year ago, less the growth
    of a year that was seen before; against the mean month before where there is no year."""
    yearly = _yearly_growth(before, after)
    if yearly is None:
        mean_after, mean_before = (sum(part.values()) / len(part) for part in (after, before))
        return float(np.log(mean_after / mean_before))
    usual = _yearly_growth(before, before, LEAST_PAIRS)
    return yearly - (usual or 0.0)


def _totals(month: Codes, count: Vector) -> dict[int, float]:
    months, at = np.unique(month, return_inverse=True)
    totals = np.bincount(at, count)
    return {int(month): float(total) for month, total in zip(months, totals, strict=True)}


def _month_numbers(months: pd.Series) -> Codes:
    dates = pd.DatetimeIndex(pd.to_datetime(months))
    return np.asarray(dates.year * YEAR + dates.month - 1, np.int64)


def _coded(column: pd.Series) -> tuple[Codes, tuple[str, ...]]:
    codes, names = pd.factorize(column, sort=True)
    return np.asarray(codes, np.int64), tuple(str(name) for name in names)


def _sorted_quantile(value: Vector, weight: Vector, quantile: float) -> float:
    cumulated = np.cumsum(weight)
    at = int(np.searchsorted(cumulated, quantile * cumulated[-1]))
    return float(value[min(at, len(value) - 1)])


def _yearly_growth(
    early: dict[int, float], late: dict[int, float], least_pairs: int = 1
) -> float | None:
    pairs = [(late[month], early[month - YEAR]) for month in late if month - YEAR in early]
    if len(pairs) < least_pairs:
        return None
    return float(np.log(sum(now for now, _ in pairs) / sum(then for _, then in pairs)))
