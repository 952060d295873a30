"""Columns of a comparison's months that a home may lack, and months in words."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd


def column(months: pd.DataFrame, name: str, default: object) -> np.ndarray:
    """The column, or the default for every month."""
    return (
        months[name].to_numpy() if name in months else np.full(len(months), default, dtype=object)
    )


def named(months: Iterable[date]) -> str:
    return ", ".join(f"{month:%Y-%m}" for month in months)
