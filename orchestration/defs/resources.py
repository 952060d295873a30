"""What a whole run holds: the right to write, private file modes, a process for the checks."""

from collections.abc import Iterator

import dagster as dg

from orchestration.check_process import CheckProcess, check_process
from orchestration.history import forget_old_runs
from orchestration.private_files import private_files
from orchestration.project import Home
from orchestration.writer_lock import writer_lock


def run_resources(home: Home) -> dict[str, dg.ResourceDefinition]:
    """The resources of every run, however it is started."""

    @dg.resource(description="Only one run may write to a home at a time; files are private.")
    def writer(context: dg.InitResourceContext) -> Iterator[Home]:
        with writer_lock(home), private_files():
            if context.instance is not None:
                forget_old_runs(context.instance)
            yield home

    @dg.resource(
        description="A second process in which Great Expectations is imported and runs.",
        required_resource_keys={"writer"},
    )
    def checker(_context: dg.InitResourceContext) -> Iterator[CheckProcess]:
        with check_process() as process:
            yield process

    return {"writer": writer, "checker": checker}
