"""Random work of a made-up company: what drives the allocation, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from tests.cost.calendar_days import some_day

PROVIDERS = {
    "own_team": "in_house",
    "partner": "onshore",
    "far_partner": "offshore",
    "bot": "automation",
}
TIERS = ("1", "2", "3", "4", "unassigned")


class Cell(NamedTuple):
    """A workflow in the hands of a provider."""

    tier: str
    workflow_id: str
    route: str
    provider_id: str


def cells(random: Random) -> list[Cell]:
    """One workflow or many; a provider may have none."""
    count = random.choice((1, 2, 3, 5, 13))
    return [
        Cell(random.choice(TIERS), f"workflow_{number:02}", PROVIDERS[provider], provider)
        for number in range(count)
        for provider in {"own_team", random.choice(list(PROVIDERS))}
    ]


def units(random: Random) -> int:
    """A count of work: equal ones often, so that remainders tie."""
    return random.choice((0, 1, 1, 7, 60, 60, 60, random.randint(1, 5_000)))


def handled(random: Random, month: date, work: list[Cell], agents: list[str]) -> Iterator[tuple]:
    """Seconds of people per cell; a vendor's and unknown people's time stands beside ours."""
    for cell in work:
        for agent_key in random.sample(agents, random.randint(0, min(2, len(agents)))):
            seconds = units(random) * 60 * random.choice((1, 1, 10))
            yield (month, *cell, agent_key, "own_team", seconds, seconds // 10, 0)
        if cell.provider_id != "own_team":
            yield (month, *cell, None, "provider", units(random) * 60, 0, 0)
    if random.random() < 0.2:
        yield (month, *work[0], None, "unassigned", 3_600, 0, 0)


def demand(random: Random, month: date, work: list[Cell]) -> Iterator[tuple]:
    """Demand units per cell."""
    for cell in work:
        count = units(random)
        yield (month, *cell, "customer_service", count, count // 2)


def billed(random: Random, month: date, work: list[Cell]) -> Iterator[tuple]:
    """Units that vendors bill; fractions and credits occur."""
    for cell in work:
        if cell.route in ("onshore", "offshore"):
            yield (month, *cell, f"{random.choice((units(random), 0.5, -3, 0.3333))}")


def attempts(random: Random, month: date, work: list[Cell]) -> Iterator[tuple]:
    """Attempts of the bot."""
    for cell in work:
        if cell.route == "automation":
            yield (month, *cell, units(random))


def time_entries(
    random: Random, prefix: str, month: date, until: date, work: list[Cell], people: dict[str, str]
) -> Iterator[tuple]:
    """Hours of managers, the owner and agents: on a workflow, a provider, the team, a move."""
    for row in range(random.randint(0, 5)):
        agent_key, role_band = random.choice(list(people.items()))
        cell = random.choice(work)
        kind = random.choice(("workflow", "provider", "team"))
        if kind == "provider":
            cell = Cell("unassigned", "unassigned", cell.route, cell.provider_id)
        elif kind == "team":
            cell = Cell("unassigned", "unassigned", "in_house", "own_team")
        activity = (
            "support" if role_band == "agent" else random.choice(("management", "transition"))
        )
        yield (
            f"{prefix}_time",
            f"{prefix}/time-{month:%Y-%m}.csv",
            row + 1,
            some_day(random, month, until),
            month,
            agent_key,
            "internal",
            role_band,
            activity,
            random.choice((1, 60, 3_600, 12_345, random.randint(1, 600_000))),
            *cell,
        )
