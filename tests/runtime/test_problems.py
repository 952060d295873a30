"""The machine's refusals are told apart from mistakes, and no message repeats a row."""

import errno
import sqlite3

import duckdb
import pytest

from orchestration.problems import home_error, masked


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/home/x"), "disk is full (/home/x)"),
        (PermissionError(errno.EACCES, "Permission denied", "/home/x"), "cannot be written"),
        (OSError(errno.EROFS, "Read-only file system", "/home/x"), "cannot be written"),
        (duckdb.IOException("Could not write file: No space left on device"), "disk is full"),
        (duckdb.IOException('IO Error: Could not set lock on file "/x"'), "Another program"),
        (sqlite3.OperationalError("database or disk is full"), "disk is full"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written"),
    ],
)
def test_what_the_machine_refuses_is_said_with_its_remedy(failure: Exception, said: str) -> None:
    problem = home_error(failure)
    assert problem is not None
    assert said in str(problem)
    assert "run again" in str(problem)


def test_the_cause_of_a_cause_counts() -> None:
    failure = RuntimeError("writing failed")
    failure.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert home_error(failure) is not None


def test_a_mistake_is_not_the_machines() -> None:
    assert home_error(TypeError("unsupported operand")) is None


def test_values_and_numbers_of_a_row_are_masked_but_names_are_not() -> None:
    raised = (
        "Conversion Error: Could not convert string '7,314.15' to INT32 in column \"gross_amount\" "
        'of "Doe, Ann" when casting 7314.15; int_costs_2 LINE 12'
    )
    assert masked(raised) == (
        "Conversion Error: Could not convert string '…' to INT32 in column \"gross_amount\" "
        'of "…" when casting #; int_costs_2 LINE #'
    )
