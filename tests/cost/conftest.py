"""The chain, compiled once."""

import pytest

from tests.cost.chain import Chain, compiled_chain


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return compiled_chain(tmp_path_factory.mktemp("compiled"))
