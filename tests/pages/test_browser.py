"""The page in a real browser: wide and narrow, light and dark."""

from collections.abc import Iterator

import pytest

from tests.pages.browser import Browser, browser, program
from tests.pages.company import Published

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(program() is None, reason="no Chromium on this machine"),
]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Every text that is seen against the nearest background behind it, as WCAG computes contrast.
LOWEST_CONTRAST = """
(() => {
    const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const channels = colour => {
        paint.clearRect(0, 0, 1, 1);
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data];
    };
    const light = colour => channels(colour).slice(0, 3).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (channels(colour)[3] === 255) return colour;
        }
        return getComputedStyle(document.body).backgroundColor;
    };
    let lowest = 21;
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!own || element.tagName === 'title' || element.closest('.hidden')) continue;
        const style = getComputedStyle(element);
        const text = element.namespaceURI.endsWith('svg') ? style.fill : style.color;
        const [one, other] = [light(text), light(behind(element))].sort((a, b) => b - a);
        lowest = Math.min(lowest, (one + 0.05) / (other + 0.05));
    }
    return lowest;
})()
"""
QUESTIONS = {
    "overflow": OVERFLOW,
    "contrast": LOWEST_CONTRAST,
    "headline": "document.querySelector('h1').innerText",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.mark.parametrize(
    ("page", "headline"), [("owner.html", "Support cost $"), ("checks.html", "1 of 41 checks")]
)
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_opens_without_complaint_request_or_overflow(
    chromium: Browser, published: Published, width: int, scheme: str, page: str, headline: str
) -> None:
    address = published.page.with_name(page).resolve().as_uri()
    seen = chromium.visit(address, width=width, scheme=scheme, questions=QUESTIONS)
    assert seen.complaints == []
    assert [url for url in seen.requests if url != address and not url.startswith("data:")] == []
    assert seen.values["overflow"] == 0
    assert seen.values["contrast"] >= 4.5
    assert seen.values["headline"].startswith(headline)
