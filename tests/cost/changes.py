"""What changes when it must not: the same companies priced twice, cell by cell."""

from __future__ import annotations

from datetime import date
from random import Random

from tests.cost.batch import Batch, reordered
from tests.cost.chain import Chain
from tests.cost.company import Tables
from tests.cost.properties import Cells, cells

Differences = list[tuple]

# Where the day stands from which a row is known: the first day that it serves.
_DATED = {
    "int_costs_payroll_lines_unioned": 9,
    "int_work_handled": 0,
    "int_work_demand_months": 0,
    "int_work_billed_units": 0,
    "int_work_automation_attempts": 0,
    "int_work_time_entries": 4,
    "int_costs_seats_unioned": 2,
    "fx_rates": 0,
}


def changed_by_another_order(
    chain: Chain, batch: Batch, priced_before: Cells, order: int
) -> Differences:
    """Cells that depend on the order of rows or on the names of files."""
    with chain.run(reordered(batch.tables, Random(order))) as again:
        return _different(priced_before, cells(again))


def changed_by_idle_workflows(chain: Chain, batch: Batch) -> Differences:
    """Cells that change when every company declares a workflow that nobody works on."""
    idle = ("3", "nobody_asks", "onshore", "partner")
    added: Tables = {name: list(rows) for name, rows in batch.tables.items()}
    for company in batch.companies:
        for month in company.months:
            added["int_work_handled"].append((month, *idle, None, "own_team", 0, 0, 0))
            added["int_work_demand_months"].append((month, *idle, "customer_service", 0, 0))
            added["int_work_billed_units"].append((month, *idle, "0"))
            added["int_work_automation_attempts"].append((month, *idle, 0))
    with chain.run(batch.tables) as without, chain.run(added) as with_idle:
        return _different(cells(without), cells(with_idle))


def changed_by_later_months(chain: Chain, batch: Batch) -> Differences:
    """Cells of each company's first month that change once pay, work and rates of later months
    have come."""

    def is_early(day: date) -> bool:
        return day.replace(day=1) <= batch.company_of(day).months[0]

    known: Tables = dict(batch.tables)
    for name, position in _DATED.items():
        known[name] = [row for row in batch.tables[name] if is_early(row[position])]
    early: list[Cells] = []
    for tables in (known, batch.tables):
        with chain.run(tables) as priced:
            early.append(
                {
                    key: cell
                    for key, cell in cells(priced).items()
                    if is_early(key[0] if isinstance(key[0], date) else key[1])
                }
            )
    assert early[0], "no company has cost in its first month"
    return _different(*early)


def _different(one: Cells, other: Cells) -> Differences:
    keys = [key for key in {*one, *other} if one.get(key) != other.get(key)]
    return [(key, one.get(key), other.get(key)) for key in keys[:3]]
