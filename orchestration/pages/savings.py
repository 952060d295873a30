"""What did a transition save? One comparison with its estimate, its bridge and its findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.verdict import Part, Standing

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


@dataclass(frozen=True)
class Comparison:
    """A declared move: its row of the summary, and its rows of the tables behind it."""

    summary: Record
    bars: Sequence[Record]
    parts: Sequence[Record]
    findings: Sequence[Record]
    methods: Sequence[Record]
    payback: Sequence[Record]

    @property
    def name(self) -> str:
        return self.summary["comparison_name"]

    @property
    def is_withheld(self) -> bool:
        """Whether the estimate was made and may not be told."""
        return not self.summary["is_refused"] and self.summary["saving_share"] is None


@dataclass(frozen=True)
class SavingSection:
    """The section on one comparison."""

    name: str
    headline: str
    tone: str
    said: str
    chart: Markup | None
    facts: Sequence[tuple[str, str]]
    findings: Sequence[str]
    numbers: Sequence[Numbers]


def read_comparisons(tables: ReleaseTables) -> list[Comparison]:
    """All comparisons of a release, the one with the newest months after first."""
    summaries = tables.rows(
        "comparison_summary",
        "select * from comparison_summary order by after_last_month desc, comparison_id",
    )
    return [
        Comparison(
            summary=summary,
            bars=_of(tables, "savings_bridge", summary, "bar_order"),
            parts=_of(tables, "savings_bridge_parts", summary, "bar_order, cost_class"),
            findings=_of(tables, "comparison_findings", summary, "finding_number"),
            methods=_of(tables, "bridge_sensitivity", summary, "is_chosen desc, method, bar"),
            payback=_of(tables, "transition_payback", summary, "cost_month"),
        )
        for summary in summaries
    ]


def saving_part(comparison: Comparison) -> Part:
    """What the verdict says of the saving: never a percentage that may not be shown."""
    summary, name = comparison.summary, f"the move to {comparison.name}"
    if summary["is_refused"]:
        clause = f"what {name} saved cannot be said yet"
        return Part("saving", Standing.UNKNOWN, clause)
    if comparison.is_withheld:
        clause = f"what {name} saved is withheld, as it would tell the pay of too few people"
        return Part("saving", Standing.UNKNOWN, clause)
    low, high, share = (summary[f"{end}saving_share"] for end in ("low_", "high_", ""))
    between = f"({formats.percent_range(low, high)})"
    if high < 0:
        words = f"{name} made support {formats.exact_percent(-share)} dearer"
        return Part("saving", Standing.BAD, f"{words} than it would have been")
    if not summary["is_saving_shown"]:
        clause = f"a saving by {name} cannot be told from chance {between}"
        return Part("saving", Standing.UNKNOWN, clause)
    if summary["is_provisional"]:
        clause = f"the saving of {formats.exact_percent(share)} by {name} is provisional"
        return Part("saving", Standing.UNKNOWN, clause)
    if summary["is_far_from_cross_check"]:
        clause = f"two estimates of what {name} saved disagree"
        return Part("saving", Standing.UNKNOWN, clause)
    clause = f"{name} saved {formats.unbroken(formats.exact_percent(share))} of cost {between}"
    return Part("saving", Standing.GOOD, clause)


def saving_section(comparison: Comparison) -> SavingSection:
    """The section: what can be said, the bridge, how sure it is."""
    summary = comparison.summary
    part = saving_part(comparison)
    windows = (
        f"Average month of {_window(summary, 'after')} against {_window(summary, 'before')}."
        if comparison.bars
        else f"Before: {_window(summary, 'before')}; after: {_window(summary, 'after')}."
    )
    return SavingSection(
        name=comparison.name,
        headline=_headline(comparison),
        tone={Standing.GOOD: "good", Standing.BAD: "bad"}.get(part.standing, "plain"),
        said=f"{_estimated(comparison)} {windows}".strip(),
        chart=_chart(comparison) if _drawn_bars(comparison) else None,
        facts=_facts(comparison),
        findings=[formats.plain_sentence(row["finding_words"]) for row in comparison.findings],
        numbers=[
            table
            for table in (
                _bar_numbers(comparison),
                _part_numbers(comparison),
                _method_numbers(comparison),
                _payback_numbers(comparison),
            )
            if table.rows
        ],
    )


def _of(tables: ReleaseTables, table: str, summary: Record, order: str) -> list[Record]:
    return tables.rows(
        table,
        f"select * from {table} where comparison_id = ? order by {order}",
        [summary["comparison_id"]],
    )


def _window(summary: Record, end: str) -> str:
    return formats.months_between(summary[f"{end}_first_month"], summary[f"{end}_last_month"])


def _headline(comparison: Comparison) -> str:
    summary = comparison.summary
    if summary["is_refused"]:
        return "No percentage yet"
    if comparison.is_withheld:
        return "Withheld"
    high, share = summary["high_saving_share"], summary["saving_share"]
    if summary["is_saving_shown"]:
        return f"{formats.exact_percent(share)} saved"
    return f"{formats.exact_percent(-share)} dearer" if high < 0 else "No saving shown"


def _estimated(comparison: Comparison) -> str:
    summary = comparison.summary
    currency = summary["currency_code"]
    if summary["is_refused"]:
        return " ".join(
            formats.plain_sentence(row["finding_words"])
            for row in comparison.findings
            if row["finding_effect"] == "refuses"
        )
    if comparison.is_withheld:
        return "It would tell the pay of too few people."
    between = formats.percent_range(summary["low_saving_share"], summary["high_saving_share"])
    cost, expected, saved = (
        formats.money(summary[name], currency)
        for name in ("after_cost_amount", "counterfactual_amount", "saving_amount")
    )
    return (
        f"{cost} a month, against {expected} for the same demand at today's wages the old way: "
        f"{saved} less. 95% interval {between}."
    )


def _drawn_bars(comparison: Comparison) -> list[Record]:
    """Levels and the changes that are not zero; none where an amount is withheld."""
    if any(bar["bar_amount"] is None for bar in comparison.bars):
        return []
    return [bar for bar in comparison.bars if bar["is_level"] or bar["bar_amount"] != 0]


def _chart(comparison: Comparison) -> Markup:
    summary = comparison.summary
    currency = summary["currency_code"]
    return charts.waterfall(
        [_step(bar, summary) for bar in _drawn_bars(comparison)],
        title=f"Bridge from the average month before to the one after, {comparison.name}. "
        "The same numbers stand in the table below.",
        amount=lambda value: formats.short_money(value, currency),
    )


def _step(bar: Record, summary: Record) -> charts.Step:
    amount, currency = bar["bar_amount"], bar["currency_code"]
    is_level = bar["is_level"]
    low, high = bar["low_bar_amount"], bar["high_bar_amount"]
    if bar["bar"] == "budget":
        # The estimate's own interval, on the bar that tells the same by exact accounting.
        low, high = summary["low_counterfactual_amount"], summary["high_counterfactual_amount"]
    written = formats.money if is_level else formats.signed_money
    return charts.Step(
        name=bar_name(bar["bar"]),
        amount=float(amount),
        shown=written(amount, currency),
        style=_style(bar),
        is_level=is_level,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
    )


def bar_name(bar: str) -> str:
    """A bar of the bridge in the owner's words."""
    return BARS.get(bar, formats.plain_words(bar))


