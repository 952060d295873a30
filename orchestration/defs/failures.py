"""Failures in the words that a person reads in the run's page and on the console."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from orchestration.problems import ExitCode, home_error
from orchestration.publishing.errors import PublishError
from orchestration.transform.dbt_build import DbtError

EXIT_CODE = "exit_code"


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what a stage raises into one failure with its cause; a mistake of ours stays as it is.

    The engine's exception is not chained: its message may repeat a row of the data.
    """
    try:
        yield
    except Exception as failure:
        problem = home_error(failure)
        spoken = isinstance(failure, DbtError | PublishError)
        if problem is None and not spoken:
            raise
        code = ExitCode.FINDINGS if problem is None else ExitCode.ENVIRONMENT
        raise dg.Failure(
            str(failure) if spoken else str(problem),
            metadata={EXIT_CODE: int(code)},
            allow_retries=problem is not None and problem.may_pass,
        ) from None
