"""A real Request Tracker: what is done in it is what is pulled, landed and staged."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.new_home import lay_out
from orchestration.project import Home
from orchestration.pulling import request_tracker
from orchestration.pulling.failures import PullError
from orchestration.pulling.run import pulls_of, run_pull
from tests.landing.staged import build_staging
from tests.pulling.dropped import records
from tests.pulling.request_tracker_server import (
    IS_INSTALLED,
    PACKAGES,
    RequestTracker,
    running,
)

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(
        not IS_INSTALLED, reason=f"no Request Tracker here: apt-get install {PACKAGES}"
    ),
]

CONFIG = """
[[pull]]
kind = "request_tracker"
url = "{url}"
since = "2020-01-01"
token_env = "RT_TOKEN"
"""


class Story:
    """A company's day in Request Tracker, with two pulls in it; the numbers of its tickets."""

    def __init__(self, tracker: RequestTracker, home: Home) -> None:
        self._home = home
        self.lamp = tracker.create("Lamp", "ana@example.com", Priority="50")
        self.bill = tracker.create("Bill", "ben@example.com")
        self.spam = tracker.create("Spam", "spam@example.com")
        self.twin = tracker.create("Lamp again", "ana@example.com")
        self.late = tracker.create("Late", "cleo@example.com", Priority="100")
        tracker.write(self.lamp, "correspond", TimeTaken="5")
        tracker.change(self.bill, Status="resolved")
        tracker.change(self.spam, Status="deleted")
        self.first = self._pull()
        # The twin's own time of change stays as it is, and no search finds the late one any more.
        tracker.change(self.twin, MergeInto=str(self.lamp))
        tracker.change(self.late, Status="deleted")
        tracker.change(self.bill, Status="open")
        self.door = tracker.create("Door", "dan@example.com")
        tracker.change(self.door, Status="stalled")
        tracker.write(self.door, "comment")
        self.second = self._pull()
        self.third = self._pull()

    def _pull(self) -> list[tuple[str, int]]:
        """The numbers of the tickets and transactions that this pull brought."""
        before = self._items()
        (entry,) = pulls_of(self._home)
        run_pull(self._home, entry)
        return sorted((self._items() - before).elements())

    def _items(self) -> Counter[tuple[str, int]]:
        return Counter(
            (table, int(item["id"]))
            for table in ("tickets", "transactions")
            for page in records(self._home, "request_tracker", table)
            for item in page["items"]
        )


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    with running(tmp_path_factory.mktemp("request-tracker")) as tracker:
        yield tracker


@pytest.fixture(scope="module")
def home(tracker: RequestTracker, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("rt-home").resolve())
    lay_out(home)
    home.pulls_file.write_text(CONFIG.format(url=tracker.url))
    return home


@pytest.fixture(scope="module")
def story(tracker: RequestTracker, home: Home) -> Iterator[Story]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RT_TOKEN", tracker.token)
        # Two on a page, so that a few tickets make many pages.
        patch.setattr(request_tracker, "PER_PAGE", 2)
        yield Story(tracker, home)


@pytest.fixture(scope="module")
def ask(home: Home, story: Story) -> Any:
    report = land(home, declared_tables(home.dbt_project / "models" / "staging"))
    assert story
    assert not report.blocking
    assert not report.warnings
    build_staging(home, ["request_tracker"])

    def ask(query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(home.database, read_only=True) as connection:
            return connection.execute(query).fetchall()

    return ask


def test_each_pull_brings_what_is_new_and_no_more(story: Story) -> None:
    def tickets(items: list[tuple[str, int]]) -> list[int]:
        return [number for table, number in items if table == "tickets"]

    assert tickets(story.first) == [story.lamp, story.bill, story.twin, story.late]
    # The late one is found no more. The twin is, as long as its unchanged time is recent.
    assert tickets(story.second) == [story.lamp, story.bill, story.twin, story.door]
    transactions = [item for item in story.first + story.second if item[0] == "transactions"]
    assert len(transactions) == len(set(transactions))
    assert story.third == []


def test_every_ticket_is_staged_as_it_ended(
    story: Story, ask: Any, tracker: RequestTracker
) -> None:
    staged = ask(
        "select ticket_id::int, status, priority, merged_into_ticket_id::int, handle_seconds, "
        "group_name from staging.stg_request_tracker__tickets order by 1"
    )
    # Priority 0 is low, 50 medium, 100 high; five minutes were logged with the reply.
    assert staged == [
        (story.lamp, "open", "normal", None, 300, "General"),
        (story.bill, "open", "low", None, None, "General"),
        (story.twin, "new", "low", story.lamp, None, "General"),
        (story.late, "deleted", "high", None, None, "General"),
        (story.door, "on_hold", "low", None, None, "General"),
    ]
    times = ask(
        "select ticket_id::int, created_at, updated_at, solved_at "
        "from staging.stg_request_tracker__tickets order by 1"
    )
    for number, created_at, updated_at, solved_at in times:
        true = tracker.ask(f"ticket/{number}")
        if number in (story.lamp, story.bill, story.door):
            assert (created_at, updated_at) == (
                moment(true["Created"]),
                moment(true["LastUpdated"]),
            )
        assert solved_at is None  # 1970 is never, and what was reopened is not solved.


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def test_what_was_done_is_staged_once_and_in_order(story: Story, ask: Any) -> None:
    events = ask(
        "select ticket_id::int, event_type, from_value, to_value "
        "from staging.stg_request_tracker__ticket_events order by ticket_id::int, event_seq"
    )
    assert events == [
        (story.lamp, "created", None, None),
        (story.lamp, "public_reply", None, None),
        (story.lamp, "status", "new", "open"),
        (story.bill, "created", None, None),
        (story.bill, "solved", "new", "solved"),
        (story.bill, "reopened", "solved", "open"),
        (story.twin, "created", None, None),
        (story.twin, "merged", None, str(story.lamp)),
        (story.late, "created", None, None),
        (story.late, "deleted", "new", "deleted"),
        (story.door, "created", None, None),
        (story.door, "status", "new", "on_hold"),
        (story.door, "private_note", None, None),
    ]


@pytest.mark.parametrize(
    ("path", "token", "said"),
    [
        ("", "1-14-0000", "answered 401: it does not accept the login"),
        ("/NoAuth", None, "answered with"),
    ],
)
def test_a_login_that_has_ended_or_a_wrong_address_writes_nothing(
    tracker: RequestTracker,
    story: Story,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    token: str | None,
    said: str,
) -> None:
    assert story
    monkeypatch.setenv("RT_TOKEN", token or tracker.token)
    home = Home(tmp_path / "home")
    lay_out(home)
    home.pulls_file.write_text(CONFIG.format(url=f"{tracker.url}{path}"))
    (entry,) = pulls_of(home)
    with pytest.raises(PullError, match=said):
        run_pull(home, entry)
    assert list((home.landing / "request_tracker").iterdir()) == []
