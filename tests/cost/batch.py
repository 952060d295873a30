"""Many random companies in one database: each in years of its own, or all in the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.cost.calendar_days import month_after
from tests.cost.company import WHOLE_BATCH, WINDOW_YEARS, Company, Tables

FIRST_YEAR = 2000
# In the same years a company is told apart by its lines alone: rules and rates are shared.
_SHARED = ("cost_pool_rules", "allocation_rules", "pool_services", "fx_rates", "capacity_rules")
_FILED = (
    "int_costs_payroll_lines_unioned",
    "int_costs_invoice_lines_unioned",
    "int_work_time_entries",
)


@dataclass(frozen=True)
class Batch:
    """The companies and the tables that they fill together."""

    companies: Sequence[Company]
    tables: Tables

    def company_of(self, month: date) -> Company:
        """The company in whose years a month lies."""
        return self.companies[(month.year - FIRST_YEAR) // WINDOW_YEARS]


def in_own_years(seeds: Sequence[int], as_of_share: float = 1.0) -> Batch:
    """Companies one after the other; the last ones may lie beyond the moment of judgement."""
    companies = [
        Company(seed, FIRST_YEAR + WINDOW_YEARS * number) for number, seed in enumerate(seeds)
    ]
    months = round(12 * WINDOW_YEARS * len(companies) * as_of_share)
    return Batch(companies, _together(companies, month_after(date(FIRST_YEAR, 1, 1), months)))


def in_the_same_years(seeds: Sequence[int], as_of_month: date) -> Batch:
    """Companies side by side, every one of them judged in the middle of its ledger."""
    companies = [Company(seed, FIRST_YEAR) for seed in seeds]
    tables = _together(companies, as_of_month)
    for name in _SHARED:
        tables[name] = companies[0].tables[name]
    return Batch(companies, tables)


def ledger_cents(batch: Batch) -> dict[str, int]:
    """What the companies' rows of pay and bills add up to, by source."""
    cents: Counter[str] = Counter()
    for company in batch.companies:
        for line in (*company.pay, *company.bills):
            cents[line.source_system] += line.cost_cents
    return dict(cents)


def reordered(tables: Tables, random: Random) -> Tables:
    """The same facts: rows in another order, other row numbers, files with other names."""
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    for name in _FILED:
        files = sorted({row[1] for row in tables[name]})
        new_names = dict(zip(files, random.sample(files, len(files)), strict=True))
        last_row = max((row[2] for row in tables[name]), default=0) + 1
        shuffled[name] = [
            (row[0], f"renamed/{new_names[row[1]]}", last_row - row[2], *row[3:])
            for row in shuffled[name]
        ]
    return shuffled


def _together(companies: Sequence[Company], as_of_month: date) -> Tables:
    tables: Tables = {**WHOLE_BATCH, "int_run_as_of": [(None, as_of_month)]}
    for company in companies:
        for name, rows in company.tables.items():
            tables.setdefault(name, [])
            tables[name] = tables[name] + rows
    return tables
