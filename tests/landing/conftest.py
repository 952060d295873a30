"""Shops to land exports in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.landing.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.fixture
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Shop]:
    """A fresh shop each time: for tests that compare two, and for fuzzed files."""
    return lambda: Shop(tmp_path_factory.mktemp("shop"))
