"""A home that pulls, and a clock that never makes a test wait."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.new_home import lay_out
from orchestration.project import Home
from orchestration.pulling.clock import Clock
from tests.pulling.zendesk_account import SECRETS


class QuickClock:
    """Waiting takes no time but is remembered, and the time goes on by it."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.waits: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, seconds=lambda: self.passed, sleep=self.sleep)

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 2, tzinfo=UTC) + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.passed += seconds


@pytest.fixture
def quick() -> QuickClock:
    """The time of one test."""
    return QuickClock()


@pytest.fixture
def zendesk_login(monkeypatch: pytest.MonkeyPatch) -> None:
    """The account's login, where the night finds it."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def pulling_home(tmp_path: Path) -> Callable[[str], Home]:
    """Lays out a home whose `pulls.toml` holds the given text."""

    def made(text: str) -> Home:
        home = Home((tmp_path / "home").resolve())
        lay_out(home)
        home.pulls_file.write_text(text)
        return home

    return made
