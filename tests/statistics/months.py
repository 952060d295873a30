"""Months of a comparison for tests, written down by hand."""

import pandas as pd

from orchestration.statistics.comparison_months import months_later
from tests.statistics.simulated_demand import FIRST_MONTH


def months_of(
    before: int,
    gap: int,
    after: int,
    labour: float | list[float] = 90_000.0,
    other: float | list[float] = 10_000.0,
    work: float | list[float] = 50_000.0,
    wage: float | list[float] = 1.0,
) -> pd.DataFrame:
    """So many months from January 2020 on; a number stands for every month."""
    count = before + gap + after
    return pd.DataFrame(
        {
            "month": [months_later(FIRST_MONTH, at) for at in range(count)],
            "part": ["before"] * before + ["gap"] * gap + ["after"] * after,
            "labour": labour,
            "other": other,
            "work": work,
            "wage": wage,
        }
    )
