"""Exports of helpdesks with their true quirks: landed as declared, and typed by their staging."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.landing.outcomes import LandingReport
from orchestration.new_home import lay_out
from orchestration.project import Home
from tests.landing.staged import build_staging

FIXTURES = Path(__file__).parent / "fixtures"
SYSTEMS = (
    "freshdesk",
    "intercom",
    "jira_service_management",
    "request_tracker",
    "servicenow",
    "zendesk",
)
LISTS = {
    "channel": {"email", "chat", "phone", "web", "social", "api", "other"},
    "priority": {"urgent", "high", "normal", "low"},
    "status": {"new", "open", "pending", "on_hold", "solved", "closed", "deleted"},
}

Rows = list[tuple[Any, ...]]
Query = Callable[[str], Rows]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the exports of all helpdesks."""
    home = Home(tmp_path_factory.mktemp("helpdesks").resolve())
    lay_out(home)
    home.prepare()
    for system in SYSTEMS:
        shutil.copytree(FIXTURES / system, home.landing / system)
    return home


@pytest.fixture(scope="module")
def report(home: Home) -> LandingReport:
    """What landing says about them."""
    return land(home, declared_tables(home.dbt_project / "models" / "staging"))


@pytest.fixture(scope="module")
def staged(home: Home, report: LandingReport) -> Query:
    """Asks the database in which they are landed and staged, their own tests passed."""
    assert not report.blocking
    build_staging(home, SYSTEMS)

    def ask(query: str) -> Rows:
        with duckdb.connect(home.database, read_only=True) as connection:
            return connection.execute(query).fetchall()

    return ask


def at(text: str) -> datetime:
    """A moment, UTC, as the database gives it."""
    return datetime.fromisoformat(text)


def test_every_row_of_every_export_lands(report: LandingReport) -> None:
    counts = {
        outcome.file_name: (outcome.status, outcome.rows_read, outcome.rows_rejected)
        for outcome in report.outcomes
    }
    assert counts == {
        "freshdesk/tickets-2024-03.csv": ("landed", 4, 0),
        "intercom/conversations-2024-03.csv": ("landed", 3, 0),
        "jira_service_management/Jira-2024-03-12.csv": ("landed", 3, 0),
        "request_tracker/tickets-2024-03-02.json": ("landed", 1, 0),
        "request_tracker/tickets-2024-03.json": ("landed", 2, 0),
        "request_tracker/transactions-2024-03.json": ("landed", 4, 0),
        "servicenow/incident_event_log-later.csv": ("landed", 2, 0),
        "servicenow/incident_event_log.csv": ("landed", 7, 0),
        "zendesk/tickets-2024-03-11.csv": ("landed", 3, 0),
        "zendesk/tickets-2024-03-13.csv": ("landed", 1, 0),
        "zendesk/tickets-2024-03.ndjson": ("landed", 1, 0),
    }
    assert not report.unrecognised_files


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_word_is_on_its_closed_list(staged: Query, system: str) -> None:
    for column, words in LISTS.items():
        found = staged(f"select distinct {column} from staging.stg_{system}__tickets")
        assert {word for (word,) in found} <= words


def test_a_zendesk_csv_export_is_read_in_the_account_s_time_zone(staged: Query) -> None:
    # New York: 8 March is UTC-5, 11 March (after the clock change) UTC-4.
    # 101: 16:50 + 25 minutes. 102: the later export counts; 08:00 + 1500 minutes = 09:00 next day.
    assert staged(
        """
        select ticket_id, created_at, updated_at, solved_at, first_reply_at
        from staging.stg_zendesk__csv_tickets order by ticket_id
        """
    ) == [
        (
            "101",
            at("2024-03-08 21:50"),
            at("2024-03-11 14:00"),
            at("2024-03-11 13:30"),
            at("2024-03-08 22:15"),
        ),
        (
            "102",
            at("2024-03-11 12:00"),
            at("2024-03-13 13:00"),
            at("2024-03-13 13:00"),
            at("2024-03-12 13:00"),
        ),
        (
            "103",
            at("2024-03-11 12:05"),
            at("2024-03-20 06:00"),
            at("2024-03-11 12:45"),
            at("2024-03-11 12:05"),
        ),
    ]


def test_zendesk_tickets_of_both_exports_count_once(staged: Query) -> None:
    # 103 changed at 06:00:20 by the API and 06:00 in the CSV: the API's version is the newer.
    # Handle time is 600 + nothing measured + 300 seconds; 102 has none, which is not zero.
    assert staged(
        """
        select ticket_id, channel, priority, status, group_name, tags, reopen_count, csat_raw,
            handle_seconds, assignee_id
        from staging.stg_zendesk__tickets order by ticket_id
        """
    ) == [
        ("101", "email", "high", "solved", "Support", " order vip ", 1, "good", 600, "Judith Rowe"),
        ("102", "web", "normal", "solved", "Support", None, 0, None, None, "Judith Rowe"),
        ("103", "chat", "low", "closed", "5", " chat ", None, "offered", 300, "41"),
    ]
    # The same requester in both exports is the same key; nothing of the name is left.
    ((keys,),) = staged("select count(distinct requester_key) from staging.stg_zendesk__tickets")
    assert keys == 2


