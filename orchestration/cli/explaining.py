"""`tierledger explain`: what a published number is made of, read from the private build."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from orchestration.cli.shell import AsJson, HomeFolder, errors, existing, in_words, print_json
from orchestration.problems import ExitCode

if TYPE_CHECKING:
    from rich.tree import Tree

UNCUT_COLUMNS = 1000


def explain_cost(
    month: Annotated[str, typer.Option(help="Month of the cost, such as 2024-03.")],
    tier: Annotated[str, typer.Option(help="Tier, such as 3, or unallocated.")],
    workflow: Annotated[str | None, typer.Option(help="Only this workflow.")] = None,
    route: Annotated[str | None, typer.Option(help="Only this route, such as in_house.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this provider.")] = None,
    cost_class: Annotated[
        str | None, typer.Option("--class", help="Only this cost class, such as labour.")
    ] = None,
    rows: Annotated[int, typer.Option(min=0, help="Source rows to show of each pool.")] = 5,
    every_row: Annotated[bool, typer.Option("--all", help="Show every source row.")] = False,
    json_wanted: AsJson = False,
    home: HomeFolder = None,
) -> None:
    """Open a cost: its classes, pools, rules, driver values and source rows, to the cent.

    It reads the private build and shows pay: on this terminal, for the owner's eyes. The amounts
    are the true ones, also where the published table suppresses or merges a cell.
    """
    from orchestration.explain.cost import explain
    from orchestration.explain.cost_parts import Question
    from orchestration.explain.cost_shown import as_json, as_tree
    from orchestration.explain.served import costs_served_otherwise

    named = {"workflow": workflow, "route": route, "provider": provider, "class": cost_class}
    parts = {part: value for part, value in named.items() if value is not None}
    with in_words(), _unknown_refused():
        chosen = existing(home)
        explained = explain(chosen, Question(_month(month), tier, parts))
        served = costs_served_otherwise(chosen)
    if json_wanted:
        _show(as_json(explained), served)
    else:
        _show(as_tree(explained, None if every_row else rows), served)


def explain_sla(
    ticket: Annotated[str, typer.Option(help="Ticket, by the id that its system gave it.")],
    source: Annotated[
        str | None, typer.Option(help="System of the ticket, such as zendesk, if several have it.")
    ] = None,
    metric: Annotated[
        str | None,
        typer.Option(help="Only this metric, such as first_reply; also one that is not promised."),
    ] = None,
    hours: Annotated[int, typer.Option(min=0, help="Opening hours to show of each interval.")] = 5,
    every_hour: Annotated[bool, typer.Option("--all", help="Show all opening hours.")] = False,
    json_wanted: AsJson = False,
    home: HomeFolder = None,
) -> None:
    """Open the SLA times of a ticket: policy, target, counted intervals and opening hours.

    It reads the private build. The intervals and hours are added up again and compared with what
    the build says elapsed; it ends with 1 if they differ.
    """
    from orchestration.explain.served import ticket_served_otherwise
    from orchestration.explain.sla import explain_ticket
    from orchestration.explain.sla_shown import as_json, as_tree
    from orchestration.explain.sla_words import discrepancies_in_words

    with in_words(), _unknown_refused():
        chosen = existing(home)
        explained = explain_ticket(chosen, ticket, source, metric)
        served = ticket_served_otherwise(chosen, explained.source_system, ticket)
    if json_wanted:
        _show(as_json(explained), served)
    else:
        most = None if every_hour else hours
        _show(as_tree(explained, most, unpromised=metric is not None), served)
    wrong = discrepancies_in_words(explained)
    for said in wrong:
        errors.print(f"[red]✗[/] {escape(said)}")
    raise typer.Exit(ExitCode.FINDINGS if wrong else ExitCode.FINE)


def explain_saving(
    comparison: Annotated[str, typer.Option(help="Comparison, as comparisons.csv names it.")],
    json_wanted: AsJson = False,
    home: HomeFolder = None,
) -> None:
    """Open a saving: what it is estimated from, what must be said of it, and its bridge.

    What the published tables withhold is withheld here too.
    """
    from orchestration.explain.saving import explain_comparison
    from orchestration.explain.saving_shown import as_json, as_tree
    from orchestration.explain.served import saving_served_otherwise

    with in_words(), _unknown_refused():
        chosen = existing(home)
        explained = explain_comparison(chosen, comparison)
        served = saving_served_otherwise(chosen)
    _show(as_json(explained) if json_wanted else as_tree(explained), served)


@contextmanager
def _unknown_refused() -> Iterator[None]:
    """A question that names what is not there is the asker's mistake."""
    from orchestration.explain.build_database import UnknownPartError

    try:
        yield
    except UnknownPartError as unknown:
        raise typer.BadParameter(str(unknown), param_hint=f"--{unknown.part}") from None


def _show(answer: "Tree | dict[str, object]", served: str | None) -> None:
    """A tree for a person, anything else as JSON; first, if readers see something else."""
    if served:
        errors.print(f"[yellow]![/] {escape(served)}")
    if isinstance(answer, dict):
        print_json(answer)
    else:
        # A tree is cut at the width of the terminal, in a pipe at eighty: let the terminal wrap it.
        Console(highlight=False, width=UNCUT_COLUMNS).print(answer)


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no month. Write it as 2024-03.", param_hint="--month"
        ) from None
