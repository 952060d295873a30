"""Reports with title lines, a header of one or two rows, and a total row."""

from collections.abc import Sequence

import pytest

from orchestration.landing.column_names import raw_columns
from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.delimited import records
from orchestration.landing.readers.parsed import Parsed
from orchestration.landing.readers.preamble import parse

TOTALLED = """\
Payroll summary
"January 1 - March 31, 2024"

Name,Pay Date,Total Cost
"Rowe, Judith",01/31/2024,"$1,200.50"
Bo Lee,01/31/2024
,,
"Bo "Lee",01/31/2024,1.00
Ann Day,02/29/2024,(200.50)

Total,,"1,000.00"

"Monday, April 01, 2024 09:41 AM",,
"""
SURVEY = """\
Respondent ID,Custom Data,How satisfied are you?,,What was good?,,
,,Response,Other,Price,Speed,
11,A-1,4,"so
so",,Speed,x
12,A-2,5,,Price,,
"""


def parsed(
    text: str, *, signature: tuple[str, ...], columns: tuple[str, ...], **options: object
) -> Parsed:
    table = SourceTable(
        *("shop", "report", "report*.csv", "preamble"),
        signature=signature,
        columns=columns,
        aliases={"score": ("how satisfied* response",)},
        options=options,
    )

    def naming(headers: Sequence[str]) -> tuple[str, ...]:
        return raw_columns(headers, columns, table.aliases)

    return parse(records(text.splitlines(keepends=True), ","), table, naming)


def totalled(text: str) -> Parsed:
    return parsed(
        text,
        signature=("name", "total_cost"),
        columns=("name", "total_cost"),
        total_prefix="Total",
        control_totals=["total_cost"],
    )


def test_the_rows_between_the_header_and_the_total_land_and_damaged_ones_are_rejected() -> None:
    """1,200.50 - 200.50 = 1,000.00."""
    report = totalled(TOTALLED)
    assert list(report.columns) == ["name", "pay_date", "total_cost"]
    assert [(number, cells["total_cost"]) for number, cells in report.rows] == [
        (5, "$1,200.50"),
        (9, "(200.50)"),
    ]
    assert [(row.row, row.reason) for row in report.rejected] == [
        (6, "wrong number of fields"),
        (8, "a quote is not closed, or text follows a closing quote"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (TOTALLED.replace("(200.50)", "(200.51)"), "is not the sum of its rows"),
        (TOTALLED[: TOTALLED.index("Total,,")], "the 'Total' row is missing"),
        (TOTALLED.replace("Total Cost", "Cost"), "missing total_cost"),
    ],
    ids=["edited", "cut_off", "no_header"],
)
def test_a_report_that_does_not_add_up_or_is_cut_off_is_refused(text: str, problem: str) -> None:
    with pytest.raises(RefusalError, match=problem):
        totalled(text)


def test_two_header_rows_are_one_name() -> None:
    report = parsed(
        SURVEY,
        signature=("respondent_id",),
        columns=("respondent_id", "custom_data", "score"),
        header_rows=2,
    )
    assert list(report.columns) == [
        "respondent_id",
        "custom_data",
        "score",
        "how_satisfied_are_you_other",
        "what_was_good_price",
        "what_was_good_speed",
        "column_7",
    ]
    assert [(number, *cells.values()) for number, cells in report.rows] == [
        (3, "11", "A-1", "4", "so\nso", "", "Speed", "x"),
        (4, "12", "A-2", "5", "", "Price", "", ""),
    ]


@pytest.mark.parametrize("text", [SURVEY.splitlines()[0], SURVEY.replace("Response,", "", 1)])
def test_a_second_header_row_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(RefusalError, match="second header row"):
        parsed(text, signature=("respondent_id",), columns=("respondent_id",), header_rows=2)
