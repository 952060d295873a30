"""A whole random company: its ledger, people, work, rules and rates, all within its own years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tests.cost import ledger, work
from tests.cost.calendar_days import month_after, month_end, months_of, some_day
from tests.cost.rules import allocation_rules, pool_rules, pool_services

WINDOW_YEARS = 4
# No cell is withheld: what is published adds up to the ledger.
WHOLE_BATCH = {
    "company": [("Any Company", ledger.REPORTING_CURRENCY, "UTC", 0, 7, "0.25")],
    "tiers": [(tier, tier, order, tier) for order, tier in enumerate((*work.TIERS, "unallocated"))],
    "providers": [
        (provider, provider, route, None)
        for provider, route in (*work.PROVIDERS.items(), ("unassigned", "unassigned"))
    ],
}
Tables = dict[str, list[tuple]]


class Company:
    """The facts of one company; the same seed and first year give the same company."""

    def __init__(self, seed: int, first_year: int) -> None:
        self.seed, self.prefix = seed, f"company_{seed}"
        self.window = (date(first_year, 1, 1), date(first_year + WINDOW_YEARS, 1, 1))
        # Rules of other years do not match: a company's bands are of its own years.
        self.bands = {band: f"{band}_{first_year}" for band in ("agent", "manager")}
        random = Random(seed)
        self.start = month_after(self.window[0], random.randint(1, 12))
        self.months = months_of(
            self.start, month_after(self.start, random.choice((0, 0, 1, 2, 2, 5, 12)))
        )
        self.end = month_end(self.months[-1])
        self.tables: Tables = {}
        self._hire(random)
        self._work(random)
        self.pay = list(ledger.pay_lines(random, self.prefix, self.paid, self.start, self.end))
        self.bills = list(ledger.bill_lines(random, self.prefix, self.start, self.end))
        self.tables["int_costs_payroll_lines_unioned"] = [*self.pay]
        self.tables["int_costs_invoice_lines_unioned"] = [*self.bills]
        self.tables["cost_pool_rules"] = pool_rules(random, self.prefix, self.bands, *self.window)
        self.tables["allocation_rules"] = allocation_rules(random, self.prefix, *self.window)
        self.tables["pool_services"] = pool_services(random, *self.window)
        self.tables["fx_rates"] = list(self._rates(random))

    def _hire(self, random: Random) -> None:
        """People with mid-month joins and leaves; some are paid without being on the roster."""
        first, last = self.start - timedelta(days=40), month_after(self.end, 3)
        self.agents = [f"{self.prefix}_a{number}" for number in range(random.choice((0, 1, 2, 4)))]
        self.people = {**dict.fromkeys(self.agents, "agent"), f"{self.prefix}_m": "manager"}
        self.paid = [*self.people, f"{self.prefix}_unknown"][: random.randint(0, 5)]
        roster: list[tuple] = []
        for key, role_band in self.people.items():
            joined = random.choice((first, some_day(random, self.start, self.end)))
            left = random.choice((last, max(joined, self.end - timedelta(days=9))))
            # Who changes between part and full time has a row for each.
            changed = some_day(random, joined, left)
            times = random.choice((((joined, left),), ((joined, changed), (changed, left))))
            for system in ("payroll", "helpdesk"):
                roster += [
                    (key, f"{self.prefix}_{system}", key, "internal", self.bands[role_band],
                     random.choice(("1", "0.5", "0.3333")), *time)
                    for time in times
                ]  # fmt: skip
        roster.append(
            (f"{self.prefix}_v", f"{self.prefix}_helpdesk", f"{self.prefix}_v", "partner", None,
             None, first, last)
        )  # fmt: skip
        self.tables["int_work_agents"] = roster
        self.people[f"{self.prefix}_owner"] = "owner"
        self.tables["imputed_rates"] = [
            (f"{self.prefix}_owner", random.choice(("100.00", "0.01")), ledger.REPORTING_CURRENCY,
             *self.window)
        ]  # fmt: skip
        minutes = random.choice((0, 10, 8_000, 500_000))
        self.tables["capacity_rules"] = [(self.bands["agent"], minutes, *self.window)]

    def _work(self, random: Random) -> None:
        self.cells = work.cells(random)
        names = (
            "int_work_handled", "int_work_demand_months", "int_work_billed_units",
            "int_work_automation_attempts", "int_work_time_entries", "int_costs_seats_unioned",
        )  # fmt: skip
        tables = {name: list[tuple]() for name in names}
        for month in months_of(self.start, month_after(self.end, 2)):
            if random.random() < 0.15:
                continue
            tables["int_work_handled"] += work.handled(random, month, self.cells, self.agents)
            tables["int_work_demand_months"] += work.demand(random, month, self.cells)
            tables["int_work_billed_units"] += work.billed(random, month, self.cells)
            tables["int_work_automation_attempts"] += work.attempts(random, month, self.cells)
            tables["int_work_time_entries"] += work.time_entries(
                random, self.prefix, month, month_end(month), self.cells, self.people
            )
            for person in (*self.agents, f"{self.prefix}_v", "never used"):
                if random.random() < 0.5:
                    system = random.choice(("helpdesk", f"{self.prefix}_helpdesk"))
                    tables["int_costs_seats_unioned"].append((system, person, month, "active"))
        self.tables.update(tables)
        moved = random.choice(self.cells)
        self.tables["transitions"] = [
            (f"{self.prefix}_move", moved.workflow_id, "own_team", "partner", self.start,
             self.start, month_after(self.start, 2))
        ]  # fmt: skip

    def _rates(self, random: Random) -> Sequence[tuple]:
        """Rates from the first day on, so that nobody else's hold here."""
        days = {self.window[0], *(some_day(random, *self.window) for _ in range(3))}
        return [
            (day, currency, ledger.REPORTING_CURRENCY,
             random.choice(("1.1", "0.006667", "0.000001", "149.5", "1")))
            for day in sorted(days)
            if day < self.window[1]
            for currency in ("EUR", "JPY", "GBP")
        ]  # fmt: skip