def _style(bar: Record) -> str:
    """Levels dark; what the company did green or red; what came by itself grey."""
    if bar["is_level"]:
        return "level"
    if not bar["is_saving"] and not bar["is_one_off"] and bar["bar"] in BEFORE_THE_MOVE:
        return "outside"
    return "gain" if bar["bar_amount"] < 0 else "loss"


# What would have come without the move: nobody's saving and nobody's loss.
BEFORE_THE_MOVE = frozenset({"season", "growth", "mix", "wage"})


def _facts(comparison: Comparison) -> list[tuple[str, str]]:
    summary = comparison.summary
    floor = summary["noise_floor_share"]
    facts = [
        (
            "Noise floor",
            f"{formats.exact_percent(floor)}: what the same method finds where nothing changed"
            if floor is not None
            else (summary["noise_floor_reason"] or "not available").removeprefix("noise floor "),
        )
    ]
    if summary["cross_check_saving_share"] is not None:
        between = formats.percent_range(
            summary["low_cross_check_saving_share"], summary["high_cross_check_saving_share"]
        )
        share = formats.exact_percent(summary["cross_check_saving_share"])
        facts.append(("A second, simpler estimate", f"{share} ({between})"))
    if summary["raw_saving_share"] is not None:
        facts.append(("Nothing adjusted", formats.exact_percent(summary["raw_saving_share"])))
    if comparison.payback:
        when = summary["payback_month"]
        paid = f"in {formats.month_name(when)}" if when else "not yet"
        is_known = comparison.payback[-1]["cumulative_net_amount"] is not None
        facts.append(("Paid back", paid if is_known else "withheld"))
    return facts


def _bar_numbers(comparison: Comparison) -> Numbers:
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


def _part_numbers(comparison: Comparison) -> Numbers:
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


def _method_numbers(comparison: Comparison) -> Numbers:
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


def _payback_numbers(comparison: Comparison) -> Numbers:
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
