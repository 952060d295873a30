"""Homes that several test folders use."""

import fcntl
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from orchestration.sample import Variant
from tests.product import copied, lay_out_sample, parse_project, tierledger

DEMO_HOME = "TIERLEDGER_DEMO_HOME"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with whole nights go first, so that no process is left with one at the end."""
    items.sort(key=lambda item: "whole_run" not in item.path.parts)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Home:
    """A home for all processes of this test run: whoever needs it first makes it, others wait."""
    is_one_of_many = "PYTEST_XDIST_WORKER" in os.environ
    base = factory.getbasetemp().parent if is_one_of_many else factory.getbasetemp()
    root = base / f"shared-{name}"
    with (base / f"{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = base / f"{root.name}.made"
        if not done.exists():
            make(root)
            done.touch()
    return Home(root.resolve())


@pytest.fixture(scope="session")
def small_exports(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The flat company with one ticket in fifty: fast, and its numbers mean nothing."""

    def make(root: Path) -> None:
        home = lay_out_sample(root, "flat", scale=0.02, end_month="2024-03")
        home.prepare()
        parse_project(home)

    return made_once(tmp_path_factory, "small-exports", make)


@pytest.fixture(scope="session")
def small_release(small_exports: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The small company after its first night."""

    def make(root: Path) -> None:
        finished = tierledger(copied(small_exports, root), "run")
        assert finished.code == 0, finished.said

    return made_once(tmp_path_factory, "small-release", make)


@pytest.fixture
def small_home(small_exports: Home, tmp_path: Path) -> Home:
    """A home of its own with the small company's exports, before its first night."""
    return copied(small_exports, tmp_path / "home")


@pytest.fixture
def served_home(small_release: Home, tmp_path: Path) -> Home:
    """A home of its own that serves the release of the small company's first night."""
    return copied(small_release, tmp_path / "home")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Home]:
    """A home with a published release of a whole sample company, made once per kind."""

    def run(
        variant: Variant, *, templates_only: bool = False, stranded_share: Decimal = Decimal(0)
    ) -> Home:
        # What `make demo` has just published need not be published again.
        if variant == "real" and DEMO_HOME in os.environ:
            return Home(Path(os.environ[DEMO_HOME]).resolve())

        def make(root: Path) -> None:
            home = lay_out_sample(
                root, variant, templates_only=templates_only, stranded_share=stranded_share
            )
            finished = tierledger(home, "run")
            assert home.current.exists(), finished.said

        source = "templates" if templates_only else "exports"
        return made_once(tmp_path_factory, f"{variant}-{source}-{stranded_share}", make)

    return run


@pytest.fixture
def release() -> Iterator[Callable[[Home], duckdb.DuckDBPyConnection]]:
    """Opens the release that a home serves, as a reader does; closed after the test."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def open_release(home: Home) -> duckdb.DuckDBPyConnection:
        opened.append(duckdb.connect(home.current / "marts.duckdb", read_only=True))
        return opened[-1]

    yield open_release
    for connection in opened:
        connection.close()
