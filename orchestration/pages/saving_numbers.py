"""The tables beside a comparison: its bars, what they are made of, other methods, the payback."""

from decimal import Decimal

from orchestration.pages import formats
from orchestration.pages.comparisons import Comparison
from orchestration.pages.numbers import Numbers

BARS = {
    "before": "Before",
    "season": "Season",
    "growth": "Growth of demand",
    "mix": "Mix of work",
    "wage": "Wages",
    "budget": "Same work, the old way",
    "shift_to_onshore": "Moved to an onshore vendor",
    "shift_to_offshore": "Moved to an offshore vendor",
    "automation": "Automation",
    "overtime_and_coverage": "Overtime and coverage",
    "in_house_rate": "Own team's unit cost",
    "idle_left_behind": "Idle time left behind",
    "transition_one_off": "One-off cost of moving",
    "after": "After",
}
METHODS = {
    "labour_variable": "Labour follows the work",
    "labour_step": "Labour follows in steps",
    "labour_fixed": "Labour stays",
    "shapley": "Every order of the levers",
}


def bar_name(bar: str) -> str:
    """A bar of the bridge in the owner's words."""
    return BARS.get(bar, formats.plain_words(bar))


def bar_numbers(comparison: Comparison) -> Numbers:
    """Every bar with its range over the methods and what a moved unit cost."""
    currency = comparison.summary["currency_code"]
    return Numbers(
        f"Bridge of {comparison.name}, average month",
        ("Bar", "Amount", "Lowest", "Highest", "Units moved", "Each before", "Each after"),
        [
            (
                bar_name(bar["bar"]),
                (formats.money if bar["is_level"] else formats.signed_money)(
                    bar["bar_amount"], currency, 2
                ),
                *(
                    "–" if bar[name] is None else formats.money(bar[name], currency, 2)
                    for name in ("low_bar_amount", "high_bar_amount")
                ),
                "–" if bar["moved_unit_count"] is None else f"{bar['moved_unit_count']:,}",
                *(
                    "–" if bar[name] is None else formats.money(bar[name], currency, 2)
                    for name in ("before_cost_per_unit_amount", "after_cost_per_unit_amount")
                ),
            )
            for bar in comparison.bars
        ],
    )


def part_numbers(comparison: Comparison) -> Numbers:
    """Every bar by kind of cost."""
    currency = comparison.summary["currency_code"]
    return Numbers(
        f"What the bars of {comparison.name} are made of",
        ("Bar", "Kind of cost", "Amount"),
        [
            (
                bar_name(part["bar"]),
                formats.plain_words(part["cost_class"]),
                formats.signed_money(part["part_amount"], currency, 2),
            )
            for part in comparison.parts
            if part["part_amount"] != 0
        ],
    )


def method_numbers(comparison: Comparison) -> Numbers:
    """One column per method, as in `bridge_sensitivity`."""
    currency = comparison.summary["currency_code"]
    methods = list(dict.fromkeys(row["method"] for row in comparison.methods))
    amounts = {(row["bar"], row["method"]): row["bar_amount"] for row in comparison.methods}
    bars = [
        bar["bar"]
        for bar in comparison.bars
        if any(amounts.get((bar["bar"], method), Decimal(0)) != 0 for method in methods)
    ]
    return Numbers(
        f"The bars of {comparison.name} by other methods",
        ("Bar", *(METHODS.get(method, formats.plain_words(method)) for method in methods)),
        [
            (
                bar_name(bar),
                *(
                    formats.signed_money(amounts[bar, method], currency, 2)
                    if (bar, method) in amounts
                    else "–"
                    for method in methods
                ),
            )
            for bar in bars
        ],
    )


def payback_numbers(comparison: Comparison) -> Numbers:
    """Month by month, until the move is paid back."""
    names = ("cost", "budget", "one_off", "overlap", "shadow_work")
    currency = comparison.summary["currency_code"]
    return Numbers(
        f"Payback of {comparison.name}",
        ("Month", "Cost", "The old way", "One-off", "Paid twice", "Shadow work", "So far"),
        [
            (
                formats.short_month(row["cost_month"]),
                *(formats.money(row[f"{name}_amount"], currency) for name in names),
                formats.signed_money(row["cumulative_net_amount"], currency),
            )
            for row in comparison.payback
        ],
    )
