"""An explained saving as a tree for the terminal, and as JSON for a program."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from orchestration.explain.saving import ExplainedSaving, Record

WITHHELD = "withheld"


def as_tree(explained: ExplainedSaving) -> Tree:
    """Headline, findings, months, the bridge with the classes of each bar, payback, service."""
    summary, tables = explained.summary, explained.tables
    tree = Tree(
        f"[bold]{escape(summary['comparison_name'])}: {_money(summary['before_cost_amount'])} a "
        f"month before, {_money(summary['after_cost_amount'])} after, "
        f"{summary['currency_code']}[/]"
    )
    _add_headline(tree, summary, tables["comparison_findings"])
    _add_months(tree, tables["saving_estimate_months"])
    _add_bridge(tree, tables["savings_bridge"], tables["savings_bridge_parts"])
    _add_sensitivity(tree, tables["bridge_sensitivity"])
    _add_payback(tree, summary, tables["transition_payback"])
    _add_service(tree, tables["comparison_service"])
    return tree


def as_json(explained: ExplainedSaving) -> dict[str, Any]:
    """Everything that is known of the comparison; amounts and shares as exact texts."""
    return {
        **_texts(explained.summary),
        **{name: [_texts(row) for row in rows] for name, rows in explained.tables.items()},
    }


def _add_headline(tree: Tree, summary: Record, findings: Iterable[Record]) -> None:
    if summary["is_refused"]:
        node = tree.add("[bold]no percentage can be given[/]")
    else:
        shown = "saving" if summary["is_saving_shown"] else "no saving shown"
        node = tree.add(
            f"[bold]{shown} {_range(summary, 'saving_share', _share)}[/]: "
            f"{_money(summary['saving_amount'])} a month against "
            f"{_range(summary, 'counterfactual_amount', _money)}, what it would have cost"
        )
        node.add(f"nothing normalised: {_share(summary['raw_saving_share'])}")
        node.add(
            f"a second, simpler estimate: {_range(summary, 'cross_check_saving_share', _share)}"
        )
        floor = summary["noise_floor_share"]
        node.add(
            escape(summary["noise_floor_reason"])
            if floor is None
            else f"noise floor {_share(floor)}: found inside the months before"
        )
    for finding in findings:
        node.add(f"[yellow]{escape(finding['finding_words'])}[/]")


def _add_months(tree: Tree, months: list[Record]) -> None:
    for part in ("before", "gap", "after"):
        members = [month for month in months if month["comparison_part"] == part]
        if not members:
            continue
        node = tree.add(f"[bold]{part}[/], {len(members)} months")
        for month in members:
            expected = (
                f", would have cost {_money(month['counterfactual_amount'])}"
                if month["counterfactual_amount"] is not None
                else ""
            )
            state = "" if month["is_complete"] else " [yellow](not complete)[/]"
            left_out = " [yellow](left out by decision)[/]" if month["is_excluded"] else ""
            node.add(
                f"{month['cost_month']:%Y-%m}: {_money(month['cost_amount'])}{expected}; "
                f"{month['demand_unit_count']:,} units, work {month['work_factor']}, season "
                f"{month['seasonality_factor']}, wages {month['wage_index']}{state}{left_out}"
            )


def _add_bridge(tree: Tree, bars: list[Record], parts: list[Record]) -> None:
    if not bars:
        return
    node = tree.add("[bold]bridge[/], average month")
    for bar in bars:
        name, amount = bar["bar"], bar["bar_amount"]
        if bar["is_level"]:
            node.add(f"[bold]{name} {_money(amount)}[/]")
            continue
        moved = ""
        if bar["moved_unit_count"] and bar["before_cost_per_unit_amount"] is not None:
            moved = (
                f": {bar['moved_unit_count']:,} units from {bar['before_cost_per_unit_amount']} "
                f"to {bar['after_cost_per_unit_amount']}"
            )
        branch = node.add(f"{name} {_money(amount)}{moved}")
        for part in parts:
            if part["bar"] == name and part["part_amount"]:
                branch.add(_part(part))


def _part(part: Record) -> str:
    told = f"[dim]{part['cost_class']} {_money(part['part_amount'])}"
    if part["after_amount"] is not None:
        told += (
            f": {_money(part['after_amount'])} paid, {_money(part['budget_amount'])} in the "
            f"budget, {_money(part['displaced_amount'])} where the work was before"
        )
    return f"{told}[/]"


def _add_sensitivity(tree: Tree, rows: list[Record]) -> None:
    told = [row for row in rows if row["bar_amount"]]
    if not told:
        return
    node = tree.add("[bold]the bars by other methods[/]")
    for method in dict.fromkeys(row["method"] for row in told):
        bars = ", ".join(
            f"{row['bar']} {_money(row['bar_amount'])}" for row in told if row["method"] == method
        )
        node.add(f"[dim]{method}: {bars}[/]")


def _add_payback(tree: Tree, summary: Record, months: list[Record]) -> None:
    if not months:
        return
    when = summary["payback_month"]
    said = f"paid back in {when:%Y-%m}" if when else "not paid back yet"
    node = tree.add(f"[bold]{said}[/]")
    for month in months:
        node.add(
            f"[dim]{month['cost_month']:%Y-%m}: {_money(month['net_amount'])} against the budget, "
            f"{_money(month['cumulative_net_amount'])} so far; one-off "
            f"{_money(month['one_off_amount'])}, paid twice {_money(month['overlap_amount'])}, "
            f"shadow work {_money(month['shadow_work_amount'])}[/]"
        )


def _add_service(tree: Tree, rows: list[Record]) -> None:
    """What customers got, over all channels: of all work, then of the work that moved."""
    told = [row for row in rows if row["channel"] == "all"]
    for scope in dict.fromkeys(row["work_scope"] for row in told):
        node = tree.add(f"[bold]service, {scope} work[/]")
        for row in told:
            if row["work_scope"] != scope:
                continue
            name = f"{row['metric']} {row['measure']}"
            if row["normalized_change"] is None:
                node.add(f"[dim]{name}: {escape(row['reason'])}[/]")
                continue
            is_time = row["value_unit"] == "seconds"
            level, change = (_seconds, _relative) if is_time else (_share, _points)
            said = "" if row["is_change_shown"] else ", [yellow]no change shown[/]"
            node.add(
                f"{name}: {level(row['before_value'])} before, "
                f"{level(row['before_normalized_value'])} at the mix and load of after, "
                f"{level(row['after_value'])} after: "
                f"{_range(row, 'normalized_change', change)}{said}"
            )


def _seconds(seconds: Decimal) -> str:
    return f"{seconds:,.0f} s"


def _relative(change: Decimal) -> str:
    return f"{change:+.1%}"


def _points(change: Decimal) -> str:
    return f"{100 * change:+.1f} points"


def _range(record: Record, name: str, written: Any) -> str:
    if record[name] is None:
        return WITHHELD
    low, high = (written(record[f"{end}_{name}"]) for end in ("low", "high"))
    return f"{written(record[name])} ({low} to {high})"


def _money(amount: Decimal | None) -> str:
    return WITHHELD if amount is None else f"{amount:,.2f}"


def _share(share: Decimal | None) -> str:
    return WITHHELD if share is None else f"{share:.1%}"


def _texts(record: Record) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal | date) else value
        for name, value in record.items()
    }
