"""The pages in a real browser: wide and narrow, light and dark, on paper."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orchestration.pages.site import PAGES
from orchestration.project import Home
from tests.pages import questions
from tests.pages.browser import Browser, browser, program
from tests.pages.company import Published

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(program() is None, reason="no Chromium on this machine"),
]

# Of these releases the pages are opened; the sample's has all that a newcomer sees.
MADE_UP, REAL = "made up", "real"
NAMES = (*(page.link.file_name for page in PAGES), "vendor/northline.html")
QUESTIONS = {
    "overflow": questions.OVERFLOW,
    "contrast": questions.LOWEST_CONTRAST,
    "clipped": questions.CLIPPED,
    "narrowest": questions.NARROWEST_CHART,
    "headline": questions.HEADLINE,
}
# Where pictures of the pages are kept for a person to look at, if anybody asks for them.
PICTURES = os.environ.get("PAGE_PICTURES")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def sites(made_up: Published, published: Callable[..., Home]) -> dict[str, Path]:
    return {MADE_UP: made_up.site, REAL: published(REAL).current / "site"}


@pytest.mark.parametrize("release", [MADE_UP, REAL])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("width", "scheme", "media"),
    [
        (1280, "light", "screen"),
        (1280, "dark", "screen"),
        (390, "light", "screen"),
        (390, "dark", "screen"),
        (320, "light", "screen"),
        (1280, "dark", "print"),
    ],
)
def test_a_page_is_whole_in_every_light_and_on_every_paper(
    chromium: Browser,
    sites: dict[str, Path],
    release: str,
    name: str,
    width: int,
    scheme: str,
    media: str,
) -> None:
    address = (sites[release] / name).resolve().as_uri()
    asked = dict(QUESTIONS)
    if media == "screen" and width != 320:
        asked["violations"] = questions.VIOLATIONS
    seen = chromium.visit(
        address,
        width=width,
        scheme=scheme,
        media=media,
        questions=asked,
        picture=_picture(release, name, f"{width}-{scheme}-{media}"),
    )
    assert seen.complaints == []
    assert [url for url in seen.requests if url != address and not url.startswith("data:")] == []
    assert seen.values["clipped"] == []
    assert seen.values.get("violations", []) == []
    assert seen.values["contrast"] >= 4.5
    assert seen.values["headline"]
    if media == "screen":
        assert seen.values["overflow"] == 0
        assert seen.values["narrowest"] is None or seen.values["narrowest"] >= 519
    elif name == "owner.html":
        assert seen.values["printed"] == 2


def _picture(release: str, name: str, mode: str) -> Path | None:
    if PICTURES is None:
        return None
    file_name = f"{release}-{name.removesuffix('.html')}-{mode}.png".replace("/", "-")
    return Path(PICTURES) / file_name.replace(" ", "-")
