"""Tell of a night exactly once, whoever notices first: the command that ran it, or Dagster."""

import csv
import json
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from orchestration.alerts.config import AlertConfigError, Alerts, configured_alerts
from orchestration.alerts.message import Message, failed_night, trial, week_of_nights
from orchestration.alerts.sending import SendError, send
from orchestration.clock import home_zone
from orchestration.problems import HomeError
from orchestration.project import Home

NOTES_KEPT = 100
WEEK = timedelta(days=7)


def tell_of_failure(home: Home, run_id: str, causes: Sequence[str]) -> list[str]:
    """Send the one message about a failed run; what could not be sent comes back in words."""
    try:
        alerts = configured_alerts(home.alerts_file)
    except AlertConfigError as problem:
        return [str(problem)]
    if not alerts.channels or not _is_first(home, f"failed-{run_id}"):
        return []
    message = failed_night(_company(home), run_id, causes, _served(home), str(home.root))
    return _sent(alerts, message)


def tell_of_week(home: Home, run_id: str, now: datetime) -> list[str]:
    """After a fine night: the digest, if one is asked for and this week's was not sent yet."""
    try:
        alerts = configured_alerts(home.alerts_file)
        weekday = alerts.digest_weekday
        today = now.astimezone(home_zone(home)).date()
    except (AlertConfigError, HomeError) as problem:
        return [str(problem)]
    served = _served(home)
    if not alerts.channels or served is None or weekday is None or today.weekday() < weekday:
        return []
    if not _is_first(home, f"week-{today:%G-%V}"):
        return []
    published, failed = _counted(home, now)
    message = week_of_nights(_company(home), run_id, served, published, failed)
    return _sent(alerts, message)


def tell_on_trial(home: Home) -> tuple[list[str], list[str]]:
    """A test message: the channels that took it, and what could not be sent.

    Raises `AlertConfigError`.
    """
    alerts = configured_alerts(home.alerts_file)
    message = trial(_company(home))
    taken, failed = [], []
    for channel in alerts.channels:
        try:
            send(channel, message)
            taken.append(channel.name)
        except SendError as failure:
            failed.append(str(failure))
    return taken, failed


def _sent(alerts: Alerts, message: Message) -> list[str]:
    problems = []
    for channel in alerts.channels:
        try:
            send(channel, message)
        except SendError as failure:
            problems.append(str(failure))
    return problems


def _is_first(home: Home, name: str) -> bool:
    """Note that this is told now; false if somebody has noted it before.

    Where no note can be written (a full disk) the message is all the more wanted.
    """
    notes = home.alerts
    try:
        notes.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(notes / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError:
        return True
    kept = sorted(notes.iterdir(), key=lambda note: note.stat().st_mtime)
    for note in kept[:-NOTES_KEPT]:
        note.unlink(missing_ok=True)
    return True


def _counted(home: Home, now: datetime) -> tuple[int, int]:
    """Releases and failed nights of the last seven days."""
    since = (now - WEEK).timestamp()

    def recent(paths: Sequence[Path]) -> int:
        return sum(path.stat().st_mtime >= since for path in paths)

    released = [path for path in home.releases.iterdir() if not path.name.startswith(".")]
    return recent(released), recent(list(home.alerts.glob("failed-*")))


def _served(home: Home) -> dict[str, Any] | None:
    try:
        return json.loads((home.current / "release.json").read_text())
    except (OSError, ValueError):
        return None


def _company(home: Home) -> str:
    """As company.csv names it, else the name of the folder."""
    try:
        with (home.definitions / "company.csv").open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.DictReader(stream))["company_name"] or home.root.name
    except (OSError, StopIteration, KeyError, ValueError):
        return home.root.name
