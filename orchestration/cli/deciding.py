"""`tierledger whatif`: an option of a workflow with other inputs than the released ones."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from orchestration.cli.shell import AsJson, HomeFolder, console, existing, in_words, print_json

ROUTES = ("in_house_ai", "onshore", "offshore", "specialist", "automation")
SHARES = frozenset({"released_share", "exit_share"})
Number = Annotated[str | None, typer.Option(metavar="NUMBER")]


def whatif(
    workflow: Annotated[str, typer.Option(help="Workflow, such as refunds.")],
    route: Annotated[str, typer.Option(help=f"What it would take: {', '.join(ROUTES)}.")],
    provider: Annotated[str | None, typer.Option(help="Whose quote, if there are several.")] = None,
    price: Number = None,
    per_resolution: Annotated[
        bool | None, typer.Option("--per-resolution/--per-unit", help="What the price is for.")
    ] = None,
    minimum: Number = None,
    seats: Number = None,
    management_hours: Number = None,
    shadow_minutes: Number = None,
    one_off: Number = None,
    released: Number = None,
    exit_share: Number = None,
    units: Number = None,
    json_wanted: AsJson = False,
    home: HomeFolder = None,
) -> None:
    """Cost an option anew with other inputs; nothing that is published changes.

    What is not given stays as released. Amounts are a month and in the reporting currency.
    """
    from orchestration.decisions.whatif import what_if
    from orchestration.explain.build_database import UnknownPartError

    if route not in ROUTES:
        raise typer.BadParameter(
            f"{route!r} is no option. It is one of {', '.join(ROUTES)}.", param_hint="--route"
        )
    typed = {
        "price_per_unit_amount": ("price", price),
        "minimum_amount": ("minimum", minimum),
        "seat_amount": ("seats", seats),
        "management_hours": ("management-hours", management_hours),
        "shadow_minutes_per_unit": ("shadow-minutes", shadow_minutes),
        "one_off_amount": ("one-off", one_off),
        "released_share": ("released", released),
        "exit_share": ("exit-share", exit_share),
        "demand_units_per_month": ("units", units),
    }
    changes: dict[str, Decimal | bool] = {
        column: _number(option, text, is_share=column in SHARES)
        for column, (option, text) in typed.items()
        if text is not None
    }
    if per_resolution is not None:
        changes["is_price_per_resolution"] = per_resolution
    with in_words("Nothing was changed."):
        try:
            found = what_if(existing(home), workflow, route, provider, changes)
        except UnknownPartError as unknown:
            raise typer.BadParameter(str(unknown), param_hint=f"--{unknown.part}") from None
    if json_wanted:
        print_json({"released": _plain(found.released), "asked": _plain(found.asked)})
    else:
        console.print(_table(found.released, found.asked))


def _number(option: str, text: str, *, is_share: bool) -> Decimal:
    most = Decimal(1) if is_share else Decimal(10**12)
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or not 0 <= number <= most:
        wanted = "a share from 0 to 1" if is_share else "a number from 0"
        raise typer.BadParameter(f"{text!r} is not {wanted}.", param_hint=f"--{option}")
    return number


def _plain(row: dict[str, Any] | None) -> dict[str, object] | None:
    return row and {
        name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()
    }


def _table(released: dict[str, Any] | None, asked: dict[str, Any]) -> Table:
    """Every input and result that is known, changed ones marked."""
    table = Table("", "released", "asked", title=f"{asked['workflow_id']}, {asked['route_option']}")
    for name, value in asked.items():
        if name in {"workflow_id", "route_option", "quote_id", "is_suppressed"} or value is None:
            continue
        before = released[name] if released else None
        words = escape(str(value))
        table.add_row(
            name,
            "" if before is None else escape(str(before)),
            words if before == value else f"[bold]{words}[/]",
        )
    return table