def test_freshdesk_times_are_local_and_hours_are_a_clock_or_decimals(staged: Query) -> None:
    # New York: clocks went from 2:00 to 3:00 in the night to 10 March 2024.
    # 26:40:00 is 96,000 seconds, 0.25 hours are 900; ticket 12 has no figure, which is not zero.
    assert staged(
        """
        select ticket_id, created_at, updated_at, first_reply_at, solved_at, closed_at,
            handle_seconds
        from staging.stg_freshdesk__tickets order by ticket_id
        """
    ) == [
        (
            "11",
            at("2024-03-10 04:30"),
            at("2024-03-13 13:00"),
            at("2024-03-10 07:15"),
            at("2024-03-11 13:00"),
            at("2024-03-13 13:00"),
            96000,
        ),
        ("12", at("2024-03-11 14:00"), at("2024-03-11 15:00"), None, None, None, None),
        (
            "13",
            at("2024-03-12 12:00"),
            at("2024-03-12 12:20"),
            at("2024-03-12 12:00:40"),
            at("2024-03-12 12:20"),
            None,
            900,
        ),
        ("14", at("2024-03-12 13:00"), at("2024-03-12 13:05"), None, None, None, 300),
    ]


def test_freshdesk_words_become_those_of_the_contract(staged: Query) -> None:
    assert staged(
        """
        select ticket_id, channel, priority, status, group_name, form_name, tags, assignee_id
        from staging.stg_freshdesk__tickets order by ticket_id
        """
    ) == [
        (
            *("11", "email", "urgent", "closed", "Tier 1", "Incident"),
            *(" late_delivery vip ", "Judith Rowe"),
        ),
        ("12", "web", "normal", "on_hold", "Tier 1", "Question", None, None),
        ("13", "chat", "low", "solved", "Chat desk", None, None, "Amy Wu"),
        ("14", "phone", "high", "open", "Tier 2", "Problem", " lab ", "Amy Wu"),
    ]
    # 11 and 13 are the same contact; 14 has none and is a requester of its own.
    assert staged("select count(distinct requester_key) from staging.stg_freshdesk__tickets") == [
        (3,)
    ]


def test_a_servicenow_log_becomes_one_ticket_per_incident(staged: Query) -> None:
    # Day first, Berlin: an hour ahead of UTC, two from 27 March 2016.
    assert staged(
        """
        select ticket_id, created_at, updated_at, solved_at, closed_at, channel, priority, status,
            group_name, assignee_id, handle_seconds
        from staging.stg_servicenow__tickets order by ticket_id
        """
    ) == [
        (
            *("INC0000045", at("2016-02-29 00:16"), at("2016-03-05 11:00")),
            *(at("2016-02-29 10:29"), at("2016-03-05 11:00")),
            *("phone", "normal", "closed", "Group 56", "Resolver 89", None),
        ),
        (
            *("INC0000047", at("2016-03-01 03:40"), at("2016-03-28 07:00"), None, None),
            *("web", "high", "open", "Group 70", None, None),
        ),
    ]


def test_a_servicenow_log_s_changes_are_events(staged: Query) -> None:
    # Nine rows are eight updates: one is in both files. Update 3 of 45 changes nothing shown.
    assert staged("select count(*) from staging.stg_servicenow__incident_updates") == [(8,)]
    assert staged(
        """
        select ticket_id, event_at, event_type, actor_kind, to_value
        from staging.stg_servicenow__ticket_events order by ticket_id, event_seq
        """
    ) == [
        ("INC0000045", at("2016-02-29 00:16"), "created", "agent", "new"),
        ("INC0000045", at("2016-02-29 00:23"), "group", "agent", "Group 56"),
        ("INC0000045", at("2016-02-29 07:53"), "assigned", "agent", "Resolver 89"),
        ("INC0000045", at("2016-02-29 07:53"), "solved", "agent", "solved"),
        ("INC0000045", at("2016-03-05 11:00"), "closed", "agent", "closed"),
        ("INC0000047", at("2016-03-01 03:40"), "created", "customer", "new"),
        ("INC0000047", at("2016-03-01 04:30"), "group", "agent", "Group 70"),
        ("INC0000047", at("2016-03-01 04:30"), "status", "agent", "open"),
        ("INC0000047", at("2016-03-27 03:31"), "status", "agent", "pending"),
        ("INC0000047", at("2016-03-28 07:00"), "status", "system", "open"),
    ]


def test_a_jira_export_lands_its_repeated_headers_and_cells_of_several_lines(
    staged: Query,
) -> None:
    assert staged(
        """
        select issue_id, labels, labels_2, labels_3, comment_2, description
        from raw_jira_service_management.issues where issue_key = 'IT-7'
        """
    ) == [
        (
            *("10007", "hardware", "VIP", None, "8/Mar/24 9:55 AM;qm:77;Thanks"),
            'It burns.\r\n\r\nPlease help, "now"',
        )
    ]


