"""All pages of a release, one self-contained file each."""

from collections.abc import Callable
from pathlib import Path

from orchestration.pages.checks import render_checks
from orchestration.pages.dictionary import render_dictionary
from orchestration.pages.operations import render_operations
from orchestration.pages.owner import render_owner
from orchestration.pages.release_tables import ReleaseTables, opened
from orchestration.pages.shares import read_shares
from orchestration.pages.vendor import FOLDER, render_vendor
from orchestration.publishing.manifest import ReleaseFacts

PAGES: dict[str, Callable[[ReleaseTables, ReleaseFacts], str]] = {
    "owner.html": render_owner,
    "operations.html": render_operations,
    "checks.html": render_checks,
    "dictionary.html": render_dictionary,
}


def write_site(marts: Path, site: Path, facts: ReleaseFacts) -> None:
    """Draw every page from a published file, which nobody may hold open for writing."""
    site.mkdir(parents=True, exist_ok=True)
    with opened(marts) as tables:
        for name, render in PAGES.items():
            (site / name).write_text(render(tables, facts), encoding="utf-8")
        for share in read_shares(tables):
            page = site / FOLDER / f"{share.slug}.html"
            page.parent.mkdir(exist_ok=True)
            page.write_text(render_vendor(share, facts), encoding="utf-8")
