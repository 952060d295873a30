"""How numbers, months and shares are written on a page."""

from collections.abc import Sequence
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
    """A share in percent, with as many decimals as it takes not to round it onto its target.

    A target that is itself a mix may be no round number: the share must not look like it either.
    """
    if target is None or share == target:
        return f"{_rounded(share * 100, 0)}%"
    for decimals in range(MOST_DECIMALS + 1):
        rounded, wanted = _rounded(share * 100, decimals), _rounded(target * 100, decimals)
        if rounded != wanted and (Fraction(rounded) < target * 100) == (share < target):
            return f"{rounded}%"
    return f"{'just under' if share < target else 'just over'} {target_percent(target)}"


def part(share: Fraction) -> str:
    """A part of a whole in percent; a small one keeps a decimal."""
    return f"{_rounded(share * 100, 0 if abs(share) >= Fraction(1, 100) else 1)}%"


def target_percent(target: Fraction) -> str:
    """A target as it was decided, without rounding; a mix of several is rounded and says so."""
    shown = _rounded(target * 100, 1)
    if (target * 1_000_000).denominator == 1:
        return f"{_plain(target * 100)}%"
    return f"about {shown}%"


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


def signed_money(amount: Decimal | None, currency: str, decimals: int = 0) -> str:
    """A change of cost: a plus before what costs more."""
    said = money(amount, currency, decimals)
    return f"+{said}" if amount is not None and amount > 0 else said


def exact_percent(share: Decimal | Fraction | None, decimals: int = 1) -> str:
    """A share in percent with a fixed number of decimals; – where there is none."""
    if share is None:
        return "–"
    rounded = _rounded(Fraction(share) * 100, decimals)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded)}%"


def percent_range(low: Decimal | Fraction, high: Decimal | Fraction) -> str:
    """24% to 38%, with a decimal each."""
    return f"{exact_percent(low)} to {exact_percent(high)}"


def months_between(first: date, last: date) -> str:
    """Jan to Jun 2024; a single month is named alone."""
    if first == last:
        return f"{first:%b %Y}"
    return f"{first:%b}{'' if first.year == last.year else f' {first:%Y}'} to {last:%b %Y}"


def duration(seconds: int) -> str:
    """The two largest units: 2 d 4 h, 35 min, 12 s."""
    parts = []
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count:,} {unit}")
    return " ".join(parts[:2]) or "0 s"


def counted(count: int, one: str, many: str | None = None) -> str:
    """1 request, 2 requests."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def unbroken(words: str) -> str:
    """The same words, never torn apart at the end of a line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def lower_first(words: str) -> str:
    """A sentence's words inside another one."""
    return words[:1].lower() + words[1:]


def plain_sentence(words: str) -> str:
    """A finding as a sentence: a capital in front, a full stop at its end."""
    text = words.strip()
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def axis_percent(share: float) -> str:
    """A share for an axis: no decimal where none is needed."""
    return f"{share:.0%}" if round(share * 1000) % 10 == 0 else f"{share:.1%}"


def listed(words: Sequence[str]) -> str:
    """Words as a list inside a sentence: a, b and c."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def sentences(*said: str) -> str:
    """Sentences after each other; an empty one leaves no gap."""
    return " ".join(filter(None, said))
