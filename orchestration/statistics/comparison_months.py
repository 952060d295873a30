"""The months of one comparison as arrays: at constant wages, and what they are called in errors."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]

PARTS = ("before", "gap", "after")
LEAST_BEFORE, LEAST_AFTER = 3, 2


class ComparisonMonthsError(ValueError):
    """The months cannot be compared; says which, and what to do."""


@dataclass(frozen=True)
class ComparisonMonths:
    """The months in order; amounts in currency, `work` in standard minutes, `wage` an index."""

    months: tuple[date, ...]
    labour: Vector
    other: Vector
    work: Vector
    wage: Vector
    is_before: Flags
    """Months that the estimate learns from: those before, except the excluded."""
    is_after: Flags

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Self:
        """From columns month, part, labour, other, work, wage and, if there, is_excluded.

        An excluded month before stays in the line of time but is not learnt from; an excluded
        month after is not compared. Raises ComparisonMonthsError if a part is unknown, the months
        are out of order or a number is missing.
        """
        months = tuple(date.fromisoformat(str(month)[:10]) for month in frame["month"])
        if any(late <= early for early, late in pairwise(months)):
            raise ComparisonMonthsError("the months are not in order; sort them, each once")
        parts = [str(part) for part in frame["part"]]
        order = [PARTS.index(part) if part in PARTS else -1 for part in parts]
        if -1 in order or order != sorted(order):
            raise ComparisonMonthsError(
                f"the parts must be {', '.join(PARTS)} in this order, not {', '.join(parts)}"
            )
        excluded = (
            frame["is_excluded"].to_numpy(bool)
            if "is_excluded" in frame
            else np.zeros(len(frame), bool)
        )
        part = np.array(order)
        found = cls(
            months=months,
            labour=frame["labour"].to_numpy(np.float64),
            other=frame["other"].to_numpy(np.float64),
            work=frame["work"].to_numpy(np.float64),
            wage=frame["wage"].to_numpy(np.float64),
            is_before=(part == 0) & ~excluded,
            is_after=(part == 2) & ~excluded,
        )
        found._refuse_what_is_no_number()
        return found

    @property
    def real(self) -> Vector:
        """Cost at the wages of the last month before."""
        return self.labour / self.wage + self.other

    @property
    def cost(self) -> Vector:
        return self.labour + self.other

    @property
    def work_ratio(self) -> float | None:
        """Mean work after to that before; None where a part is missing or without work."""
        before, after = self.work[self.is_before], self.work[self.is_after]
        if not len(before) or not len(after) or before.sum() <= 0:
            return None
        return float(after.mean() / before.mean())

    def split(self, first_after: int, last_after: int) -> Self:
        """The same months cut off after `last_after` as if a move came before `first_after`."""
        upto = slice(0, last_after + 1)
        position = np.arange(last_after + 1)
        return replace(
            self,
            months=self.months[upto],
            labour=self.labour[upto],
            other=self.other[upto],
            work=self.work[upto],
            wage=self.wage[upto] / self.wage[first_after - 1],
            is_before=self.is_before[upto] & (position < first_after),
            is_after=self.is_before[upto] & (position >= first_after),
        )

    def _refuse_what_is_no_number(self) -> None:
        for name in ("labour", "other", "work", "wage"):
            values: Vector = getattr(self, name)
            wrong = ~np.isfinite(values)
            if name == "wage":
                wrong |= values <= 0
            if wrong.any():
                at = self.months[int(np.argmax(wrong))]
                raise ComparisonMonthsError(f"{name} of {at:%Y-%m} is missing or no amount")


def months_later(month: date, count: int) -> date:
    """The first day of the month that many months after `month`."""
    position = month.year * 12 + month.month - 1 + count
    return date(position // 12, position % 12 + 1, 1)
