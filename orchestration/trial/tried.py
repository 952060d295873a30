"""A whole trial: a throw-away home in which the files land, are typed and checked as at night."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from orchestration.check_process import CheckProcess, check_process
from orchestration.landing.declarations import SourceTable, declared_tables
from orchestration.landing.raw_tables import ensure_raw_tables, open_build
from orchestration.private_files import private_files
from orchestration.project import REPOSITORY, Home
from orchestration.quality.expectations import check_landed
from orchestration.transform.dbt_build import DbtError
from orchestration.trial.landed import Tried, land_trial
from orchestration.trial.report import TrialFinding, TrialReport
from orchestration.trial.typed import typing_findings
from orchestration.trial.unpacked import unpacked


def try_files(paths: Sequence[Path], home: Home) -> TrialReport:
    """Land and type the files beside the home; only the home's definitions are read, nothing of it
    is written."""
    tables = declared_tables(REPOSITORY / "dbt_project" / "models" / "staging")
    with private_files(), check_process() as checker, _throw_away_home(home) as trial:
        tried = [one for path in paths for one in unpacked(path, trial.build)]
        connection = open_build(trial.database)
        try:
            ensure_raw_tables(connection, tables)
            for one in tried:
                if one.report.status == "refused":
                    continue
                land_trial(one, connection, tables, trial.build)
        finally:
            connection.close()
        landed = [one.table for one in tried if one.table and one.report.status == "landed"]
        if landed:
            _add_typing(tried, trial, landed)
            _add_expectations(tried, trial, landed, checker)
    return TrialReport(tuple(one.report for one in tried))


@contextmanager
def _throw_away_home(home: Home) -> Iterator[Home]:
    """A home in a private temporary folder, with this home's definitions."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="tierledger-check-") as folder:
        trial = Home(Path(folder).resolve() / "home")
        trial.root.mkdir()
        seeds = home.root if home.definitions.is_dir() else REPOSITORY
        (trial.root / "seeds").symlink_to(seeds / "seeds")
        trial.prepare()
        os.environ.update(trial.environment())
        try:
            yield trial
        finally:
            os.environ.clear()
            os.environ.update(before)


def _add_typing(tried: Sequence[Tried], trial: Home, landed: Sequence[SourceTable]) -> None:
    by_file: Mapping[str, Tried] = {
        o.outcome.file_name: o for o in tried if o.outcome and o.outcome.status == "landed"
    }
    try:
        found = typing_findings(trial, landed)
    except DbtError as failure:
        finding = TrialFinding("blocks", f"the models of the source cannot be built: {failure}")
        for one in by_file.values():
            one.report.add(finding)
        return
    for one in by_file.values():
        one.report.was_typed = True
    for item in found:
        first = next(o for o in by_file.values() if o.table and o.table.system == item.system)
        one = by_file.get(item.file_name or "", first)
        one.report.add(_in_words(item.finding))


def _in_words(finding: TrialFinding) -> TrialFinding:
    return replace(finding, problem=f"not typed: {finding.problem}")


def _add_expectations(
    tried: Sequence[Tried], trial: Home, landed: Sequence[SourceTable], checker: CheckProcess
) -> None:
    """The expectations beside the sources; they count rows and do not name them."""
    tables = list({_name(table): table for table in landed}.values())
    for result in checker.ask(check_landed, trial, tables):
        if result.passed:
            continue
        one = next(o for o in tried if o.table and _name(o.table) == result.asset)
        rule = result.description.split(". Columns _source_file", 1)[0]
        one.report.add(TrialFinding("blocks" if result.blocking else "warns", rule))


def _name(table: SourceTable) -> tuple[str, str]:
    return table.system, table.table
