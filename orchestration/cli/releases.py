"""Commands about what readers see: its pages, and which release it is."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from orchestration.cli.shell import HomeFolder, console, errors, existing, in_words, meant
from orchestration.problems import ExitCode
from orchestration.project import Home, home_at

# A vendor's page is named by the vendor; it lies in a folder of its own.
VENDOR = "vendor"
PAGES = ("owner", "operations", "decisions", "checks", VENDOR, "dictionary")


def _known_releases() -> list[str]:
    """For the completion of the shell, newest first."""
    from orchestration.publishing.swap import release_ids

    return release_ids(home_at())[::-1]


def _known_vendors() -> list[str]:
    return _vendors(home_at())


def _known_pages() -> list[str]:
    return list(PAGES)


def rollback(
    release: Annotated[
        str | None,
        typer.Argument(
            help="Which release; else the one before the live one.", autocompletion=_known_releases
        ),
    ] = None,
    is_list: Annotated[
        bool, typer.Option("--list", help="Say which releases are kept; change nothing.")
    ] = False,
    home: HomeFolder = None,
) -> None:
    """Let readers see an earlier release again."""
    from orchestration.publishing.errors import PublishError
    from orchestration.publishing.release import roll_back

    with in_words("Readers still see the release that they saw."):
        chosen = existing(home)
        if is_list:
            _list_releases(chosen)
            return
        try:
            served = roll_back(chosen, release)
        except PublishError as refusal:
            errors.print(f"[red]✗[/] {escape(str(refusal))}")
            raise typer.Exit(ExitCode.FINDINGS) from None
    console.print(f"Readers now see {escape(served)}: {escape(str(chosen.current))}")


def open_page(
    page: Annotated[
        str, typer.Argument(help=f"One of {', '.join(PAGES)}.", autocompletion=_known_pages)
    ] = "owner",
    vendor: Annotated[
        str | None,
        typer.Argument(help="Whose page, after `vendor`.", autocompletion=_known_vendors),
    ] = None,
    home: HomeFolder = None,
) -> None:
    """Show a page of the last release in the browser."""
    if page not in PAGES:
        known = ", ".join(PAGES)
        raise typer.BadParameter(
            f"There is no page {page!r}.{meant(page, PAGES)} The pages are: {known}.",
            param_hint="PAGE",
        )
    if vendor is not None and page != VENDOR:
        raise typer.BadParameter(
            f"Only the page of a vendor is somebody's: tierledger open {VENDOR} {vendor}",
            param_hint="VENDOR",
        )
    with in_words():
        chosen = existing(home)
        path = _path_of(chosen, page, vendor)
    console.print(escape(str(path)))
    typer.launch(path.resolve().as_uri())


def _path_of(home: Home, page: str, vendor: str | None) -> Path:
    site = home.current / "site"
    if not site.is_dir():
        _refuse("There is no release yet. `tierledger run` makes one.")
    if page != VENDOR:
        path = site / f"{page}.html"
        if not path.is_file():
            there = ", ".join(sorted(found.stem for found in site.glob("*.html")))
            _refuse(f"This release has no page {page}. It has: {there or 'none'}.")
        return path
    vendors = _vendors(home)
    chosen = vendor or (vendors[0] if len(vendors) == 1 else None)
    if chosen not in vendors:
        listed = ", ".join(vendors) or "nobody"
        asked = f"no page of {vendor}.{meant(vendor, vendors)}" if vendor else "pages of vendors."
        _refuse(f"This release has {asked} Name one of: {listed}.")
    return site / VENDOR / f"{chosen}.html"


def _vendors(home: Home) -> list[str]:
    return sorted(path.stem for path in (home.current / "site" / VENDOR).glob("*.html"))


def _list_releases(home: Home) -> None:
    from orchestration.publishing.swap import live_release_id, release_ids

    live = live_release_id(home)
    names = release_ids(home)
    for name in names[::-1]:
        console.print(f"{name} [green]readers see it[/]" if name == live else name)
    if not names:
        console.print("There is no release yet. `tierledger run` makes one.")


def _refuse(said: str) -> NoReturn:
    errors.print(f"[red]✗[/] {escape(said)}")
    raise typer.Exit(ExitCode.FINDINGS)
