"""A pull that is killed, at any moment, loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.project import REPOSITORY, Home
from orchestration.writer_lock import lock_holder
from tests.product import start, tierledger
from tests.pulling.dropped import files, records
from tests.pulling.killed_pull import TICKETS_PER_PAGE
from tests.pulling.server import serving
from tests.pulling.zendesk_account import CONFIG, EXPORT, Account

pytestmark = pytest.mark.usefixtures("zendesk_login")


def test_a_pull_killed_at_any_dealing_with_the_disk_ends_as_one_that_was_not(
    tmp_path: Path,
) -> None:
    # 13 versions in pages of 5: 5, then 2 again and 5, then 2 again and 3.
    account = Account(tickets=4, changes=9)
    config = tmp_path / "pulls.toml"
    homes = tmp_path / "homes"
    homes.mkdir()
    with serving(account.helpdesk()) as zendesk:
        config.write_text(CONFIG.format(url=zendesk.url))
        finished = subprocess.run(
            [sys.executable, "-m", "tests.pulling.killed_pull", homes, config],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert finished.returncode == 0, finished.stderr[-3000:]
    points = int(finished.stdout)
    # Three pages of two tables, each written and then noted.
    assert points > 3 * (2 + 1)
    wanted = Counter(
        (ticket["id"], ticket["updated_at"])
        for begin, end in ((0, 5), (3, 10), (8, 13))
        for ticket in account.versions[begin:end]
    )
    assert TICKETS_PER_PAGE == 5
    for point in range(points + 1):
        home = Home(homes / f"{point:03}")
        tickets = records(home, "zendesk", "tickets")
        assert Counter((one["id"], one["updated_at"]) for one in tickets) == wanted, point
        audits = records(home, "zendesk", "ticket_audits")
        assert {audit["id"] for audit in audits} == set(range(70_001, 70_014)), point
        names = files(home, "zendesk")
        assert not any(name.startswith(".") for name in names), point
        assert len(names) == 3, point


def test_a_command_that_is_killed_goes_on_where_it_stopped(
    pulling_home: Callable[[str], Home],
) -> None:
    account = Account(tickets=30, changes=90)
    helpdesk = account.helpdesk()
    with serving(helpdesk) as zendesk:
        home = pulling_home(CONFIG.format(url=zendesk.url))
        command = start(home, "pull")
        # The groups, the first page and the audits of its 30 tickets; the second, and some of its.
        helpdesk.on_request = lambda number: (
            os.kill(command.pid, signal.SIGKILL) if number == 1 + 1 + 30 + 1 + 5 else None
        )
        command.communicate(timeout=120)
        assert command.returncode == -signal.SIGKILL
        assert lock_holder(home) is None
        assert all(name.startswith((".", "groups")) for name in files(home, "zendesk"))
        before = len(zendesk.asked)
        finished = tierledger(home, "pull")
        assert finished.code == 0, finished.said
        exports = [one for one in zendesk.asked[before:] if one.path == EXPORT]
        assert [one.params.get("cursor") for one in exports] == ["cursor-100"]
    wanted = Counter(
        (ticket["id"], ticket["updated_at"])
        for begin, end in ((0, 100), (98, 120))
        for ticket in account.versions[begin:end]
    )
    tickets = records(home, "zendesk", "tickets")
    assert Counter((one["id"], one["updated_at"]) for one in tickets) == wanted
    assert len(files(home, "zendesk")) == 3
