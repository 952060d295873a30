"""One pull from beginning to end, whatever its kind."""

from collections.abc import Callable, Mapping

from orchestration.landing.declarations import declared_tables
from orchestration.project import Home
from orchestration.pulling.clock import Clock
from orchestration.pulling.config import Pull, configured_pulls
from orchestration.pulling.drop import Fetched, Stream, drop_pages
from orchestration.pulling.ledger import Ledger


def pulls_of(home: Home) -> list[Pull]:
    """What this home pulls; nothing if it has no `pulls.toml`."""
    if not home.pulls_file.is_file():
        return []
    tables = declared_tables(home.dbt_project / "models" / "staging")
    return configured_pulls(home.pulls_file, {table.system for table in tables})


def run_pull(home: Home, pull: Pull, clock: Clock | None = None) -> Fetched:
    """Fetch what is new since the last time; safe to stop at any moment and to run again."""
    clock = clock or Clock()
    secrets = pull.revealed()
    home.pulls.mkdir(mode=0o700, parents=True, exist_ok=True)
    ledger = Ledger(home.pulls / f"{pull.name}.json", pull)
    folder = home.landing / pull.system
    began_at = clock.now()
    if pull.kind == "files":
        from orchestration.pulling.files import copy_new_files

        fetched = copy_new_files(pull, secrets, ledger, folder)
    else:
        fetched = Fetched()
        for stream in _streams(pull, secrets, clock):
            fetched += drop_pages(stream, ledger, folder, began_at)
    ledger.finish(clock.now())
    return fetched


def _streams(pull: Pull, secrets: Mapping[str, str], clock: Clock) -> list[Stream]:
    """The libraries of an API are imported only if one is asked."""
    from orchestration.pulling import freshdesk, request_tracker, zendesk

    makers: dict[str, Callable[[Pull, Mapping[str, str], Clock], list[Stream]]] = {
        "zendesk": zendesk.streams,
        "freshdesk": freshdesk.streams,
        "request_tracker": request_tracker.streams,
    }
    return makers[pull.kind](pull, secrets, clock)
