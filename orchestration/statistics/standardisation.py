"""What the tickets after a move got, against what the same tickets would have got before it."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Measure:
    """A figure of service: a quantile of times (as a log ratio) or a mean (as a difference)."""

    measure_id: str
    quantile: float | None
    month_sd: float
    """Expected between the months of one company, where nothing changed."""


P50 = Measure("p50", 0.5, 0.12)
P90 = Measure("p90", 0.9, 0.20)
ATTAINMENT = Measure("attainment", None, 0.05)
CSAT = Measure("csat", None, 0.008)
REWORK = Measure("rework", None, 0.006)
MEASURES = (P50, P90, ATTAINMENT, CSAT, REWORK)


@dataclass(frozen=True)
class StandardisedChange:
    """Levels are seconds or shares; changes are log ratios for quantiles, differences for means."""

    measure_id: str
    before: float
    """As it was, unadjusted."""
    after: float
    normalized_before: float
    """What the tickets after would have got before."""
    unadjusted_change: float
    change: float
    """Normalised: after against normalized_before."""
    change_low: float
    change_high: float
    before_months: int
    after_months: int
    degrees_of_freedom: float
    is_attributable: bool
    reason: str | None
    """Why the interval is wide, or the change cannot be attributed to the move."""


def load_bands(days: pd.DataFrame) -> pd.DataFrame:
    """The load band of each day and channel, in columns day, channel, load_band (0 to 3).

    `days` has one row per `day` and `channel` with `arrivals`; days without arrivals count as 0.
    """
    raise NotImplementedError


def standardise(observations: pd.DataFrame, measure: Measure) -> StandardisedChange:
    """The change of one measure with the mix and the load of the after months.

    `observations` has tickets, or groups of equal ones: `month` (date), `part` ('before' or
    'after'), `channel`, `cell` (text: tier, channel, priority), `load_band` (0 to 3), `value`
    (seconds for quantiles; 0 to 1 for means) and `count` (tickets). Times may be grouped by
    rounded logarithm.
    """
    raise NotImplementedError
