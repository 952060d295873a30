"""Failures in the words that a person reads in the run's page and on the console."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import duckdb

from orchestration.problems import ExitCode, home_error, masked
from orchestration.publishing.errors import PublishError
from orchestration.transform.dbt_build import DbtError

EXIT_CODE = "exit_code"


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what a stage raises into one failure with its cause; a mistake of ours stays as it is.

    The engine's own exception is masked and not chained: its message may repeat a row of the data.
    """
    try:
        yield
    except Exception as failure:
        problem = home_error(failure)
        if problem is None and isinstance(failure, duckdb.Error):
            raise failed(masked(str(failure)), ExitCode.ENVIRONMENT) from None
        spoken = isinstance(failure, DbtError | PublishError)
        if problem is None and not spoken:
            raise
        code = ExitCode.FINDINGS if problem is None else ExitCode.ENVIRONMENT
        may_pass = problem is not None and problem.may_pass
        raise failed(str(failure if spoken else problem), code, may_pass=may_pass) from None


def failed(cause: str, code: ExitCode, *, may_pass: bool = False) -> dg.Failure:
    """A stage's end in words, with the exit code that the whole run gets from it."""
    return dg.Failure(cause, metadata={EXIT_CODE: int(code)}, allow_retries=may_pass)
