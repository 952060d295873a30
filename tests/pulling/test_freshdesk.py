"""Freshdesk's list of tickets, which moves while it is read: everything comes, once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.project import Home
from orchestration.pulling.drop import Fetched
from orchestration.pulling.run import pulls_of, run_pull
from tests.landing.staged import build_staging
from tests.pulling.conftest import QuickClock
from tests.pulling.dropped import records
from tests.pulling.server import Answer, Helpdesk, serving

CONFIG = """
[[pull]]
kind = "freshdesk"
url = "{url}"
since = "2024-01-01"
token_env = "FRESHDESK_API_KEY"
"""
BEGAN = datetime(2024, 1, 1, 8, tzinfo=UTC)
PER_PAGE = 10


class Account:
    """35 tickets: ten changed hours apart, then fifteen in one second, then ten more."""

    def __init__(self) -> None:
        self.tickets: dict[int, dict[str, Any]] = {}
        self.deleted: set[int] = set()
        self.time = BEGAN
        for number in range(1, 36):
            self.time += timedelta(hours=0 if 11 < number <= 25 else 1)
            self.change(number)

    def change(self, number: int, status: int = 2) -> None:
        at = self.time.strftime("%Y-%m-%dT%H:%M:%SZ")
        created = self.tickets.get(number, {}).get("created_at", at)
        self.tickets[number] = {
            "id": number,
            "created_at": created,
            "updated_at": at,
            "status": status,
            "priority": 3,
            "source": 1,
            "type": None,
            "subject": f"Frage {number}, dringend",
            "tags": ["late delivery", "vip"],
            "group_id": 8,
            "responder_id": None,
            "requester_id": 77,
            "stats": {"first_responded_at": None, "resolved_at": None, "closed_at": None},
        }

    def answer(self, path: str, params: Mapping[str, str]) -> Answer:
        page = int(params["page"])
        if path == "/api/v2/groups":
            return Answer([{"id": 8, "name": "Tier 1"}] if page == 1 else [])
        assert (params["order_by"], params["order_type"]) == ("updated_at", "asc")
        wanted = params.get("filter") == "deleted"
        found = sorted(
            (
                ticket
                for number, ticket in self.tickets.items()
                if (number in self.deleted) is wanted
                and ticket["updated_at"] >= params["updated_since"]
            ),
            key=lambda ticket: (ticket["updated_at"], ticket["id"]),
        )
        size = int(params["per_page"])
        rows = found[(page - 1) * size : page * size]
        more = {"Link": '<https://elsewhere.example/>; rel="next"'}
        return Answer(rows, headers=more if page * size < len(found) else {})


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def freshdesk(account: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Helpdesk]:
    monkeypatch.setenv("FRESHDESK_API_KEY", "s3cr3t-of-freshdesk")
    monkeypatch.setattr("orchestration.pulling.freshdesk.PER_PAGE", PER_PAGE)
    with serving(Helpdesk(account.answer)) as helpdesk:
        yield helpdesk


def pull(home: Home, quick: QuickClock) -> Fetched:
    (entry,) = pulls_of(home)
    return run_pull(home, entry, quick.clock)


def versions(home: Home, table: str = "tickets") -> Counter[tuple[int, str]]:
    return Counter((one["id"], one["updated_at"]) for one in records(home, "freshdesk", table))


def test_every_version_comes_once_though_the_list_moves_while_it_is_read(
    pulling_home: Callable[[str], Home],
    account: Account,
    freshdesk: Helpdesk,
    quick: QuickClock,
) -> None:
    before = {(one["id"], one["updated_at"]) for one in account.tickets.values()}
    freshdesk.fail("/api/v2/tickets", Answer({}, 429, {"Retry-After": "3"}), Answer({}, 502))

    def moved(number: int) -> None:
        # After the groups (two pages) and the first page of tickets: 3 goes from it to the end.
        if number == 2 + 2 + 2:
            account.time += timedelta(hours=1)
            account.change(3, status=4)

    freshdesk.on_request = moved
    home = pulling_home(CONFIG.format(url=freshdesk.url))
    pull(home, quick)
    last = (3, account.tickets[3]["updated_at"])
    assert versions(home) == Counter({*before, last})
    assert quick.waits[0] == 3

    # The next pull brings a change in the second of the last one, and what went into the bin.
    account.change(4)
    account.time += timedelta(hours=1)
    account.change(5)
    account.deleted.add(5)
    quick.passed += 86_400
    asked = len(freshdesk.asked)
    assert pull(home, quick) == Fetched(2, 2)
    assert len(freshdesk.asked) - asked == 2 + 1 + 1
    assert versions(home)[4, account.tickets[4]["updated_at"]] == 1
    assert versions(home, "deleted_tickets") == Counter([(5, account.tickets[5]["updated_at"])])
    assert pull(home, quick) == Fetched(0, 0)

    report = land(home, declared_tables(home.dbt_project / "models" / "staging"))
    assert not report.warnings
    build_staging(home, ["freshdesk"])
    with duckdb.connect(home.database, read_only=True) as connection:
        staged = connection.execute(
            "select ticket_id::int, updated_at, status, priority, channel, group_name, tags "
            "from staging.stg_freshdesk__tickets order by 1"
        ).fetchall()
    ended = {3: "solved", 5: "deleted"}
    assert staged == [
        (
            number,
            datetime.fromisoformat(ticket["updated_at"]).replace(tzinfo=None),
            ended.get(number, "open"),
            "high",
            "email",
            "Tier 1",
            " late_delivery vip ",
        )
        for number, ticket in sorted(account.tickets.items())
    ]
