"""The models of the vendors' marts, compiled once."""

import pytest

from tests.cost.chain import Chain, chain_of, compiled_nodes
from tests.vendors.bills import INPUT_COLUMNS, OTHER_INPUT_COLUMNS


@pytest.fixture(scope="session")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    nodes = compiled_nodes(tmp_path_factory.mktemp("compiled-vendors"), "marts.vendors")
    return chain_of(nodes, INPUT_COLUMNS | OTHER_INPUT_COLUMNS, "marts.vendors")
