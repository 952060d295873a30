"""How fast every team learns what changed; weeks in, and the curve over the weeks out."""

from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType

import pandas as pd

from orchestration.statistics.learning import (
    WITHIN_ERROR_RATE,
    WITHIN_LOG_TIME,
    FittedWeek,
    LearningCurve,
    LearningEstimate,
    estimate_error_learning,
    estimate_time_learning,
)

Row = tuple[object, ...]

SERIES = ("series_id", "learning_measure")
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(SERIES, "varchar"),
        "week_number": "integer",
        "verdict": "varchar",
        "observed_week_count": "integer",
        "old_figure": "double",
        "within_reach": "double",
        "proficiency_weeks": "double",
        "low_proficiency_weeks": "double",
        "high_proficiency_weeks": "double",
        "not_yet_probability": "double",
        "excess": "double",
        "low_excess": "double",
        "high_excess": "double",
        "step_probability": "double",
        "is_step": "boolean",
        "fitted_excess": "double",
        "low_fitted_excess": "double",
        "high_fitted_excess": "double",
    }
)
"""Of a row: the series, what is said of all of it, and the fitted figure of the week. What lies
beyond every horizon is null, and so is all of a curve where there is not enough data."""

_CURVE: tuple[Callable[[LearningCurve], float | bool], ...] = (
    lambda curve: curve.weeks_median,
    lambda curve: curve.weeks_low,
    lambda curve: curve.weeks_high,
    lambda curve: curve.not_yet_probability,
    lambda curve: curve.excess_median,
    lambda curve: curve.excess_low,
    lambda curve: curve.excess_high,
    lambda curve: curve.step_probability,
    lambda curve: curve.is_step,
)


def learning_rows(weeks: pd.DataFrame) -> list[Row]:
    """A row per series and week of `int_learning_weeks`, with what all its weeks say."""
    judged = weeks.loc[weeks["learning_measure"].isin(list(_ESTIMATED))]
    ordered = judged.sort_values([*SERIES, "week_number"])
    return [
        row
        for series, rows in ordered.groupby(list(SERIES), sort=True)
        for row in _series_rows(tuple(map(str, series)), rows)
    ]


def _series_rows(series: tuple[str, ...], rows: pd.DataFrame) -> list[Row]:
    estimate, within_reach = _ESTIMATED[series[-1]]
    found = estimate(rows)
    said = (found.proficiency.value, found.weeks_observed, found.old, within_reach)
    fitted = {week.week: week for week in found.fitted}
    return [
        (*series, week, *said, *_of(found.curve), *_fit(fitted.get(week)))
        for week in map(int, rows["week_number"].to_list())
    ]


def _of(curve: LearningCurve | None) -> list[float | bool | None]:
    if curve is None:
        return [None] * len(_CURVE)
    values = [read(curve) for read in _CURVE]
    return [value if isfinite(value) else None for value in values]


def _fit(week: FittedWeek | None) -> tuple[float | None, ...]:
    return (None, None, None) if week is None else (week.median, week.low, week.high)


def _errors(rows: pd.DataFrame) -> LearningEstimate:
    names = {"week_number": "week", "checked_count": "checked", "error_count": "errors"}
    return estimate_error_learning(rows.rename(columns=names), with_fit=True)


def _time(rows: pd.DataFrame) -> LearningEstimate:
    names = {"week_number": "week", "checked_count": "handled"}
    # A spread needs two tickets in some week.
    known = rows.loc[rows["sd_log_seconds"].notna()]
    return estimate_time_learning(known.rename(columns=names), with_fit=True)


_ESTIMATED: Mapping[str, tuple[Callable[[pd.DataFrame], LearningEstimate], float]] = (
    MappingProxyType(
        {
            "rework": (_errors, WITHIN_ERROR_RATE),
            "qa_error": (_errors, WITHIN_ERROR_RATE),
            "handle_time": (_time, WITHIN_LOG_TIME),
        }
    )
)
