"""What holds for every page of a release: whole in itself, dated, linked, numbers beside charts."""

import re
from pathlib import Path

import pytest

from orchestration.pages.site import PAGES
from tests.pages.company import Published

OWN = tuple(page.link.file_name for page in PAGES)
ALL = (*OWN, "vendor/northline.html", "vendor/answerbot.html")


@pytest.mark.parametrize("name", ALL)
def test_a_page_needs_nothing_from_anywhere(made_up: Published, name: str) -> None:
    page = made_up.source(name)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv=", "")
    assert "url(" not in page
    for target in re.findall(r"""(?:src|href)=["']([^"']*)""", page):
        assert target == "data:," or (made_up.site / name).parent.joinpath(target).is_file()


@pytest.mark.parametrize("name", ALL)
def test_a_page_says_how_old_its_data_is_and_of_which_release(
    made_up: Published, name: str
) -> None:
    text = made_up.text(name)
    assert "Data as of 2026-07-12 21:40 UTC" in text
    assert made_up.site.parent.name in text


@pytest.mark.parametrize("name", OWN)
def test_every_page_leads_to_all_others(made_up: Published, name: str) -> None:
    found = re.search(r"<nav.*?</nav>", made_up.source(name), re.DOTALL)
    assert found
    assert tuple(re.findall(r'href="([^"]+)"', found[0])) == OWN
    assert re.findall(r'href="([^"]+)" aria-current="page"', found[0]) == [name]


@pytest.mark.parametrize("name", ALL)
def test_every_chart_has_its_numbers_beside_it(made_up: Published, name: str) -> None:
    sections = re.findall(r"<section.*?</section>", made_up.source(name), re.DOTALL)
    with_chart = [section for section in sections if 'class="chart"' in section]
    assert all("<summary>Show the numbers</summary>" in section for section in with_chart)
    assert with_chart or name in {"checks.html", "dictionary.html", "vendor/answerbot.html"}


@pytest.mark.parametrize("name", ALL)
def test_no_page_is_larger_than_a_mail_carries(made_up: Published, name: str) -> None:
    assert Path(made_up.site / name).stat().st_size < 1_000_000
