"""An export's own totals: its rows must add up to them, to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from orchestration.landing.declarations import SourceTable
from orchestration.landing.money_text import money
from orchestration.landing.outcomes import RefusalError


@dataclass
class RunningTotals:
    """Sums of the control columns over the rows that were read. No message shows an amount."""

    columns: tuple[str, ...]
    decimal_mark: str = "."
    sums: dict[str, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, table: SourceTable) -> "RunningTotals":
        """Empty sums for the control columns that the table declares."""
        columns = tuple(table.options.get("control_totals") or ())
        return cls(columns, str(table.options.get("decimal", ".")))

    def add(self, row: int, cells: Mapping[str, str]) -> None:
        """Add one row's amounts."""
        for column in self.columns:
            amount = self._amount(row, column, cells.get(column))
            self.sums[column] = self.sums.get(column, Decimal(0)) + amount

    def check(self, row: int, stated: Mapping[str, str], what: str) -> None:
        """Refuse the file unless the sums equal the amounts of its total row."""
        for column in self.columns:
            has_column = column in stated
            amount = self._amount(row, column, stated.get(column))
            if has_column and amount != self.sums.get(column, Decimal(0)):
                raise RefusalError(
                    f"the control total of {what} is not the sum of its rows",
                    row=row,
                    column=column,
                    expected="equal to the cent",
                    remedy="export it again; a row is missing, doubled, damaged or edited",
                    breaks_control_total=True,
                )

    def _amount(self, row: int, column: str, text: str | None) -> Decimal:
        try:
            return money(text, self.decimal_mark) or Decimal(0)
        except ValueError:
            raise RefusalError(
                "not an amount of money, so the control total cannot be checked",
                row=row,
                column=column,
                expected="an amount such as 1250.50, $1,250.50, (1,250.50) or 1,250.50-",
                remedy="export it again, or correct the cell at its source",
                breaks_control_total=True,
            ) from None


def missing_total(what: str, row: int, remedy: str) -> RefusalError:
    """The refusal of a file that ends, or goes on, before a total that it must have."""
    return RefusalError(
        f"{what} is missing, so rows may be missing too",
        row=row,
        remedy=remedy,
        breaks_control_total=True,
    )
