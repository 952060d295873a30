"""Lay out a home: its folders, the definitions to start from, exports of the sample company."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.problems import HomeError
from orchestration.project import REPOSITORY, Home
from orchestration.writer_lock import writer_lock

if TYPE_CHECKING:
    from orchestration.sample import Variant


# What the sample company did once: a home of one's own starts without, and declares its own.
SAMPLE_DEFINITIONS = (
    "comparisons.csv",
    "comparison_owners.csv",
    "comparison_workflows.csv",
    "governance_events.csv",
    "playbook_changes.csv",
    "provider_contracts.csv",
    "rfp_answers.csv",
    "route_quotes.csv",
    "sla_sheet_rules.csv",
    "workflow_answers.csv",
)


def lay_out(home: Home) -> bool:
    """Create the folders; copy the definitions into a home that has none (true if it did).

    The sample's own comparisons, changes, contracts, offers, answers and quotes stay out, since
    they name its workflows and vendors. What can be pulled and who can be told are files in which
    everything is a comment.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    home.definitions.mkdir(parents=True, exist_ok=True)
    has_none = not any(home.definitions.glob("*.csv"))
    if has_none:
        for definition in (REPOSITORY / "seeds" / "definitions").glob("*.csv"):
            laid = home.definitions / definition.name
            if definition.name in SAMPLE_DEFINITIONS:
                laid.write_text(f"{definition.read_text().splitlines()[0]}\n")
            else:
                shutil.copyfile(definition, laid)
    for file, template in (
        (home.pulls_file, REPOSITORY / "orchestration" / "pulling" / "pulls.toml"),
        (home.alerts_file, REPOSITORY / "orchestration" / "alerts" / "alerts.toml"),
    ):
        if not file.exists():
            shutil.copyfile(template, file)
            file.chmod(0o600)
    home.prepare()
    return has_none


def declare_sample(home: Home) -> None:
    """Give a home that holds the sample what the sample company did; rows that are there stay."""
    for name in SAMPLE_DEFINITIONS:
        laid = home.definitions / name
        if len(laid.read_text().splitlines()) == 1:
            shutil.copyfile(REPOSITORY / "seeds" / "definitions" / name, laid)


def write_sample_exports(home: Home, variant: "Variant", *, templates_only: bool) -> bool:
    """Put the sample's exports into an empty landing folder; false if they are there already.

    A note beside the landing folder says which sample it holds and whether it is whole, so a
    stopped writing is done again and nobody's own exports are ever mixed with made-up ones.
    """
    from orchestration.sample import write_sample

    asked = f"{variant}, templates only" if templates_only else variant
    note = home.warehouse / "sample.json"
    with writer_lock(home):
        written = json.loads(note.read_text()) if note.is_file() else None
        if written is None and (found := _first_export(home)):
            raise HomeError(
                f"The landing folder already holds exports, for example {found}. "
                "The sample goes into an empty home: name another folder with --home."
            )
        if written is not None and written["sample"] != asked:
            raise HomeError(
                f"This home holds the sample ({written['sample']}). "
                "Name another folder with --home for a second one."
            )
        if written is not None and written["is_whole"]:
            return False
        note.write_text(json.dumps({"sample": asked, "is_whole": False}))
        declare_sample(home)
        write_sample(home, variant, templates_only=templates_only)
        note.write_text(json.dumps({"sample": asked, "is_whole": True}))
    return True


def _first_export(home: Home) -> Path | None:
    files = (path for path in sorted(home.landing.rglob("*")) if path.is_file())
    return next((path for path in files if not path.name.startswith(".")), None)
