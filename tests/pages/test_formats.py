"""Numbers as they are written on a page, and never nearer to a target than they are."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from orchestration.pages import formats

NINETY = Fraction(9, 10)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(897, 1000), "89.7%"),
        (Fraction(8996, 10000), "89.96%"),
        (Fraction(89999999, 100000000), "just under 90%"),
        (Fraction(90000001, 100000000), "just over 90%"),
        (Fraction(904, 1000), "90.4%"),
        (Fraction(9, 10), "90%"),
        (Fraction(89, 100), "89%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
    ],
)
def test_a_share_is_never_rounded_onto_its_target(share: Fraction, said: str) -> None:
    assert formats.percent(share, NINETY) == said


def test_a_share_is_not_rounded_across_a_target_that_is_no_whole_percent() -> None:
    assert formats.percent(Fraction(9249, 10000), Fraction(925, 1000)) == "92%"
    assert formats.percent(Fraction(9246, 10000), Fraction(9245, 10000)) == "92.46%"
    assert formats.target_percent(Fraction(925, 1000)) == "92.5%"


@pytest.mark.parametrize(
    ("amount", "decimals", "said"),
    [
        (Decimal("1234.505"), 2, "$1,234.51"),
        (Decimal("-0.5"), 0, "−$1"),
        (Decimal("-0.001"), 2, "$0.00"),
        (Decimal("120000.00"), 0, "$120,000"),
        (None, 0, "withheld"),
    ],
)
def test_money(amount: Decimal | None, decimals: int, said: str) -> None:
    assert formats.money(amount, "USD", decimals) == said


def test_a_currency_without_a_symbol_is_named() -> None:
    assert formats.money(Decimal(5), "CHF") == "CHF 5"
    assert formats.money(Decimal(-5), "EUR") == "−€5"


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "$0"), (50_000, "$50k"), (2500, "$2.5k"), (1_250_000, "$1.25M"), (-5000, "−$5k")],
)
def test_amounts_on_an_axis_are_short(amount: float, said: str) -> None:
    assert formats.short_money(amount, "USD") == said


def test_a_change_is_signed_and_needs_something_to_compare_with() -> None:
    assert formats.change(Decimal(97), Decimal(100)) == "−3.0%"
    assert formats.change(Decimal(103), Decimal(100)) == "+3.0%"
    assert formats.change(Decimal(100), Decimal(100)) == "±0.0%"
    assert formats.change(Decimal(100), Decimal(0)) is None


def test_a_small_part_keeps_a_decimal() -> None:
    assert formats.part(Fraction(4, 1000)) == "0.4%"
    assert formats.part(Fraction(455, 1000)) == "46%"


def test_months_and_names_are_written_out() -> None:
    assert formats.month_name(date(2026, 6, 1)) == "June 2026"
    assert formats.short_month(date(2026, 6, 1)) == "Jun 26"
    assert formats.plain_words("web_form") == "Web form"


def test_a_share_does_not_look_like_a_target_that_is_a_mix() -> None:
    mixed = Fraction(9009, 10000) + Fraction(1, 70000)
    assert formats.percent(Fraction(8995, 10000), mixed) == "90.0%"
    assert formats.target_percent(mixed) == "about 90.1%"


def test_durations_have_two_units() -> None:
    assert formats.duration(90_061) == "1 d 1 h"
    assert formats.duration(2_010) == "33 min 30 s"
    assert formats.duration(0) == "0 s"


def test_spans_lists_and_signs_are_written_out() -> None:
    assert formats.months_between(date(2025, 1, 1), date(2025, 6, 1)) == "Jan to Jun 2025"
    assert formats.months_between(date(2025, 10, 1), date(2026, 3, 1)) == "Oct 2025 to Mar 2026"
    assert formats.months_between(date(2025, 1, 1), date(2025, 1, 1)) == "Jan 2025"
    assert formats.listed(["a", "b", "c"]) == "a, b and c"
    assert formats.listed([]) == ""
    assert formats.signed_money(Decimal(5), "USD") == "+$5"
    assert formats.signed_money(Decimal(-5), "USD") == "−$5"
    assert formats.exact_percent(Decimal("-0.0312")) == "−3.1%"
    assert formats.plain_sentence("no saving shown") == "No saving shown."
