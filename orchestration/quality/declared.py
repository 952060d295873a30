"""Expectations as they are declared beside a source or a mart, and what they say in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WORDS = {
    "ExpectColumnToExist": "there is a column {column}",
    "ExpectColumnValuesToNotBeNull": "{column} is never empty",
    "ExpectColumnValuesToBeNull": "{column} is always empty",
    "ExpectColumnValuesToBeUnique": "no two rows share a {column}",
    "ExpectCompoundColumnsToBeUnique": "no two rows share {column_list}",
    "ExpectColumnValuesToBeInSet": "{column} is one of {value_set}",
    "ExpectColumnValuesToNotBeInSet": "{column} is none of {value_set}",
    "ExpectColumnValuesToBeBetween": "{column} lies {range}",
    "ExpectColumnSumToBeBetween": "the sum of {column} lies {range}",
    "ExpectColumnMinToBeBetween": "the smallest {column} lies {range}",
    "ExpectColumnMaxToBeBetween": "the largest {column} lies {range}",
    "ExpectColumnProportionOfNonNullValuesToBeBetween": "the filled share of {column} lies {range}",
    "ExpectColumnPairValuesAToBeGreaterThanB": "{column_A} is greater than {column_B}",
    "ExpectColumnValuesToMatchRegex": "{column} has the form {regex}",
    "ExpectColumnValuesToNotMatchRegex": "{column} never has the form {regex}",
    "ExpectTableRowCountToBeBetween": "the number of rows lies {range}",
}


@dataclass(frozen=True)
class DeclaredExpectation:
    """One entry of `expectations`: a class of Great Expectations, its arguments, its weight."""

    type: str
    kwargs: dict[str, object]
    name: str
    words: str
    is_blocking: bool


def read_expectations(entries: Iterable[Mapping[str, object]]) -> list[DeclaredExpectation]:
    """Read the declared list; names that repeat within one table get a number."""
    found: list[DeclaredExpectation] = []
    taken: dict[str, int] = {}
    for entry in entries:
        kind = str(entry.get("type", ""))
        given = entry.get("kwargs")
        kwargs = dict(given) if isinstance(given, Mapping) else {}
        declared = str(entry["name"]) if entry.get("name") else None
        name = declared or _default_name(kind, kwargs)
        taken[name] = taken.get(name, 0) + 1
        found.append(
            DeclaredExpectation(
                type=kind,
                kwargs=kwargs,
                name=name if taken[name] == 1 else f"{name}_{taken[name]}",
                words=declared.replace("_", " ") if declared else _words(kind, kwargs),
                is_blocking=entry.get("severity", "error") != "warn",
            )
        )
    return found


def _default_name(kind: str, kwargs: Mapping[str, object]) -> str:
    said = re.sub(r"^(expect_)?(column_)?(values_)?", "", _snake(kind))
    column = kwargs.get("column") or "_".join(_listed(kwargs.get("column_list")))
    return f"{column}_{said}" if column else said


def _words(kind: str, kwargs: Mapping[str, object]) -> str:
    shown = {name: _shown(value) for name, value in kwargs.items()}
    template = WORDS.get(kind)
    if template:
        try:
            return template.format(**{"range": _range(kwargs)} | shown)
        except KeyError:
            pass
    return " ".join(filter(None, [_snake(kind).replace("_", " "), shown.get("column", "")]))


def _range(kwargs: Mapping[str, object]) -> str:
    lowest, highest = kwargs.get("min_value"), kwargs.get("max_value")
    if lowest is not None and highest is not None:
        return f"between {lowest} and {highest}"
    return f"at or above {lowest}" if lowest is not None else f"at or below {highest}"


def _shown(value: object) -> str:
    return ", ".join(_listed(value)) if isinstance(value, list | tuple) else str(value)


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _snake(camel: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", camel).lower()
