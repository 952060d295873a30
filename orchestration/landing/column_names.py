"""From the headers of an export to the columns of its raw table."""

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

_LONGEST_NAME = 100
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def matching_key(header: str) -> str:
    """What headers are compared by: their lower-case letters and digits."""
    return "".join(sign for sign in header.lower() if sign.isalnum())


def snake_case(header: str) -> str:
    """A column name for a header that nobody declared."""
    words = re.sub(r"[\W_]+", "_", _CAMEL.sub("_", header.strip()))
    return words.strip("_").lower()[:_LONGEST_NAME]


def raw_columns(
    headers: Sequence[str], known: Sequence[str], aliases: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """The raw column of each header, in order.

    A header takes the known column that it equals, else the one that it matches, else the one that
    it is an alias of (`*` in an alias stands for any text). What is left becomes a new column; a
    repeated name gets `_2`, `_3` and so on.
    """
    by_key: dict[str, str] = {}
    for name in known:
        by_key.setdefault(matching_key(name), name)
    taken: dict[int, str] = {}
    used: set[str] = set()
    for choose in (
        lambda header: header if header in known else None,
        lambda header: by_key.get(matching_key(header)),
        lambda header: _alias_of(header, aliases),
    ):
        for position, header in enumerate(headers):
            name = choose(header)
            if position not in taken and name is not None and name not in used:
                taken[position] = name
                used.add(name)
    for position, header in enumerate(headers):
        if position not in taken:
            taken[position] = _free_name(snake_case(header) or f"column_{position + 1}", used)
            used.add(taken[position])
    return tuple(taken[position] for position in range(len(headers)))


def _alias_of(header: str, aliases: Mapping[str, Sequence[str]]) -> str | None:
    for name, others in aliases.items():
        for other in others:
            is_pattern = "*" in other
            if is_pattern and fnmatchcase(header.strip().lower(), other.lower()):
                return name
            if not is_pattern and matching_key(other) == matching_key(header):
                return name
    return None


def _free_name(name: str, used: set[str]) -> str:
    candidate, number = name, 2
    while candidate in used:
        candidate, number = f"{name}_{number}", number + 1
    return candidate
