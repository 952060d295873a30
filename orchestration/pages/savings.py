"""What did a transition save? One comparison with its estimate, its bridge and its findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orchestration.pages import charts, formats
from orchestration.pages.comparisons import Comparison, saving_part
from orchestration.pages.numbers import Numbers
from orchestration.pages.release_tables import Record
from orchestration.pages.saving_numbers import (
    bar_name,
    bar_numbers,
    method_numbers,
    part_numbers,
    payback_numbers,
)
from orchestration.pages.verdict import Standing


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
        chart=bridge_chart(comparison),
        facts=_facts(comparison),
        findings=[formats.plain_sentence(row["finding_words"]) for row in comparison.findings],
        numbers=[
            table
            for table in (
                bar_numbers(comparison),
                part_numbers(comparison),
                method_numbers(comparison),
                payback_numbers(comparison),
            )
            if table.rows
        ],
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


def bridge_chart(comparison: Comparison) -> Markup | None:
    """The steps from before to after; None where there are none or an amount is withheld."""
    bars = _drawn_bars(comparison)
    if not bars:
        return None
    summary = comparison.summary
    currency = summary["currency_code"]
    return charts.waterfall(
        [_step(bar, summary) for bar in bars],
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
