"""Volume counts what the bot solved, in every table that divides by it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.cost.chain import Chain, chain_of

CHECK = "assert_demand_counts_every_first_contact"
CELL = {
    "tier": "varchar",
    "workflow_id": "varchar",
    "service": "varchar",
    "route": "varchar",
    "provider_id": "varchar",
}
INPUTS = {
    "int_work_tickets": {
        "created_month": "date",
        **CELL,
        "status": "varchar",
        "is_demand_unit": "boolean",
        "is_repeat_contact": "boolean",
        "is_resolved": "boolean",
        "merged_into_ticket_id": "varchar",
    },
    "int_work_counts": {
        "work_month": "date",
        **CELL,
        "unit_count": "bigint",
        "resolved_count": "bigint",
    },
}
MARCH = date(2024, 3, 1)
BY_BOT = ("4", "order_status", "service", "automation", "bot")
IN_HOUSE = ("1", "accounts", "service", "in_house", "own_team")
TABLES = {
    "int_work_tickets": [
        (MARCH, *BY_BOT, "solved", True, False, True, None),
        (MARCH, *IN_HOUSE, "solved", True, False, True, None),
        (MARCH, *IN_HOUSE, "solved", False, True, True, None),
        (MARCH, *IN_HOUSE, "deleted", False, False, False, None),
    ],
    "int_work_counts": [(MARCH, *BY_BOT, 40, 30)],
}


@pytest.fixture
def demand(nodes: Mapping[str, Any]) -> Chain:
    return chain_of(nodes, INPUTS, "int_work_demand_months")


def test_units_of_the_bot_are_demand(demand: Chain) -> None:
    with demand.run(TABLES) as counted:
        assert dict(
            counted.execute(
                "select route, sum(demand_unit_count) from intermediate.int_work_demand_months "
                "group by route"
            ).fetchall()
        ) == {"automation": 41, "in_house": 1}
        assert demand.failing(counted) == set()


@pytest.mark.parametrize(
    ("old", "without_the_bot"),
    [
        ("where is_demand_unit", "where is_demand_unit and route <> 'automation'"),
        ("from work_counts", "from work_counts where route <> 'automation'"),
    ],
)
def test_demand_without_units_of_the_bot_fails_the_check(
    demand: Chain, old: str, without_the_bot: str
) -> None:
    broken = demand.changed("int_work_demand_months", old, without_the_bot)
    with broken.run(TABLES) as counted:
        assert broken.failing(counted) == {CHECK}


def test_every_table_with_units_has_them_from_the_one_demand_model(
    nodes: Mapping[str, Any],
) -> None:
    by_name = {node["name"]: node for node in nodes.values() if node["resource_type"] == "model"}

    def sources_of_units(name: str) -> set[str]:
        """The models without a further model behind them that counts units."""
        behind = {
            unique_id.split(".")[2]
            for unique_id in by_name[name]["depends_on"]["nodes"]
            if unique_id.startswith("model.")
        }
        counting = {other for other in behind if "demand_unit_count" in by_name[other]["raw_code"]}
        return {end for other in counting for end in sources_of_units(other)} or {name}

    dividing = [
        name
        for name, node in by_name.items()
        if node["fqn"][1] == "marts"
        and any(column.startswith("cost_per_") for column in node["columns"])
    ]
    assert "cost_per_tier_month" in dividing
    for name in dividing:
        assert sources_of_units(name) == {"int_work_demand_months"}, name
