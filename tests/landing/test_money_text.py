"""Money text as real exports write it."""

from decimal import Decimal

import pytest

from orchestration.landing.money_text import looks_like_money, money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250.50", "1250.50"),
        ("$1,250.50", "1250.50"),
        ("(1,250.50)", "-1250.50"),
        ("1,250.50-", "-1250.50"),
        ("-$28,749.50", "-28749.50"),
        ("($1,250.50)", "-1250.50"),
        ("£ 12", "12"),
        ("€.5", "0.5"),
        ("+3", "3"),
        ("-", "0"),
    ],
)
def test_money_is_read_to_the_cent(text: str, amount: str) -> None:
    assert money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "  ", None])
def test_blank_money_is_none(text: str | None) -> None:
    assert money(text) is None


def test_a_declared_decimal_comma_is_followed() -> None:
    assert money("1.250,50", decimal_mark=",") == Decimal("1250.50")


@pytest.mark.parametrize(
    "text", ["n/a", "1.250,50", "1,25.00", "1e5", "٣", "--5", "(5", "1.2.3", "∞"]
)
def test_anything_else_is_an_error_that_does_not_repeat_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not money$"):
        money(text)


def test_names_of_money_columns_are_recognised() -> None:
    assert looks_like_money("weird_fee")
    assert looks_like_money("total")
    assert looks_like_money("holiday_pay")
    assert not looks_like_money("payload")
    assert not looks_like_money("feeling")
