"""Money as exports write it."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+", re.ASCII)
_SWAP = str.maketrans(",.", ".,")
_SIGNS = str.maketrans("", "", "$£€ \u00a0\u202f'")
_MONEY_WORDS = re.compile(
    r"(^|_)(amounts?|balances?|bonus(es)?|charges?|cost|costs|earnings|expenses?|fees?|gross|net|paid"
    r"|pay|payments?|prices?|rates?|salary|salaries|tax|taxes|tips|totals?|wages?)(_|$)"
)


def money(text: str | None, decimal_mark: str = ".") -> Decimal | None:
    """The amount: `$ £ €` and thousands marks dropped, `(x)` and `x-` negative, `-` is 0.

    Blank is none. Anything else raises ValueError (which does not repeat the text).
    """
    bare = (text or "").translate(_SIGNS).strip()
    if decimal_mark == ",":
        bare = bare.translate(_SWAP)
    if not bare:
        return None
    if bare == "-":
        return Decimal(0)
    is_negative = False
    if bare.startswith("(") and bare.endswith(")"):
        bare, is_negative = bare[1:-1], True
    elif bare.endswith("-"):
        bare, is_negative = bare[:-1], True
    elif bare[0] in "+-":
        bare, is_negative = bare[1:], bare[0] == "-"
    if not _NUMBER.fullmatch(bare):
        raise ValueError("not money")
    amount = Decimal(bare.replace(",", ""))
    return -amount if is_negative else amount


def looks_like_money(column_name: str) -> bool:
    """Whether a column's name says that it may hold money."""
    return _MONEY_WORDS.search(column_name) is not None
