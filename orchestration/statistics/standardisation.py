"""What the tickets after a move got, against what the same tickets would have got before it.

The tickets before are weighted so that their mix (tier, channel, priority) and their load equal
those after. The units of the interval are months, not tickets: the tickets of a month share its
staff, its illness and its backlog, and a bootstrap of tickets would claim a certainty that is not
there. Times are compared within a channel and then weighted by the channels' tickets after. Where
a channel's share or the demand itself moved away from what was seen before, no weighting can tell
what the old team would have made of it, and the interval says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

from orchestration.statistics.service_months import (
    ServiceMonths,
    demand_volumes,
    growth_beyond_trend,
)
from orchestration.statistics.service_weights import Vector

CONFIDENCE = 0.95
SD_MARGIN = 1.1
PRIOR_MONTHS = 4.0
AUTOCORRELATION, AUTOCORRELATION_MONTHS = 0.3, 12.0
MOST_AUTOCORRELATION = 0.8
SHORT_MONTHS, SHORT_WIDENING = 12, 1.7
MOST_GROWTH = 0.15
SAID_SHIFT = 1.3


class TooFewTicketsError(ValueError):
    """There is nothing to compare; says what is missing."""


@dataclass(frozen=True)
class Measure:
    """A figure of service: a quantile of times (as a log ratio) or a mean (as a difference)."""

    measure_id: str
    quantile: float | None
    month_sd: float
    """Expected between the months of one company, where nothing changed."""
    sd_per_shift: float
    """Unknown effect of a log point by which a channel's share moved."""
    sd_per_growth: float
    """Unknown effect of a log point by which demand left its trend."""


P50 = Measure("p50", 0.5, 0.12, 0.25, 0.9)
P90 = Measure("p90", 0.9, 0.20, 0.90, 0.9)
ATTAINMENT = Measure("attainment", None, 0.05, 0.075, 0.15)
CSAT = Measure("csat", None, 0.008, 0.01, 0.02)
REWORK = Measure("rework", None, 0.006, 0.005, 0.01)
MEASURES = (P50, P90, ATTAINMENT, CSAT, REWORK)


@dataclass(frozen=True)
class Reason:
    """A code for filters (left_trend, channels_shifted, short_before), words for people."""

    code: str
    words: str


@dataclass(frozen=True)
class ChannelChange:
    channel: str
    before: float
    normalized_before: float
    after: float
    tickets_before: int
    tickets_after: int
    volume_share_ratio: float
    """The channel's share of all tickets after, against its share before."""


@dataclass(frozen=True)
class StandardisedChange:
    """Levels are seconds or shares over all channels; changes are log ratios for quantiles,
    differences for means."""

    measure_id: str
    before: float
    """As it was, unadjusted."""
    normalized_before: float
    """With the mix and the load of the tickets after."""
    after: float
    unadjusted_change: float
    change: float
    """Normalised, for quantiles within the channels."""
    change_low: float
    change_high: float
    channels: tuple[ChannelChange, ...]
    before_months: int
    after_months: int
    degrees_of_freedom: float
    is_attributable: bool
    """Whether the change can be the move's: demand kept its trend."""
    reasons: tuple[Reason, ...]
    """Why it is not attributable, and why the interval is wide."""

    @property
    def reason(self) -> str | None:
        return "; ".join(reason.words for reason in self.reasons) or None


def standardise(
    observations: pd.DataFrame, measure: Measure, demand: pd.DataFrame | None = None
) -> StandardisedChange:
    """The change of one measure at the mix and the load of the months after.

    `observations` has tickets, or groups of equal ones: `month` (date), `part` ('before' or
    'after'; others are left out), `channel`, `cell` (text: tier, channel, priority), `load_band`
    (0 to 3, see `load_bands`), `value` (seconds for quantiles, 0 to 1 for means; missing where
    there is none) and `count` (tickets). Times may be grouped by their rounded logarithm.
    `demand` has `month`, `part` and `count` of all that was asked for; without it the tickets that
    have a value stand for it, which is wrong where fewer of them have one after the move.

    Raises TooFewTicketsError without two months before, one after, or a common channel.
    """
    return standardise_each(observations, (measure,), demand)[0]


def standardise_each(
    observations: pd.DataFrame, measures: Sequence[Measure], demand: pd.DataFrame | None = None
) -> list[StandardisedChange]:
    """`standardise` for several quantiles of the same values, which are prepared once."""
    known = observations.loc[observations["value"].notna(), ["part", "month"]]
    if (known["part"] == "after").sum() < 1 or (
        known.loc[known["part"] == "before", "month"].nunique() < 2
    ):
        raise TooFewTicketsError(
            f"{measures[0].measure_id}: tickets of two months before and one after are needed"
        )
    months = ServiceMonths.of(observations, measures[0].quantile)
    return [
        _standardised(replace(months, quantile=measure.quantile), measure, demand)
        for measure in measures
    ]


