"""Which failures of a stage are said in words, with which exit code; values stay out of them."""

import errno
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.defs.failures import EXIT_CODE, in_words
from orchestration.problems import ExitCode
from orchestration.publishing.errors import PublishError, explained
from orchestration.transform.dbt_build import DbtError


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    with pytest.raises(TypeError), in_words():
        raise TypeError("unsupported operand")


def full_disk() -> PublishError:
    cause = OSError(errno.ENOSPC, "No space left on device")
    failure = explained(cause, Path("/published"))
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (DbtError(["Test a failed.", "Test b failed."]), ExitCode.FINDINGS, "Test a failed.\nTest"),
        (PublishError("These columns name persons."), ExitCode.FINDINGS, "name persons"),
        (full_disk(), ExitCode.ENVIRONMENT, "Free some disk space"),
        (PermissionError(errno.EACCES, "no", "/x"), ExitCode.ENVIRONMENT, "cannot be written (/x)"),
        (
            duckdb.ConversionException("Could not convert '7314'"),
            ExitCode.ENVIRONMENT,
            "convert '…'",
        ),
    ],
)
def test_a_failure_is_said_once_with_its_exit_code(
    failure: Exception, code: ExitCode, said: str
) -> None:
    with pytest.raises(dg.Failure) as raised, in_words():
        raise failure
    assert raised.value.metadata[EXIT_CODE].value == code
    assert said in str(raised.value.description)
    assert not raised.value.allow_retries
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_only_what_may_pass_is_tried_again() -> None:
    with pytest.raises(dg.Failure) as raised, in_words():
        raise duckdb.IOException("IO Error: Could not set lock on file")
    assert raised.value.allow_retries
