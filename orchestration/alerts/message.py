"""What is said of a night: pure text from what the night reported and what is served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any

MOST_CAUSES = 10
LONGEST_CAUSE = 1_500


@dataclass(frozen=True)
class Message:
    """A subject of one line, the text, and the same as fields for a program."""

    subject: str
    text: str
    fields: Mapping[str, object]


def failed_night(
    company: str, run_id: str, causes: Sequence[str], served: Mapping[str, Any] | None, home: str
) -> Message:
    """What happened, in which file, what to do, and what readers see meanwhile.

    `causes` are the night's own sentences: they name file, row and remedy, and hold no cell.
    """
    shown = [_cut(cause) for cause in causes[:MOST_CAUSES]]
    more = len(causes) - len(shown)
    lines = [
        "Nothing was published.",
        *(f"- {cause}" for cause in shown),
        *([f"- and {more} more"] if more else []),
        "",
        _served(served),
        f"What to do: correct what is named above, then run `tierledger run --home {quote(home)}`. "
        "`tierledger doctor` looks at the home, `tierledger check FILE` at an export.",
    ]
    return Message(
        f"Tierledger: nothing was published for {_line(company)}",
        "\n".join(lines),
        {"event": "night_failed", "company": company, "run_id": run_id, "causes": shown},
    )


def week_of_nights(
    company: str, run_id: str, served: Mapping[str, Any], published: int, failed: int
) -> Message:
    """That all is well: how many nights published, what is served, what warns."""
    warnings = [_cut(warning) for warning in served.get("warnings", [])]
    checks = served.get("checks", [])
    passed = sum(bool(check.get("passed")) for check in checks)
    lines = [
        f"In the last seven days {published} releases were published; {failed} nights failed.",
        _served(served),
        f"{passed} of {len(checks)} checks passed.",
        *(f"- {warning}" for warning in warnings[:MOST_CAUSES]),
    ]
    return Message(
        f"Tierledger: the week of {_line(company)}",
        "\n".join(lines),
        {
            "event": "weekly_digest",
            "company": company,
            "run_id": run_id,
            "release_id": served.get("release_id"),
            "warnings": warnings,
        },
    )


def trial(company: str) -> Message:
    """That messages arrive."""
    return Message(
        f"Tierledger: a test message of {_line(company)}",
        "Messages about nights that published nothing will arrive here.",
        {"event": "test", "company": company},
    )


def _served(served: Mapping[str, Any] | None) -> str:
    if served is None:
        return "There is no earlier release."
    return f"Readers see release {served.get('release_id')}, data as of {served.get('data_as_of')}."


def _cut(text: str) -> str:
    line = _line(text)
    return line if len(line) <= LONGEST_CAUSE else f"{line[:LONGEST_CAUSE]}…"


def _line(text: str) -> str:
    """One line: a subject or a list's entry may not begin another."""
    return " ".join(text.split())
