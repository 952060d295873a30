"""A cell of cost, opened: classes, pools, rules, driver values and source rows, to the cent.

Reads the private build, so what it returns holds pay: for the owner's terminal, never for a log.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from orchestration.explain.build import UnknownCellError, fetched, opened_build
from orchestration.explain.cost_parts import (
    CostClass,
    DriverCell,
    Explanation,
    Pool,
    Question,
    SourceRow,
)
from orchestration.project import Home

# What a question may name, and the column that holds it.
COLUMNS = {
    "month": "cost_month",
    "tier": "tier",
    "workflow": "workflow_id",
    "route": "route",
    "provider": "provider_id",
    "class": "cost_class",
}

_CELLS = """
    select cost_class, pool_id, is_imputed, rule_id, driver_id, pool_cost_amount,
        driver_total_weight, workflow_id, route, provider_id, driver_weight, cost_amount
    from private.fct_cost_allocations
    where {asked}
    order by all
"""
_ROWS = """
    select cost_class, pool_id, is_imputed, source_system, source_file, source_row, cost_line_id,
        line_pool_id, pool_rule_id, line_cost_amount, sum(cost_amount) as cost_amount
    from private.fct_cost_explanations
    where {asked}
    group by all
    order by cost_class, pool_id, is_imputed, abs(sum(cost_amount)) desc, cost_line_id
"""


def explain(home: Home, question: Question) -> Explanation:
    """Open a cell of the build; raises `UnknownCellError` if it has no cost."""
    with opened_build(home) as connection:
        _refuse_unknown(connection, question)
        asked, values = _condition(question)
        cells = fetched(connection, _CELLS.format(asked=asked), values)
        rows = fetched(connection, _ROWS.format(asked=asked), values)
        ((currency_code, as_of),) = connection.execute(
            "select reporting_currency_code, as_of_at "
            "from definitions.company cross join intermediate.int_run_as_of"
        ).fetchall()
    return Explanation(
        question, currency_code, f"{as_of:%Y-%m-%dT%H:%M:%S}Z", _classes(cells, rows)
    )


def _classes(cells: Iterable[dict[str, Any]], rows: Iterable[dict[str, Any]]) -> list[CostClass]:
    key = itemgetter("cost_class", "pool_id", "is_imputed")
    named = ("cost_class", "pool_id", "is_imputed")
    behind = {
        pool: [SourceRow(**{k: v for k, v in row.items() if k not in named}) for row in group]
        for pool, group in groupby(rows, key)
    }
    pools: dict[str, list[Pool]] = {}
    for pool, group in groupby(cells, key):
        members = list(group)
        shared = {name: members[0][name] for name in Pool.__annotations__ if name in members[0]}
        parts = [DriverCell(**{n: c[n] for n in DriverCell.__annotations__}) for c in members]
        pools.setdefault(pool[0], []).append(Pool(**shared, cells=parts, rows=behind.get(pool, [])))
    classes = [CostClass(name, found) for name, found in pools.items()]
    return sorted(classes, key=lambda part: (-part.cost_amount, part.cost_class))


def _refuse_unknown(connection: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Say what there is if the month, the tier or a part has no cost, alone or together."""
    known: dict[str, object] = {}
    for option, value in _asked(question).items():
        where = " and ".join(f"{COLUMNS[name]} = ?" for name in known) or "true"
        found = connection.execute(
            f"select distinct {COLUMNS[option]} from private.fct_cost_allocations "
            f"where {where} order by 1",
            list(known.values()),
        ).fetchall()
        if (value,) not in found:
            listed = ", ".join(_written(there) for (there,) in found) or "none"
            said = "".join(f", {name} {_written(there)}" for name, there in known.items())
            raise UnknownCellError(
                option, f"No cost in {option} {_written(value)}{said}. There is: {listed}."
            )
        known[option] = value


def _condition(question: Question) -> tuple[str, list[object]]:
    asked = _asked(question)
    return " and ".join(f"{COLUMNS[option]} = ?" for option in asked), list(asked.values())


def _asked(question: Question) -> dict[str, object]:
    return {"month": question.month, "tier": question.tier, **question.parts}


def _written(value: object) -> str:
    return f"{value:%Y-%m}" if isinstance(value, date) else str(value)
