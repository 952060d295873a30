"""Nobody finds out what too few people are paid, however they subtract what is published.

The attacker knows every invoice and reads every published table; only what each pool of pay costs
in each cell is unknown. Every published number is one equation. What is paid to a group of too few
people is safe if no combination of the equations gives it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import numpy as np
import pytest

from orchestration.project import Home
from tests.product import copied, tierledger

pytestmark = pytest.mark.whole_run
FEWEST = 13
MONTH = date(2024, 2, 1)


@dataclass(frozen=True)
class Atom:
    """Pay of one pool in one cell, as it is known inside the build only."""

    tier: str
    route: str
    provider: str
    shown_class: str
    pool: str
    workflow: str
    amount: Decimal


@dataclass
class Knowledge:
    """What the equations of the published tables say of the atoms."""

    atoms: list[Atom]
    rows: list[list[int]]

    def learn(self, picks: Callable[[Atom], bool]) -> None:
        self.rows.append([int(picks(atom)) for atom in self.atoms])

    def tells(self, picks: Callable[[Atom], bool]) -> bool:
        """Whether the sum of these atoms follows from what is known."""
        known = np.array(self.rows, dtype=float)
        asked = np.array([[int(picks(atom)) for atom in self.atoms]], dtype=float)
        rank = np.linalg.matrix_rank(known)
        return bool(np.linalg.matrix_rank(np.vstack([known, asked])) == rank)


@pytest.fixture(scope="module")
def shy_home(small_exports: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The small company, which shows no cell with the pay of fewer than thirteen people."""
    home = copied(small_exports, tmp_path_factory.mktemp("shy") / "home")
    company = home.definitions / "company.csv"
    text = company.read_text(encoding="utf-8")
    company.write_text(text.replace("York,1,", f"York,{FEWEST},"), encoding="utf-8")
    with (home.definitions / "budgets.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{MONTH},{tier},labour,1000.00\n" for tier in "1234")
    _compare(home)
    finished = tierledger(home, "run")
    assert finished.code == 0, finished.said
    return home


def _compare(home: Home) -> None:
    """Declare a move at the beginning of February, so that January stands before it."""
    for name, row in (
        ("comparisons", "trial,Trial,2024-01-01,2024-01-01,2024-02-01,2024-03-01"),
        ("comparison_workflows", "trial,technical_issues"),
        ("comparison_owners", "trial,Finance lead,2023-12-01"),
        (
            "transitions",
            "trial,technical_issues,own_team,northline,2024-02-01,2024-02-01,2024-03-31",
        ),
    ):
        definition = home.definitions / f"{name}.csv"
        header = definition.read_text(encoding="utf-8").splitlines()[0]
        definition.write_text(f"{header}\n{row}\n", encoding="utf-8")


