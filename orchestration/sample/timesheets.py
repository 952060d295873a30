"""Harvest's detailed time report."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from orchestration.sample.plan import ANSWERBOT, NORTHLINE, OWN_TEAM, HoursEntry

_HEADER = (
    "Date", "Client", "Project", "Project Code", "Task", "Notes", "Hours", "Billable?",
    "Invoiced?", "Approved?", "First Name", "Last Name", "Roles", "Employee?", "Billable Rate",
    "Billable Amount", "Cost Rate", "Cost Amount", "Currency", "External Reference URL",
)  # fmt: skip
_CLIENTS = {OWN_TEAM: "Internal", NORTHLINE: "Northline BPO", ANSWERBOT: "Answerbot"}


def write_time_report(folder: Path, name: str, entries: Sequence[HoursEntry]) -> list[Path]:
    """One report; nothing when nobody logged hours."""
    if not entries:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for entry in entries:
        person = entry.person
        writer.writerow(
            [entry.day.isoformat(), _CLIENTS[entry.provider_id], "Operations", "",
             entry.activity.capitalize(), "", f"{entry.hundredths / 100:.2f}", "No", "No", "Yes",
             person.first_name, person.last_name, person.role_band.capitalize(), "Yes", "", "",
             "", "", "USD - United States Dollar", ""]
        )  # fmt: skip
    path = folder / f"time-report-{name}.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return [path]
