"""A home goes on working when the product gains a definition."""

from pathlib import Path

import pytest

from orchestration.new_home import SAMPLE_DEFINITIONS, declare_sample, lay_out
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


@pytest.mark.parametrize("name", SAMPLE_DEFINITIONS)
def test_only_the_sample_starts_with_what_the_sample_company_did(tmp_path: Path, name: str) -> None:
    home = Home(tmp_path.resolve())
    lay_out(home)
    declared = (REPOSITORY / "seeds" / "definitions" / name).read_text()
    assert (home.definitions / name).read_text() == declared.splitlines()[0] + "\n"
    declare_sample(home)
    assert (home.definitions / name).read_text() == declared
    own = declared.splitlines()[0] + "\nmine\n"
    (home.definitions / name).write_text(own)
    declare_sample(home)
    assert (home.definitions / name).read_text() == own
