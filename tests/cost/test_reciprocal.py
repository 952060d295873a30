"""Pools that serve each other, worked by hand; no cent is gained or lost whatever the shares."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.allocation.pool_months import pool_contributions
from orchestration.allocation.reciprocal import PoolServicesError, contributions
from orchestration.project import Home

POOLS = ("buildings", "computers", "refunds", "support")


def percent(**shares: int) -> dict[tuple[str, str], Fraction]:
    return {
        (giver, receiver): Fraction(share, 100)
        for pair, share in shares.items()
        for giver, receiver in [pair.split("_to_")]
    }


def test_two_pools_that_serve_each_other_are_solved_at_once() -> None:
    """Buildings 600,000 and computers 116,000 serve each other with 20% and 10%.

    Gross they cost 600,000 + 0.1 x 240,816.33 = 624,081.63 and 116,000 + 0.2 x 624,081.63 =
    240,816.33. A half of the first and a tenth of the second are support's 336,122.45; three tenths
    and eight tenths are refunds' 379,877.55.
    """
    found = contributions(
        {"buildings": 60_000_000, "computers": 11_600_000},
        percent(
            buildings_to_computers=20,
            buildings_to_refunds=30,
            buildings_to_support=50,
            computers_to_buildings=10,
            computers_to_refunds=80,
            computers_to_support=10,
        ),
    )
    ends = {pool: sum(c for (_, end), c in found.items() if end == pool) for pool in POOLS}
    assert ends == {"buildings": 0, "computers": 0, "refunds": 37_987_755, "support": 33_612_245}


def test_without_services_every_pool_keeps_its_own_cost() -> None:
    assert contributions({"a": -5, "b": 0}, {}) == {("a", "a"): -5, ("b", "b"): 0}


def test_what_is_not_given_away_stays() -> None:
    """Of 10.00 a gives 30% to b, which gives half of all it costs back."""
    found = contributions({"a": 1000}, percent(a_to_b=30, b_to_a=50))
    # Gross a is 1000 / (1 - 0.3 x 0.5) = 1176.47; 70% of it stays, 823.53; b keeps 176.47.
    assert found == {("a", "a"): 824, ("a", "b"): 176}


@pytest.mark.parametrize(
    ("services", "said"),
    [
        (percent(a_to_b=60, a_to_c=50), "gives away 1.1"),
        (percent(a_to_b=-1), "state a share from 0 to 1"),
        (percent(a_to_a=10), "serves itself"),
        (percent(a_to_b=100, b_to_a=100), "nothing is left for the work"),
    ],
)
def test_what_cannot_be_solved_is_refused_with_the_pool_and_the_remedy(
    services: dict[tuple[str, str], Fraction], said: str
) -> None:
    with pytest.raises(PoolServicesError, match=said):
        contributions({"a": 100}, services)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(
    own=st.dictionaries(st.sampled_from(POOLS), st.integers(-(10**14), 10**14), min_size=1),
    shares=st.dictionaries(
        st.tuples(st.sampled_from(POOLS), st.sampled_from(POOLS)).filter(lambda p: p[0] != p[1]),
        st.integers(0, 330_000),
    ),
)
def test_no_cent_is_gained_or_lost_and_no_share_is_negative(
    own: dict[str, int], shares: dict[tuple[str, str], int]
) -> None:
    services = {pair: Fraction(share, 1_000_000) for pair, share in shares.items()}
    found = contributions(own, services)
    for pool, cents in own.items():
        parts = [part for (origin, _), part in found.items() if origin == pool]
        assert sum(parts) == cents
        assert all(part * cents >= 0 for part in parts)


def test_months_and_imputed_cost_are_solved_apart() -> None:
    january, february = date(2024, 1, 1), date(2024, 2, 1)
    found = pool_contributions(
        [(january, "a", False, 100), (january, "a", True, 10), (february, "a", False, 100)],
        [(january, "a", "b", Decimal("0.250000"))],
    )
    assert found == [
        (january, "a", "a", False, 75),
        (january, "a", "a", True, 8),
        (january, "a", "b", False, 25),
        (january, "a", "b", True, 2),
        (february, "a", "a", False, 100),
    ]


def test_a_service_that_two_rows_declare_for_a_month_is_refused() -> None:
    month = date(2024, 1, 1)
    with pytest.raises(PoolServicesError, match="a serves b by two rows in 2024-01"):
        pool_contributions(
            [], [(month, "a", "b", Decimal("0.2")), (month, "a", "b", Decimal("0.4"))]
        )


@pytest.mark.whole_run
def test_a_declared_service_moves_cost_between_pools_and_none_into_or_out_of_the_month(
    served_home: Home,
) -> None:
    """A quarter of management is worked for telecom: it is spread as telecom is from then on."""
    months = "select cost_month, sum(cost_cents) from intermediate.int_costs_allocated group by 1"
    pools = (
        "select pool_id, sum(cost_cents)::bigint from intermediate.int_costs_allocated "
        "where pool_id in ('management', 'telecom') and not is_imputed group by 1 order by 1"
    )
    with duckdb.connect(served_home.database, read_only=True) as connection:
        before = connection.execute(f"{months} order by 1").fetchall()
        paid_before = dict(connection.execute(pools).fetchall())
    with (served_home.definitions / "pool_services.csv").open("a", encoding="utf-8") as file:
        file.write("management,telecom,0.25,2024-01-01,\n")
    finished = subprocess.run(
        [
            Path(sys.executable).with_name("dbt"),
            *("build", "--quiet", "--no-use-colors", "--indirect-selection", "buildable"),
            *("--select", "pool_services", "int_costs_pool_services+"),
            *("--exclude-resource-type", "unit_test"),
        ],
        cwd=served_home.dbt_project,
        env={**os.environ, **served_home.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout
    with duckdb.connect(served_home.database, read_only=True) as connection:
        after = connection.execute(f"{months} order by 1").fetchall()
        paid_after = dict(connection.execute(pools).fetchall())
    assert after == before
    given = paid_before["management"] - paid_after["management"]
    assert abs(4 * given - paid_before["management"]) <= 4 * len(before)
    assert paid_after["telecom"] == paid_before.get("telecom", 0) + given
