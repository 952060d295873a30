"""How numbers, months and shares are written on a page."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
MINUS = "−"
# Decimals beyond which a share so close to its target is called equal to it.
MOST_DECIMALS = 4


def money(amount: Decimal | None, currency: str, decimals: int = 0) -> str:
    """An amount in the reporting currency; what is withheld says so."""
    if amount is None:
        return "withheld"
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{_symbol(currency)}{abs(rounded):,}"


def short_money(amount: float, currency: str) -> str:
    """An amount for an axis: $0, $50k, $1.2M."""
    sign = MINUS if amount < 0 else ""
    size = abs(amount)
    for limit, unit in ((1_000_000, "M"), (1_000, "k")):
        if size >= limit:
            return f"{sign}{_symbol(currency)}{size / limit:.3g}{unit}"
    return f"{sign}{_symbol(currency)}{size:.3g}"


def percent(share: Fraction, target: Fraction | None = None) -> str:
    """A share in percent, with as many decimals as it takes not to round it onto its target."""
    if target is None or share == target:
        return f"{_rounded(share * 100, 0)}%"
    for decimals in range(MOST_DECIMALS + 1):
        rounded = _rounded(share * 100, decimals)
        if Fraction(rounded) != target * 100 and (Fraction(rounded) < target * 100) == (
            share < target
        ):
            return f"{rounded}%"
    return f"{'just under' if share < target else 'just over'} {target_percent(target)}"


def part(share: Fraction) -> str:
    """A part of a whole in percent; a small one keeps a decimal."""
    return f"{_rounded(share * 100, 0 if abs(share) >= Fraction(1, 100) else 1)}%"


def target_percent(target: Fraction) -> str:
    """A target as it was decided, without rounding."""
    return f"{_plain(target * 100)}%"


def change(now: Decimal, before: Decimal) -> str | None:
    """The change in percent, signed; nothing if there is nothing to compare with."""
    if before <= 0:
        return None
    percents = ((now / before - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if percents == 0:
        return "±0.0%"
    return f"{MINUS if percents < 0 else '+'}{abs(percents)}%"


def month_name(month: date) -> str:
    """June 2026."""
    return f"{month:%B %Y}"


def short_month(month: date) -> str:
    """Jun 26."""
    return f"{month:%b %y}"


def day_name(moment: date) -> str:
    """30 June 2026."""
    return f"{moment.day} {moment:%B %Y}"


def minute(moment: datetime) -> str:
    """2026-06-30 23:10."""
    return f"{moment:%Y-%m-%d %H:%M}"


def plain_words(identifier: str) -> str:
    """`web_form` as a reader says it: Web form."""
    return identifier.replace("_", " ").capitalize()


def _symbol(currency: str) -> str:
    return SYMBOLS.get(currency, f"{currency} ")


def _rounded(value: Fraction, decimals: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _plain(value: Fraction) -> str:
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"
