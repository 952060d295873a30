"""A night fetches first; what cannot be fetched warns, or blocks where the home says so."""

import json
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.defs import pulling
from orchestration.defs.night import definitions_of
from orchestration.night_report import NightReport
from orchestration.nightly import run_night
from orchestration.problems import ExitCode, HomeError
from orchestration.project import Home
from orchestration.publishing import release
from orchestration.pulling.config import Pull
from orchestration.pulling.drop import Fetched
from orchestration.pulling.failures import PullError

CONFIG = """
[[pull]]
kind = "files"
name = "market"
system = "shop"
url = "{url}"
glob = "orders-*.csv"
required = {required}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "market"
    folder.mkdir()
    (folder / "orders-2.csv").write_text("fruit,price\npear,5\n")
    return folder


@pytest.fixture
def home(small_home: Home, source: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The small company, which gets its orders from the market's folder."""
    monkeypatch.setattr(release, "write_site", lambda *_: None)
    monkeypatch.setattr(pulling, "RETRY_DELAY_SECONDS", 0)
    small_home.pulls_file.write_text(CONFIG.format(url=source.as_uri(), required="false"))
    return small_home


def night(home: Home) -> NightReport:
    report = NightReport(on_stage=lambda _: None)
    run_night(home, "", report)
    return report


def orders(home: Home) -> int:
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        return len(connection.execute("select fruit from marts.fruits").fetchall())


def test_what_is_pulled_is_published_the_same_night(home: Home) -> None:
    report = night(home)
    assert (report.causes, report.warnings, report.exit_code) == ([], [], ExitCode.FINE)
    assert next(iter(report.stages)) == "pull_market"
    assert report.stages["pull_market"].summary == "1 files pulled, 1 of 1 checks passed"
    assert orders(home) == 3
    assert night(home).exit_code == ExitCode.FINE
    assert orders(home) == 3


def test_a_pull_that_fails_warns_and_the_night_goes_on_with_what_has_landed(
    home: Home, source: Path
) -> None:
    source.rename(source.with_name("closed"))
    report = night(home)
    said = f"Pull market: there is no folder {source.as_uri()}. The night went on"
    assert report.causes == []
    assert [warning.startswith(said) for warning in report.warnings] == [True]
    assert report.exit_code == ExitCode.FINDINGS
    assert orders(home) == 2
    published = json.loads((home.current / "release.json").read_text())
    assert [warning.startswith(said) for warning in published["warnings"]] == [True]


def test_a_required_pull_that_fails_publishes_nothing(home: Home, source: Path) -> None:
    home.pulls_file.write_text(CONFIG.format(url=source.as_uri(), required="true"))
    source.rename(source.with_name("closed"))
    report = night(home)
    assert report.causes == [f"Pull market: there is no folder {source.as_uri()}."]
    assert report.exit_code == ExitCode.FINDINGS
    assert list(report.stages) == ["pull_market"]
    assert not home.current.exists()


@pytest.mark.parametrize(("failures", "warnings"), [(2, 0), (3, 1)])
def test_a_failure_that_may_pass_is_tried_three_times(
    home: Home, monkeypatch: pytest.MonkeyPatch, failures: int, warnings: int
) -> None:
    tries = 0

    def troubled(_home: Home, _pull: Pull) -> Fetched:
        nonlocal tries
        tries += 1
        if tries <= failures:
            raise PullError("market: it is in trouble", may_pass=True)
        return Fetched()

    monkeypatch.setattr(pulling, "run_pull", troubled)
    report = night(home)
    assert tries == 3
    assert len(report.warnings) == warnings
    assert report.causes == []


def test_a_file_that_cannot_be_followed_stops_the_night_with_its_remedy(home: Home) -> None:
    home.pulls_file.write_text('[[pull]]\nkind = "files"\nsystem = "shoe"\n')
    with pytest.raises(HomeError, match="key system: found shoe; expected one of shop"):
        night(home)


def test_the_lineage_shows_a_pull_before_the_tables_that_it_fills(home: Home) -> None:
    graph = definitions_of(home).resolve_asset_graph()
    pulled = dg.AssetKey(["pulled", "market"])
    assert graph.get(dg.AssetKey(["shop", "orders"])).parent_keys == {pulled}
    home.pulls_file.unlink()
    assert pulled not in definitions_of(home).resolve_asset_graph().get_all_asset_keys()