def _standardised(
    months: ServiceMonths, measure: Measure, demand: pd.DataFrame | None
) -> StandardisedChange:
    before, after = ~months.is_after, months.is_after
    normal = months.level_by_channel(before, months.weight)
    now = months.level_by_channel(after, months.weight)
    common = np.isfinite(normal) & np.isfinite(now)
    if not common.any():
        raise TooFewTicketsError(f"{measure.measure_id}: no channel has tickets before and after")
    share = np.where(common, months.shares_after, 0.0)
    share = share / share.sum()

    old_level, new_level = months.level(before, months.count), months.level(after, months.weight)
    normal_level = months.level(before, months.weight)
    if measure.quantile is None:
        change, unadjusted = new_level - normal_level, new_level - old_level
    else:
        change = float(share[common] @ (now - normal)[common])
        unadjusted = float(np.log(new_level / old_level))
    sd, freedom = _month_error(months, measure, share, normal)
    growth = _growth(months, demand)
    shift = float(share @ np.abs(months.shifts()))
    sd = float(
        np.sqrt(sd**2 + (measure.sd_per_shift * shift) ** 2 + (measure.sd_per_growth * growth) ** 2)
    )
    reach = float(student_t.ppf((1 + CONFIDENCE) / 2, freedom)) * sd
    return StandardisedChange(
        measure_id=measure.measure_id,
        before=old_level,
        normalized_before=normal_level,
        after=new_level,
        unadjusted_change=unadjusted,
        change=change,
        change_low=change - reach,
        change_high=change + reach,
        channels=_channel_changes(months, normal, now),
        before_months=len(months.months(False)),
        after_months=len(months.months(True)),
        degrees_of_freedom=freedom,
        is_attributable=bool(abs(growth) <= np.log(1 + MOST_GROWTH)),
        reasons=tuple(_reasons(months, growth)),
    )


def _growth(months: ServiceMonths, demand: pd.DataFrame | None) -> float:
    before, after = months.volumes(False), months.volumes(True)
    if demand is not None:
        before, after = demand_volumes(demand, "before"), demand_volumes(demand, "after")
    return growth_beyond_trend(before, after)


def _month_error(
    months: ServiceMonths, measure: Measure, share: Vector, normal: Vector
) -> tuple[float, float]:
    """Standard error of the change from how months before differ, and its degrees of freedom."""
    levels = np.array(
        [_month_level(months, month, share, normal) for month in months.months(False)]
    )
    left = levels - levels.mean()
    squares = float(left @ left)
    before, after = len(levels), len(months.months(True))
    variance = (PRIOR_MONTHS * measure.month_sd**2 + squares) / (PRIOR_MONTHS + before - 1)
    seen = float(left[1:] @ left[:-1]) / squares if squares > 0 else 0.0
    shrunk = AUTOCORRELATION_MONTHS * AUTOCORRELATION + before * seen
    correlation = float(
        np.clip(shrunk / (AUTOCORRELATION_MONTHS + before), 0.0, MOST_AUTOCORRELATION)
    )
    factor = (1 + correlation) / (1 - correlation)
    error = SD_MARGIN * np.sqrt(variance * (min(factor / before, 1) + min(factor / after, 1)))
    if before < SHORT_MONTHS:
        error *= SHORT_WIDENING
    return float(error), before + PRIOR_MONTHS - 1


def _month_level(months: ServiceMonths, month: int, share: Vector, normal: Vector) -> float:
    """One month's level with the channels' shares of after; a thin channel takes its pool's."""
    rows = (months.month == month) & ~months.is_after
    levels = months.level_by_channel(rows, months.weight)
    levels = np.where(np.isfinite(levels), levels, normal)
    return float(share[share > 0] @ levels[share > 0])


def _channel_changes(
    months: ServiceMonths, normal: Vector, now: Vector
) -> tuple[ChannelChange, ...]:
    old = months.level_by_channel(~months.is_after, months.count)
    ratio = np.exp(months.shifts())
    shown = (lambda level: level) if months.quantile is None else np.exp
    return tuple(
        ChannelChange(
            channel=channel,
            before=float(shown(old[code])),
            normalized_before=float(shown(normal[code])),
            after=float(shown(now[code])),
            tickets_before=round(months.count[~months.is_after & (months.channel == code)].sum()),
            tickets_after=round(months.count[months.is_after & (months.channel == code)].sum()),
            volume_share_ratio=float(ratio[code]),
        )
        for code, channel in enumerate(months.channels)
    )


def _reasons(months: ServiceMonths, growth: float) -> Iterator[Reason]:
    if abs(growth) > np.log(1 + MOST_GROWTH):
        yield Reason(
            "left_trend",
            f"not attributable: demand left its trend by {np.exp(growth) - 1:+.0%} after the move",
        )
    shifts = months.shifts()
    widest = int(np.argmax(np.abs(shifts) * months.shares_after))
    if abs(shifts[widest]) > np.log(SAID_SHIFT):
        yield Reason(
            "channels_shifted",
            f"wide interval: the share of {months.channels[widest]} became "
            f"{np.exp(shifts[widest]):.1f} times that of the months before",
        )
    if len(months.months(False)) < SHORT_MONTHS:
        yield Reason(
            "short_before",
            f"wide interval: {len(months.months(False))} months before, {SHORT_MONTHS} show a year",
        )