def test_jira_issues_are_tickets_and_sub_tasks_are_parts_of_them(staged: Query) -> None:
    # New York: 8 March is UTC-5, 11 and 12 March (after the clock change) UTC-4.
    assert staged(
        """
        select ticket_id, created_at, updated_at, solved_at, priority, status, form_name, tags,
            assignee_id, csat_raw, merged_into_ticket_id, handle_seconds
        from staging.stg_jira_service_management__tickets order by ticket_id
        """
    ) == [
        (
            *("IT-7", at("2024-03-08 14:41"), at("2024-03-12 16:00"), at("2024-03-11 16:05")),
            *("urgent", "solved", "Report broken hardware", " hardware vip "),
            *("5b10a", "5", None, 5400),
        ),
        (
            *("IT-8", at("2024-03-08 15:00"), at("2024-03-08 15:00"), None),
            *("normal", "new", "Sub-task", None, None, None, "IT-7", 1800),
        ),
        (
            *("IT-9", at("2024-03-12 04:15"), at("2024-03-12 13:41"), None),
            *("low", "pending", "Get access", None, "5b10b", None, None, None),
        ),
    ]


def test_intercom_conversations_are_read_in_the_zone_of_their_header(staged: Query) -> None:
    # New York: 9 March 22:10:05 is UTC-5, 10 March 9:00 UTC-4. 3,600 seconds after 3:10:05.
    assert staged(
        """
        select ticket_id, created_at, first_reply_at, solved_at, updated_at, channel, status, tags,
            is_automated
        from staging.stg_intercom__tickets order by ticket_id
        """
    ) == [
        (
            *("215460000000001", at("2024-03-10 03:10:05"), at("2024-03-10 04:10:05")),
            *(at("2024-03-10 13:00"), at("2024-03-10 13:00")),
            *("email", "solved", " billing late_delivery ", False),
        ),
        (
            *("215460000000002", at("2024-03-11 12:00"), None),
            *(at("2024-03-11 12:02"), at("2024-03-11 12:02")),
            *("chat", "solved", " billing ", True),
        ),
        (
            *("215460000000003", at("2024-03-11 13:00"), at("2024-03-11 13:00")),
            *(None, at("2024-03-11 13:00"), "social", "open", None, False),
        ),
    ]


def test_request_tracker_pages_are_taken_apart_into_tickets(staged: Query) -> None:
    # Five records on three pages: 6 comes twice (rejected later), 8 is a reminder.
    assert staged(
        """
        select ticket_id, updated_at, priority, status, solved_at, closed_at, assignee_id,
            merged_into_ticket_id, handle_seconds
        from staging.stg_request_tracker__tickets order by ticket_id
        """
    ) == [
        (
            *("5", at("2024-03-01 12:00"), "high", "solved", at("2024-03-01 11:00"), None),
            *("judith", None, 720),
        ),
        (
            *("6", at("2024-03-02 08:30"), "low", "closed", None, at("2024-03-02 08:30")),
            *("judith", None, None),
        ),
        ("7", at("2024-03-01 12:00"), "normal", "on_hold", None, None, "judith", "5", None),
    ]


def test_request_tracker_transactions_are_events(staged: Query) -> None:
    # Nine records on four pages: 53 is on two of them, and 51 is mail that was sent.
    # 8 + 4 minutes are the 720 seconds that the ticket states.
    events = staged(
        """
        select event_id, event_at, event_type, actor_kind, actor_id, handle_seconds
        from staging.stg_request_tracker__ticket_events order by event_seq
        """
    )
    assert events == [
        ("50", at("2024-03-01 09:00"), "created", "customer", None, None),
        ("52", at("2024-03-01 09:05"), "assigned", "agent", "judith", None),
        ("53", at("2024-03-01 09:20"), "public_reply", "agent", "judith", 480),
        ("54", at("2024-03-01 09:20"), "status", "agent", "judith", None),
        ("55", at("2024-03-01 10:00"), "customer_reply", "customer", None, None),
        ("56", at("2024-03-01 10:30"), "private_note", "agent", "judith", 240),
        ("57", at("2024-03-01 11:00"), "solved", "agent", "judith", None),
    ]


def test_an_export_that_would_be_misread_is_refused(tmp_path: Path) -> None:
    """Another zone in Intercom's header; what an expired login of Request Tracker gives."""
    home = Home(tmp_path / "home")
    home.prepare()
    exported = (FIXTURES / "intercom" / "conversations-2024-03.csv").read_text(encoding="utf-8")
    for name, content in {
        "intercom/berlin.csv": exported.replace("America/New_York", "Europe/Berlin"),
        "request_tracker/tickets.json": "<!DOCTYPE html>\n<html><body>Login</body></html>\n",
    }.items():
        (home.landing / name).parent.mkdir()
        (home.landing / name).write_text(content, encoding="utf-8")
    report = land(home, declared_tables(home.dbt_project / "models" / "staging"))
    reasons = {outcome.file_name: outcome.reason or "" for outcome in report.outcomes}
    assert "conversation_started_at" in reasons["intercom/berlin.csv"]
    assert "HTML" in reasons["request_tracker/tickets.json"]
    assert not report.blocking
