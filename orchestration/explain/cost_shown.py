"""An explained cell as a tree for the terminal, and as JSON for a program."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from orchestration.explain.cost_parts import CostClass, Explanation, Pool, SourceRow


def as_tree(explained: Explanation, most_rows: int | None) -> Tree:
    """The cell with its classes, pools and the largest rows; all of them if there is no limit."""
    asked = explained.question
    named = "".join(f", {part} {value}" for part, value in asked.parts.items())
    tree = Tree(
        f"[bold]{asked.month:%Y-%m}, tier {escape(asked.tier + named)}: "
        f"{explained.cost_amount:,.2f} {explained.currency_code}[/]"
    )
    for part in explained.classes:
        branch = tree.add(f"[bold]{escape(part.cost_class)}[/] {part.cost_amount:,.2f}")
        for pool in part.pools:
            _add_pool(branch, pool, most_rows)
    return tree


def as_json(explained: Explanation) -> dict[str, Any]:
    """Everything that is known of the cell; amounts, weights and shares as exact texts."""
    asked = explained.question
    return {
        "cost_month": f"{asked.month:%Y-%m-%d}",
        "tier": asked.tier,
        **{f"asked_{part}": value for part, value in asked.parts.items()},
        "currency_code": explained.currency_code,
        "data_as_of": explained.data_as_of,
        "cost_amount": str(explained.cost_amount),
        "classes": [_class(part) for part in explained.classes],
    }


def _add_pool(branch: Tree, pool: Pool, most_rows: int | None) -> None:
    imputed = " (imputed)" if pool.is_imputed else ""
    node = branch.add(
        f"pool {escape(pool.pool_id)}{imputed}: {pool.cost_amount:,.2f} "
        f"of {pool.pool_cost_amount:,.2f}"
    )
    if pool.driver_id is None:
        node.add("[dim]no driver has weight in the month: unallocated[/]")
    else:
        share = _share(pool.driver_weight, pool.driver_total_weight)
        node.add(
            f"[dim]rule {escape(pool.rule_id or '')}, driver {escape(pool.driver_id)}: "
            f"{pool.driver_weight:,} of {pool.driver_total_weight:,} ({share:.4%})[/]"
        )
    shown = pool.rows if most_rows is None else pool.rows[:most_rows]
    for row in shown:
        through = f", of pool {row.line_pool_id}" if row.line_pool_id != pool.pool_id else ""
        placed = f", rule {row.pool_rule_id}" if row.pool_rule_id else ""
        node.add(
            f"{escape(row.source_file)} row {row.source_row}: {row.cost_amount:,.2f} "
            f"of {row.line_cost_amount:,.2f}[dim]{escape(through + placed)}[/]"
        )
    left = pool.rows[len(shown) :]
    if left:
        amount = sum((row.cost_amount for row in left), Decimal())
        counted = "1 more row" if len(left) == 1 else f"{len(left)} more rows"
        node.add(f"[dim]{counted}: {amount:,.2f} (--all shows them)[/]")


def _class(part: CostClass) -> dict[str, Any]:
    return {
        "cost_class": part.cost_class,
        "cost_amount": str(part.cost_amount),
        "pools": [_pool(pool) for pool in part.pools],
    }


def _pool(pool: Pool) -> dict[str, Any]:
    return {
        "pool_id": pool.pool_id,
        "is_imputed": pool.is_imputed,
        "cost_amount": str(pool.cost_amount),
        "pool_cost_amount": str(pool.pool_cost_amount),
        "rule_id": pool.rule_id,
        "driver_id": pool.driver_id,
        "driver_weight": str(pool.driver_weight),
        "driver_total_weight": str(pool.driver_total_weight),
        "driver_share": str(_share(pool.driver_weight, pool.driver_total_weight)),
        "cells": [_texts(asdict(cell)) for cell in pool.cells],
        "rows": [_row(row) for row in pool.rows],
    }


def _row(row: SourceRow) -> dict[str, Any]:
    share = _share(row.cost_amount, row.line_cost_amount)
    return {**_texts(asdict(row)), "share": str(share)}


def _texts(record: dict[str, Any]) -> dict[str, Any]:
    return {name: str(v) if isinstance(v, Decimal) else v for name, v in record.items()}


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return round(part / whole, 6) if whole else Decimal()
