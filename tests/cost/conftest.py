"""The chain, compiled once."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.cost.chain import Chain, chain_of, compiled_nodes
from tests.cost.inputs import INPUT_COLUMNS


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    return compiled_nodes(tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="session")
def chain(nodes: Mapping[str, Any]) -> Chain:
    return chain_of(nodes, INPUT_COLUMNS, "marts.cost")
