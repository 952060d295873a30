"""The bridge as a picture by itself: the catalog shows it beside the release."""

import base64
from pathlib import Path
from xml.etree import ElementTree

import duckdb

from orchestration.pages.bridge_picture import bridge_as_markdown
from tests.pages.company import Published

BEGINNING = "](data:image/svg+xml;base64,"


def test_it_is_an_image_that_holds_its_own_data_and_style(made_up: Published) -> None:
    told = bridge_as_markdown(made_up.marts)
    assert told is not None
    name, data = told.removesuffix(")").split(BEGINNING)
    picture = ElementTree.fromstring(base64.b64decode(data))
    written = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Before", "After"} <= written
    style = picture.find("{http://www.w3.org/2000/svg}style")
    assert style is not None
    assert "--gain" in (style.text or "")
    with duckdb.connect(str(made_up.marts), read_only=True) as connection:
        names = connection.execute("select comparison_name from comparison_summary").fetchall()
    assert (name.removeprefix("!["),) in names


def test_a_release_without_a_comparison_has_none(tmp_path: Path) -> None:
    marts = tmp_path / "marts.duckdb"
    duckdb.connect(str(marts)).close()
    assert bridge_as_markdown(marts) is None
