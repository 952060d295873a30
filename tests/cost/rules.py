"""Random rules of a company: which pool a line falls into, which driver spreads a pool."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from tests.cost.calendar_days import month_after

_PAY = ("regular", "pto", "bonus", "employer_tax", "employer_benefit", "overtime")
# Pool of pay and bills: drivers from which a rule may choose, with the cost class of its cells.
_DRIVERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "labour": ("labour", ("handled_seconds", "logged_seconds", "demand_units")),
    "overtime": ("overtime", ("handled_seconds", "logged_seconds")),
    "management": ("management", ("management_seconds", "handled_seconds")),
    "management_imputed": ("management", ("management_seconds",)),
    "reimbursements": ("overhead", ("handled_seconds",)),
    "licences": ("software", ("seat_count", "handled_seconds")),
    "fees": ("vendor", ("billed_units", "demand_units")),
    "automation": ("automation", ("automation_attempts", "demand_units")),
    "telecom": ("overhead", ("handled_seconds", "demand_units")),
    "move": ("transition", ("transition_units",)),
}
_VENDOR_POOLS = {
    "Helpdesk Ltd": "licences",
    "Partner Desk": "fees",
    "Bot Works": "automation",
    "Phone Lines": "telecom",
}
_EXCLUDED = (("payment", "a payment settles a bill"), ("void", "voided"))


def pool_rules(
    random: Random, prefix: str, bands: Mapping[str, str], first: date, last: date
) -> list[tuple]:
    """Rules as a company declares them; one in ten is missing, orders may be equal."""
    method = lambda: random.choice(("days", "working_days", "months"))  # noqa: E731
    matched: list[tuple] = [
        (10, "invoice", kind, None, None, None, None, "excluded", "days", "true", reason)
        for kind, reason in _EXCLUDED
    ]
    matched.append(
        (12, "payroll", "tips_passthrough", None, None, None, None, "excluded", "days", "true",
         "tips are paid by customers")
    )  # fmt: skip
    for kind in _PAY:
        for role_band, own_band in bands.items():
            pool_id = "management" if role_band == "manager" else "labour"
            if (kind, role_band) == ("overtime", "agent"):
                pool_id = "overtime"
            matched.append(
                (30, "payroll", kind, own_band, None, None, None, pool_id, method(), "false", None)
            )
    matched.append(
        (40, "payroll", "reimbursement", None, None, None, None, "reimbursements", method(),
         "false", None)
    )  # fmt: skip
    matched.append(
        (50, "imputed", None, None, None, None, None, "management_imputed", "days", "false", None)
    )
    matched.append(
        (60, "invoice", None, None, None, None, "%onboarding%", "move", method(), "false", None)
    )
    matched += [
        (70, "invoice", None, None, vendor.upper(), None, None, pool_id, method(), "false", None)
        for vendor, pool_id in _VENDOR_POOLS.items()
    ]
    return [
        (f"{prefix}_pool_{number}", *rule, first, last)
        for number, rule in enumerate(matched)
        if rule[9] == "true" or random.random() < 0.9
    ]


def allocation_rules(random: Random, prefix: str, first: date, last: date) -> list[tuple]:
    """Drivers in a random order; some pools have none; a rule may change in the middle."""
    rules: list[tuple] = []
    for pool_id, (cost_class, drivers) in _DRIVERS.items():
        if random.random() < 0.1:
            continue
        chosen = random.sample(drivers, random.randint(1, len(drivers)))
        for order, driver_id in enumerate(chosen):
            provider = random.choice((None, "partner")) if cost_class == "vendor" else None
            system = random.choice((None, "helpdesk")) if driver_id == "seat_count" else None
            is_time = driver_id in ("handled_seconds", "logged_seconds")
            has_idle = "true" if cost_class == "labour" and is_time else "false"
            changed = month_after(first, random.randint(2, 20))
            periods = random.choice((((first, last),), ((first, changed), (changed, last))))
            rules += [
                (f"{prefix}_{pool_id}_{order}_{number}", pool_id, order, driver_id, cost_class,
                 provider, system, has_idle, *period)
                for number, period in enumerate(periods)
            ]  # fmt: skip
    return rules


def pool_services(random: Random, first: date, last: date) -> list[tuple]:
    """Mostly none; else two pools that serve each other, or three in a row."""
    pairs = random.choice(
        (
            (),
            (),
            (),
            (("management", "labour", "0.3"), ("labour", "management", "0.111111")),
            (("telecom", "licences", "0.5"), ("licences", "labour", "1")),
        )
    )
    return [(*pair, first, last) for pair in pairs]
