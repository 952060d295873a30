"""A home goes on working when the product gains a definition."""

from pathlib import Path

import pytest

from orchestration.new_home import lay_out
from orchestration.project import OPTIONAL_DEFINITIONS, REPOSITORY, Home


@pytest.mark.parametrize("name", OPTIONAL_DEFINITIONS)
def test_a_home_of_an_earlier_version_gets_the_optional_definition_empty(
    tmp_path: Path, name: str
) -> None:
    home = Home(tmp_path.resolve())
    lay_out(home)
    (home.definitions / name).unlink()
    home.prepare()
    header = (REPOSITORY / "seeds" / "definitions" / name).read_text().splitlines()[0]
    assert (home.definitions / name).read_text() == f"{header}\n"


def test_what_a_home_declares_is_left_alone_and_an_empty_folder_stays_empty(tmp_path: Path) -> None:
    home = Home(tmp_path.resolve())
    home.prepare()
    assert not home.definitions.exists()
    lay_out(home)
    own = home.definitions / "budgets.csv"
    own.write_text("budget_month,tier,cost_class,budget_amount\n2024-01-01,1,labour,5.00\n")
    home.prepare()
    assert own.read_text().endswith("labour,5.00\n")