@pytest.fixture
def build(shy_home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(shy_home.database, read_only=True) as connection:
        yield connection


@pytest.fixture
def marts(shy_home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(shy_home.current / "marts.duckdb", read_only=True) as connection:
        yield connection


def _atoms(build: duckdb.DuckDBPyConnection) -> list[Atom]:
    rows = build.execute(
        """
        select tier, route, provider_id, cost_class, pool_id, workflow_id, sum(cost_cents)
        from intermediate.int_privacy_cells
        where is_pay and cost_month = ?
        group by all
        """,
        [MONTH],
    ).fetchall()
    return [Atom(*row[:6], amount=Decimal(row[6]) / 100) for row in rows]


def _published(
    marts: duckdb.DuckDBPyConnection, table: str, keys: str, amount: str, month: str = "cost_month"
) -> list[tuple[str, ...]]:
    return marts.execute(
        f"select {keys} from {table} where {month} = ? and {amount} is not null", [MONTH]
    ).fetchall()


def _knowledge(
    marts: duckdb.DuckDBPyConnection, build: duckdb.DuckDBPyConnection
) -> tuple[Knowledge, int]:
    """Every number of every published table that holds pay; and how many are withheld."""
    known = Knowledge(_atoms(build), [])
    for tier, route, provider, shown in _published(
        marts, "cost_per_tier_route_month", "tier, route, provider_id, cost_class", "cost_amount"
    ):
        known.learn(
            lambda a, k=(tier, route, provider, shown): (
                (a.tier, a.route, a.provider, a.shown_class) == k
            )
        )
    for tier, route, provider in _published(
        marts, "cost_per_route_month", "tier, route, provider_id", "cost_amount"
    ):
        known.learn(lambda a, k=(tier, route, provider): (a.tier, a.route, a.provider) == k)
    for (tier,) in _published(marts, "cost_per_tier_month", "tier", "cost_amount"):
        known.learn(lambda a, k=tier: a.tier == k)
    for shown in {atom.shown_class for atom in known.atoms}:
        for (tier,) in _published(marts, "cost_per_tier_month", "tier", f"{shown}_amount"):
            known.learn(lambda a, k=(tier, shown): (a.tier, a.shown_class) == k)
    for tier, shown in _published(
        marts, "budget_per_tier_month", "tier, cost_class", "cost_amount", "budget_month"
    ):
        known.learn(lambda a, k=(tier, shown): (a.tier, a.shown_class) == k)
    for _ in _published(marts, "cost_per_month", "1", "cost_amount"):
        known.learn(lambda _: True)
    for _ in _published(
        marts, "fct_cost_reconciliations", "1", "accrued_original_amount", "ledger_month"
    ):
        known.learn(lambda _: True)
    row = marts.execute(
        "select count(*) from cost_per_tier_route_month where cost_month = ? and is_suppressed",
        [MONTH],
    ).fetchone()
    return known, int(row[0]) if row else 0


def _people(build: duckdb.DuckDBPyConnection, where: str, *values: str) -> int:
    row = build.execute(
        "select count(distinct agent_key) from intermediate.int_privacy_cell_people "
        f"where cost_month = ? and {where}",
        [MONTH, *values],
    ).fetchone()
    return int(row[0]) if row else 0


def test_no_subtraction_tells_the_pay_of_too_few_people(
    marts: duckdb.DuckDBPyConnection, build: duckdb.DuckDBPyConnection
) -> None:
    known, withheld = _knowledge(marts, build)
    assert withheld >= 3
    asked = told = 0
    cells = {(a.tier, a.shown_class, a.route, a.provider) for a in known.atoms}
    for tier, shown, route, provider in sorted(cells):
        groups: list[tuple[Callable[[Atom], bool], int]] = [
            (
                lambda a, k=tier: a.tier == k,
                _people(build, "tier = ?", tier),
            ),
            (
                lambda a, k=(tier, shown): (a.tier, a.shown_class) == k,
                _people(build, "tier = ? and cost_class = ?", tier, shown),
            ),
            (
                lambda a, k=(tier, shown, route, provider): (
                    (a.tier, a.shown_class, a.route, a.provider) == k
                ),
                _people(
                    build,
                    "tier = ? and cost_class = ? and route = ? and provider_id = ?",
                    *(tier, shown, route, provider),
                ),
            ),
        ]
        for picks, people in groups:
            if people < FEWEST:
                asked += 1
                assert not known.tells(picks), (tier, shown, route, provider)
            else:
                told += known.tells(picks)
    assert asked > 0
    assert told > 0


def test_no_subtraction_tells_what_two_managers_are_paid(
    marts: duckdb.DuckDBPyConnection, build: duckdb.DuckDBPyConnection
) -> None:
    known, _ = _knowledge(marts, build)
    managers = build.execute(
        "select count(distinct agent_key) from intermediate.int_privacy_pool_people "
        "where pool_id = 'management'"
    ).fetchone()
    assert managers == (2,)
    assert any(atom.pool == "management" for atom in known.atoms)
    assert not known.tells(lambda atom: atom.pool == "management")
    for tier in "1234":
        assert not known.tells(lambda a, k=tier: (a.tier, a.pool) == (k, "management"))
    shares = marts.execute(
        "select count(*), count(imputed_amount) from cost_per_tier_month where cost_month = ? "
        "and management_amount > 0",
        [MONTH],
    ).fetchone()
    assert shares == (0, 0)


def test_one_more_number_would_tell_it(
    marts: duckdb.DuckDBPyConnection, build: duckdb.DuckDBPyConnection
) -> None:
    """The attack works: with one of the withheld numbers in hand, its partner follows."""
    known, _ = _knowledge(marts, build)
    hidden = marts.execute(
        "select tier, cost_class from cost_per_tier_route_month "
        "where cost_month = ? and is_suppressed order by tier, cost_class",
        [MONTH],
    ).fetchall()
    tiers = sorted({tier for tier, _ in hidden})
    gained = 0
    for tier in tiers:
        spied = Knowledge(known.atoms, [*known.rows])
        spied.learn(lambda a, k=tier: a.tier == k)
        for other in tiers:
            gained += spied.tells(lambda a, k=other: a.tier == k) and not known.tells(
                lambda a, k=other: a.tier == k
            )
    assert gained > len(tiers)


def test_every_equation_of_the_attack_is_true(
    marts: duckdb.DuckDBPyConnection, build: duckdb.DuckDBPyConnection
) -> None:
    """What is shown of a tier's labour is the sum of its atoms, so the attack reads it rightly."""
    atoms = _atoms(build)
    shown = marts.execute(
        "select tier, labour_amount from cost_per_tier_month "
        "where cost_month = ? and labour_amount > 0",
        [MONTH],
    ).fetchall()
    imputed = dict(
        build.execute(
            "select tier, sum(cost_cents) from intermediate.int_privacy_cells "
            "where cost_month = ? and cost_class = 'labour' and not is_pay group by tier",
            [MONTH],
        ).fetchall()
    )
    assert shown
    for tier, amount in shown:
        pay = sum(a.amount for a in atoms if (a.tier, a.shown_class) == (tier, "labour"))
        assert amount == pay + Decimal(imputed.get(tier, 0)) / 100


def test_a_bridge_over_withheld_months_shows_both_ends_and_nothing_between(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    """Season times all cost but management's would tell management's; so would any other bar."""
    bars = marts.execute(
        "select bar, bar_amount, is_suppressed from savings_bridge order by bar_order"
    ).fetchall()
    assert len(bars) == 14
    for bar, amount, is_suppressed in bars:
        assert (amount is None) == is_suppressed == (bar not in ("before", "after"))
    months = marts.execute(
        "select sum(cost_amount) filter (cost_month = '2024-01-01'), "
        "sum(cost_amount) filter (cost_month > '2024-01-01') / 2 "
        "from cost_per_month where cost_month between '2024-01-01' and '2024-03-01'"
    ).fetchone()
    assert months is not None
    assert bars[0][1] == months[0]
    assert abs(float(bars[-1][1]) - months[1]) < 0.01
    # One month before is too few for a percentage, also for one that is only divided.
    shares = marts.execute(
        "select is_refused, saving_share, raw_saving_share, low_saving_share "
        "from comparison_summary"
    ).fetchone()
    assert shares == (True, None, None, None)
    for table, amounts in (
        ("savings_bridge_parts", ("part", "after", "budget", "displaced")),
        ("bridge_sensitivity", ("bar", "low", "high")),
        ("transition_payback", ("budget", "net", "one_off", "overlap", "shadow_work")),
        ("comparison_summary", ("budget",)),
    ):
        counted = ", ".join(f"count({amount}_amount)" for amount in amounts)
        row = marts.execute(f"select count(*), {counted} from {table}").fetchone()
        assert row is not None
        assert row[0] > 0
        assert set(row[1:]) == {0}, table


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("fct_tickets", ["handle_seconds"]),
        ("quality_month", ["shadow_work_seconds"]),
        ("transition_ramp", ["mean_handle_seconds", "handle_time_ratio"]),
        ("learning_speed", ["shadow_work_seconds"]),
        ("workflow_decisions", ["handle_p50_seconds", "handle_variation"]),
        ("roi", ["before_all_leadership_hours", "after_all_leadership_hours"]),
    ],
)
def test_the_own_teams_time_is_told_nowhere_where_it_would_tell_pay(
    build: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> None:
    """Ratios tell as much as differences: who knows the minutes knows how a pool was spread."""
    home = "select is_handled_time_withheld from intermediate.int_privacy_home"
    assert build.execute(home).fetchall() == [(True,)]
    told = ", ".join(f"count({column})" for column in columns)
    row = build.execute(f"select count(*), {told} from marts.{table}").fetchone()
    assert row is not None
    assert row[0] > 0
    assert set(row[1:]) == {0}
