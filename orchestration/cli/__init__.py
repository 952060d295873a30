"""The command `tierledger`. Whatever is heavy is imported inside the command that needs it."""

import typer

from orchestration.cli.deciding import whatif
from orchestration.cli.explaining import explain_cost, explain_saving, explain_sla
from orchestration.cli.exports import check, holidays
from orchestration.cli.homes import alert, doctor, init
from orchestration.cli.night import dev, pull, run
from orchestration.cli.releases import open_page, rollback

app = typer.Typer(
    help="What support costs per tier, and whether it answers in time.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
explain = typer.Typer(help="Say what a published number is made of.", no_args_is_help=True)
for command in (init, run, check, pull, doctor, alert, holidays, rollback, whatif):
    app.command()(command)
app.command("open")(open_page)
app.command()(dev)
app.add_typer(explain, name="explain")
for name, opened in {"cost": explain_cost, "sla": explain_sla, "saving": explain_saving}.items():
    explain.command(name)(opened)
