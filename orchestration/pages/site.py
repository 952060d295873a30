"""All pages of a release, one self-contained file each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration.pages import checks, dictionary, operations, owner
from orchestration.pages.page import Link
from orchestration.pages.release_tables import ReleaseTables, opened
from orchestration.pages.shares import read_shares
from orchestration.pages.vendor import FOLDER, render_vendor
from orchestration.publishing.manifest import ReleaseFacts


@dataclass(frozen=True)
class Page:
    """A page of the release: where it lies, what leads to it, how it is drawn."""

    link: Link
    render: Callable[[ReleaseTables, ReleaseFacts, Sequence[Link]], str]


# One entry makes a page and the way to it.
PAGES = (
    Page(Link(owner.FILE_NAME, "Cost and service"), owner.render_owner),
    Page(Link(operations.FILE_NAME, "Operations"), operations.render_operations),
    Page(Link(checks.FILE_NAME, "Checks"), checks.render_checks),
    Page(Link(dictionary.FILE_NAME, "Dictionary"), dictionary.render_dictionary),
)


def write_site(marts: Path, site: Path, facts: ReleaseFacts) -> None:
    """Draw every page from a published file, which nobody may hold open for writing."""
    links = [page.link for page in PAGES]
    with opened(marts) as tables:
        drawn = {page.link.file_name: page.render(tables, facts, links) for page in PAGES}
        for share in read_shares(tables):
            drawn[f"{FOLDER}/{share.slug}.html"] = render_vendor(share, facts)
    for name, text in drawn.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
