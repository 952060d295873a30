"""Zendesk's export over a bad network: what is pulled, landed and staged is the account itself."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.project import Home
from orchestration.pulling.drop import Fetched
from orchestration.pulling.failures import PullError
from orchestration.pulling.run import pulls_of, run_pull
from tests.landing.staged import build_staging
from tests.pulling.conftest import QuickClock
from tests.pulling.dropped import files, records
from tests.pulling.server import Answer, Helpdesk, serving
from tests.pulling.zendesk_account import (
    BEGAN,
    CONFIG,
    EXPORT,
    METRIC_EVENTS,
    SECRETS,
    Account,
)

MakeHome = Callable[[str], Home]


pytestmark = pytest.mark.usefixtures("zendesk_login")


@pytest.fixture
def account() -> Account:
    """40 tickets in 210 versions, so three pages of a hundred."""
    return Account(tickets=40, changes=170)


@pytest.fixture
def zendesk(account: Account, quick: QuickClock) -> Iterator[Helpdesk]:
    helpdesk = account.helpdesk()
    helpdesk.seconds = lambda: quick.passed
    with serving(helpdesk):
        yield helpdesk


def pull(home: Home, quick: QuickClock) -> Fetched:
    (entry,) = pulls_of(home)
    return run_pull(home, entry, quick.clock)


def test_what_is_staged_is_the_account_whatever_the_network_did(
    pulling_home: MakeHome, account: Account, zendesk: Helpdesk, quick: QuickClock
) -> None:
    busy = Answer({"error": "TooManyRequests"}, 429, {"Retry-After": "37"})
    zendesk.fail(
        EXPORT,
        Answer({}, 500),
        busy,
        account.helpdesk().answer(EXPORT, {"per_page": "100"}),
        Answer({"tickets": []}, is_cut_off=True),
        Answer(b'{"tickets": [{"id": 10'),
        Answer(is_dropped=True),
        Answer({}, 503),
    )
    zendesk.fail("/api/v2/tickets/1003/audits.json", busy, Answer({}, is_cut_off=True))
    account.audits[1005] += [
        {**account.audits[1005][0], "id": 90_000 + number, "events": []} for number in range(130)
    ]
    account.change(1007, "deleted")
    home = pulling_home(CONFIG.format(url=zendesk.url))
    assert pull(home, quick).files == 3
    assert quick.waits.count(37) == 2
    assert {ticket["id"] for ticket in records(home, "zendesk", "tickets")} == set(account.truth)

    for number in (1001, 1002, 1040):
        account.change(number)
    account.change(1002, "deleted")
    before = len(zendesk.asked)
    quick.passed += 86_400
    assert pull(home, quick).files == 2
    (export, *others) = zendesk.asked[before + 1 :]
    assert (export.path, export.params["cursor"]) == (EXPORT, "cursor-211")
    assert {one.path.split("/")[4] for one in others} >= {"1001", "1002", "1040"}
    assert sum(name.startswith("groups") for name in files(home, "zendesk")) == 1

    report = land(home, declared_tables(home.dbt_project / "models" / "staging"))
    assert not report.warnings
    assert not report.blocking
    build_staging(home, ["zendesk"])
    with duckdb.connect(home.database, read_only=True) as connection:
        staged = connection.execute(
            "select ticket_id, created_at, updated_at, status, priority, group_name, "
            "handle_seconds from staging.stg_zendesk__tickets order by ticket_id"
        ).fetchall()
        events = connection.execute(
            "select audit_id from staging.stg_zendesk__audit_entries order by audit_id"
        ).fetchall()
    names = {group["id"]: group["name"] for group in account.groups}
    assert staged == [
        (
            str(number),
            datetime.fromisoformat(ticket["created_at"]).replace(tzinfo=None),
            datetime.fromisoformat(ticket["updated_at"]).replace(tzinfo=None),
            "on_hold" if ticket["status"] == "hold" else ticket["status"],
            ticket["priority"] or "normal",
            names.get(ticket["group_id"]),
            ticket["custom_fields"][0]["value"],
        )
        for number, ticket in sorted(account.truth.items())
    ]
    # A deleted ticket has no audits any more: 1007 never had, 1002 lacks those of its last day.
    seen = {**account.audits, 1007: [], 1002: account.audits[1002][:-2]}
    assert [audit for (audit,) in events] == sorted(
        str(audit["id"]) for audits in seen.values() for audit in audits if audit["events"]
    )


def test_every_metric_event_is_pulled_once_whatever_the_network_did(
    pulling_home: MakeHome, account: Account, zendesk: Helpdesk, quick: QuickClock
) -> None:
    for number in range(30):
        account.measure(number, BEGAN + timedelta(seconds=number // 3))
    zendesk.fail(
        METRIC_EVENTS, Answer({}, 500), Answer({}, is_cut_off=True), Answer(is_dropped=True)
    )
    home = pulling_home(CONFIG.format(url=zendesk.url))
    pull(home, quick)
    # Two more fall into the second at which the first pull stopped.
    for number in (30, 31, 32):
        account.measure(number, BEGAN + timedelta(seconds=9 + number // 32))
    pull(home, quick)
    pull(home, quick)
    pulled = [event["id"] for event in records(home, "zendesk", "ticket_metric_events")]
    assert sorted(pulled) == list(range(33))
    report = land(home, declared_tables(home.dbt_project / "models" / "staging"))
    assert not report.blocking
    with duckdb.connect(home.database, read_only=True) as connection:
        landed = connection.execute(
            "select count(*), min(time), max(time) from raw_zendesk.ticket_metric_events"
        ).fetchall()
    assert landed == [(33, "2024-01-01T08:00:00Z", "2024-01-01T08:00:10Z")]


def test_no_minute_sees_more_than_ten_requests_of_the_export(
    pulling_home: MakeHome,
    zendesk: Helpdesk,
    quick: QuickClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 210 versions in pages of 10, two requests of which are refused.
    monkeypatch.setattr("orchestration.pulling.zendesk.TICKETS_PER_PAGE", 10)
    zendesk.fail(EXPORT, Answer({}, 500), Answer({}, 500))
    pull(pulling_home(CONFIG.format(url=zendesk.url)), quick)
    times = [asked.at for asked in zendesk.asked if asked.path == EXPORT]
    assert len(times) == 21 + 2
    assert all(eleventh - first >= 60 for first, eleventh in zip(times, times[10:], strict=False))


def test_a_second_pull_of_an_unchanged_account_brings_nothing(
    pulling_home: MakeHome, zendesk: Helpdesk, quick: QuickClock
) -> None:
    home = pulling_home(CONFIG.format(url=zendesk.url))
    pull(home, quick)
    before = files(home, "zendesk")
    asked = len(zendesk.asked)
    assert pull(home, quick) == Fetched(0, 0)
    assert zendesk.paths(asked) == ["/api/v2/groups.json", EXPORT, METRIC_EVENTS]
    assert files(home, "zendesk") == before


@pytest.mark.parametrize(
    ("fault", "said", "may_pass"),
    [
        (Answer({"error": "Couldn't authenticate you"}, 401), "answered 401", False),
        (Answer(b"<html><title>Sign in</title>"), "answered with a web page", False),
        (Answer(b"", 302, {"Location": "https://login.example/"}), "a redirect (302)", False),
        (Answer({"tickets": []}), "JSON of another shape", False),
        (Answer({}, 500), "answered 500", True),
        (Answer(b'{"tickets": ['), "answers with broken JSON", True),
        (Answer({"tickets": []}, is_cut_off=True), "breaks off", True),
    ],
)
def test_what_cannot_be_pulled_is_said_and_what_was_pulled_stays(
    pulling_home: MakeHome,
    zendesk: Helpdesk,
    quick: QuickClock,
    fault: Answer,
    said: str,
    may_pass: bool,
) -> None:
    home = pulling_home(CONFIG.format(url=zendesk.url))
    zendesk.fail(EXPORT, *[fault] * 8)
    with pytest.raises(PullError) as failure:
        pull(home, quick)
    assert str(failure.value).startswith("zendesk: 127.0.0.1:")
    assert said in str(failure.value)
    assert failure.value.may_pass is may_pass
    assert not any(secret in str(failure.value) for secret in SECRETS.values())
    assert [name.split("-")[0] for name in files(home, "zendesk")] == ["groups"]
    zendesk.faults.clear()
    assert pull(home, quick).files == 2
    told = {asked.authorization for asked in zendesk.asked}
    assert len(told) == 1  # The login went to this server only, the same each time.


def test_a_variable_that_is_not_set_is_named(
    pulling_home: MakeHome, quick: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZENDESK_TOKEN")
    home = pulling_home(CONFIG.format(url="https://acme.zendesk.com"))
    with pytest.raises(PullError, match="the environment variable ZENDESK_TOKEN is not set"):
        pull(home, quick)
