"""What all pages of a release share: the look, the way between them, the footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from orchestration.pages import formats
from orchestration.publishing.manifest import ReleaseFacts


@dataclass(frozen=True)
class Link:
    """A page that others lead to."""

    file_name: str
    title: str


def rendered(
    template: str,
    facts: ReleaseFacts,
    file_name: str,
    links: Sequence[Link] = (),
    **values: object,
) -> str:
    """A page as text: one file that needs nothing from anywhere.

    `links` lead to the other pages; a page that is handed over alone has none.
    """
    failed = sum(not check.passed for check in facts.checks)
    return (
        _templates()
        .get_template(template)
        .render(
            as_of=formats.minute(moment_of(facts.data_as_of)),
            published_at=formats.minute(moment_of(facts.published_at)),
            facts=facts,
            checks_said=_checks_said(len(facts.checks), failed),
            links=links,
            file_name=file_name,
            **values,
        )
    )


def style_sheet() -> str:
    """The style of all pages, for a drawing that stands by itself."""
    return _templates().get_template("style.css.j2").render()


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("orchestration.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def moment_of(text: str) -> datetime:
    """The moment in UTC; a text without a zone is UTC."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _checks_said(count: int, failed: int) -> str:
    if failed:
        return f"{count - failed:,} of {count:,} checks passed"
    return f"all {count:,} checks passed" if count else "no check was run"
