"""The models of the vendors' marts, compiled once."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.cost.chain import Chain, chain_of, compiled_nodes
from tests.vendors.bills import INPUT_COLUMNS, OTHER_INPUT_COLUMNS


@pytest.fixture(scope="session")
def vendor_nodes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    return compiled_nodes(tmp_path_factory.mktemp("compiled-vendors"), "marts.vendors")


@pytest.fixture(scope="session")
def audit(vendor_nodes: Mapping[str, Any]) -> Chain:
    return chain_of(vendor_nodes, INPUT_COLUMNS | OTHER_INPUT_COLUMNS, "marts.vendors")


@pytest.fixture(scope="session")
def definition_checks(vendor_nodes: Mapping[str, Any]) -> Mapping[str, str]:
    """The SQL of every data test that is written by hand, by its name."""
    return {
        node["name"]: node["compiled_code"]
        for node in vendor_nodes.values()
        if node["resource_type"] == "test" and node["path"].startswith("assert_")
    }
