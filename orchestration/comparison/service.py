"""Every comparison's service before and after, and months at one mix; rows in and rows out."""

from collections.abc import Iterator, Mapping
from math import isnan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from orchestration.statistics.service_weights import load_bands, weights_before
from orchestration.statistics.standardisation import (
    ATTAINMENT,
    CSAT,
    P50,
    P90,
    REWORK,
    Measure,
    StandardisedChange,
    TooFewTicketsError,
    standardise_each,
)

Row = tuple[object, ...]

ALL, MOVED = "all", "moved"
DEMAND = "demand"
SHARES = {"csat": CSAT, "rework": REWORK, "reopen": REWORK}
"""Of work that is done; every other share is that of promises kept."""
REASONS = ("left_trend", "channels_shifted", "short_before")
CELL = ["tier", "channel", "priority"]
GROUP = ["counted_month", "metric", "service", "provider_id", "tier"]


def load_rows(arrivals: pd.DataFrame) -> pd.DataFrame:
    """How busy each day and channel was: arrived_date, channel, load_share, load_band.

    `arrivals`: rows of `int_comparison_arrivals`, any number a day and channel.
    """
    if arrivals.empty:
        empty = {"arrived_date": "M8[s]", "channel": "str", "load_share": float, "load_band": int}
        return pd.DataFrame(columns=list(empty)).astype(empty)
    days = pd.DataFrame(
        {
            "day": arrivals["arrived_date"],
            "channel": arrivals["channel"],
            "arrivals": arrivals["ticket_count"],
        }
    )
    return load_bands(days).rename(columns={"day": "arrived_date", "load": "load_share"})


def weight_rows(cells: pd.DataFrame) -> pd.DataFrame:
    """The rows of `int_comparison_service_cells` that have tickets, with their weight.

    A group is what one provider did for a tier in a month; its weights give its tickets the mix
    of channels, priorities and loads that the tier has in the reference months. Missing where the
    tier has no tickets in these.
    """
    if cells.empty:
        return cells.assign(weight=0.0)
    group = _codes(cells, GROUP)
    load = [*GROUP, "channel", "weight_band"]
    nested = [_codes(cells, columns) for columns in ([*load, "priority"], load, [*load[:-1]])]
    count = cells["ticket_count"].to_numpy(np.float64)
    asked = cells["reference_count"].to_numpy(np.float64)
    rows = len(cells)
    weight = weights_before(
        [np.concatenate([codes, codes]) for codes in nested],
        np.arange(2 * rows) >= rows,
        np.concatenate([count, asked]),
        np.concatenate([group, group]),
    )[:rows]
    return cells.assign(weight=weight).loc[cells["ticket_count"] > 0]


def change_rows(inputs: pd.DataFrame) -> list[Row]:
    """One row per comparison, scope, metric, measure and channel (`all` first).

    `inputs`: rows of `int_comparison_service_inputs`. Levels are seconds or shares; the changes of
    times are relative. Those of the channels have no interval.
    """
    seen = pd.DataFrame(
        {
            "comparison_id": inputs["comparison_id"],
            "metric": inputs["metric"],
            "value_kind": inputs["value_kind"],
            "is_moved": inputs["is_moved"],
            "cell": _codes(inputs, CELL),
            "load_band": inputs["load_band"],
            "month": inputs["counted_month"],
            "part": inputs["comparison_part"].astype("category"),
            "channel": inputs["channel"].astype("category"),
            "value": inputs["counted_value"].astype(np.float64),
            "count": inputs["ticket_count"].astype(np.float64),
        }
    )
    rows: list[Row] = []
    for comparison_id, whole in seen.groupby("comparison_id", sort=True):
        for scope, rows_of_scope in (
            (ALL, whole),
            (MOVED, whole.loc[whole["is_moved"].to_numpy(bool)]),
        ):
            kinds = rows_of_scope.groupby(["metric", "value_kind"], sort=True)
            parts = {(str(key[0]), str(key[1])): part for key, part in kinds}  # pyright: ignore[reportIndexIssue]
            demand = parts.pop((DEMAND, DEMAND), rows_of_scope.iloc[:0])
            for (metric, kind), part in parts.items():
                key = (comparison_id, scope, metric)
                rows.extend((*key, *row) for row in _rows(part, _measures(metric, kind), demand))
    return rows


def _measures(metric: str, kind: str) -> dict[str, Measure]:
    if kind == "seconds":
        return {"p50": P50, "p90": P90}
    return {"share": SHARES.get(metric, ATTAINMENT)}


def _rows(
    members: pd.DataFrame, measures: Mapping[str, Measure], demand: pd.DataFrame
) -> Iterator[Row]:
    has_demand = {"before", "after"} <= set(demand["part"])
    try:
        found = standardise_each(members, [*measures.values()], demand if has_demand else None)
    except TooFewTicketsError as error:
        words = str(error).split(": ", 1)[1]
        refused = (ALL, *[None] * 7, 0, 0, 0, 0, None, False, words, *[None] * len(REASONS))
        yield from ((name, *refused) for name in measures)
        return
    for (name, measure), change in zip(measures.items(), found, strict=True):
        yield (name, *_total(change))
        yield from ((name, *row) for row in _channels(change, measure))


def _channels(found: StandardisedChange, measure: Measure) -> Iterator[Row]:
    for channel in found.channels:
        levels = (channel.before, channel.normalized_before, channel.after)
        before, normal, after = (None if isnan(level) else level for level in levels)
        yield (
            channel.channel,
            before,
            normal,
            after,
            _change(before, after, measure),
            _change(normal, after, measure),
            None,
            None,
            channel.tickets_before,
            channel.tickets_after,
            found.before_months,
            found.after_months,
            channel.volume_share_ratio,
            found.is_attributable,
            None,
            *[None] * len(REASONS),
        )


def _total(found: StandardisedChange) -> Row:
    is_time = found.measure_id in (P50.measure_id, P90.measure_id)
    told = {reason.code: reason.words for reason in found.reasons}
    changes = (found.unadjusted_change, found.change, found.change_low, found.change_high)
    return (
        ALL,
        found.before,
        found.normalized_before,
        found.after,
        *(float(np.expm1(change)) if is_time else change for change in changes),
        sum(channel.tickets_before for channel in found.channels),
        sum(channel.tickets_after for channel in found.channels),
        found.before_months,
        found.after_months,
        1.0,
        found.is_attributable,
        None,
        *(told.get(code) for code in REASONS),
    )


def _change(before: float | None, after: float | None, measure: Measure) -> float | None:
    if before is None or after is None:
        return None
    if measure.quantile is None:
        return after - before
    return after / before - 1 if before > 0 else None


def _codes(rows: pd.DataFrame, columns: list[str]) -> NDArray[np.int64]:
    """The same number for rows that are equal in these columns, from 0 on."""
    codes = np.zeros(len(rows), np.int64)
    for column in columns:
        each, values = pd.factorize(rows[column], use_na_sentinel=False)
        # Numbered anew each time, so that no product of many columns grows beyond an integer.
        codes, _ = pd.factorize(codes * max(len(values), 1) + each)
    return np.asarray(codes, np.int64)
