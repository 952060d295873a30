"""Zendesk Support: tickets that changed (deleted ones too) with their audits, their metric events,
and the groups."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dlt.sources.helpers.rest_client.auth import AuthConfigBase, BearerTokenAuth, HttpBasicAuth
from dlt.sources.helpers.rest_client.paginators import BasePaginator, JSONResponseCursorPaginator
from requests import Request, Response

from orchestration.pulling.api import Api
from orchestration.pulling.clock import Clock
from orchestration.pulling.config import Pull
from orchestration.pulling.drop import Page, Record, Stream, changed_whole
from orchestration.pulling.ledger import Position

# Zendesk's limits: the incremental export 10 a minute on every plan, all else 200 on the smallest.
EXPORT_REQUESTS_PER_MINUTE = 10
REQUESTS_PER_MINUTE = 200
# Audits are asked for ticket by ticket, so a page must not be much to lose.
TICKETS_PER_PAGE = 100
# The export refuses a start that is less than a minute ago.
_LATEST_START = timedelta(minutes=2)


def streams(pull: Pull, secrets: Mapping[str, str], clock: Clock) -> list[Stream]:
    """What is fetched, in this order."""
    auth = _auth(secrets)
    export = Api(pull.name, pull.url, auth, clock, EXPORT_REQUESTS_PER_MINUTE)
    api = Api(pull.name, pull.url, auth, clock, REQUESTS_PER_MINUTE)
    assert pull.since is not None
    start = datetime(pull.since.year, pull.since.month, pull.since.day, tzinfo=UTC)
    start = min(start, clock.now() - _LATEST_START)
    began = int(start.timestamp())
    latest = int((clock.now() - _LATEST_START).timestamp())
    return [Groups(api), Tickets(export, api, began), MetricEvents(export, began, latest)]


def _auth(secrets: Mapping[str, str]) -> AuthConfigBase:
    """An API token goes with its agent's address; an OAuth token stands alone."""
    if "email" in secrets:
        return HttpBasicAuth(f"{secrets['email']}/token", secrets["token"])
    return BearerTokenAuth(secrets["token"])


@dataclass(frozen=True)
class Tickets:
    """Tickets in the order in which they changed, each page with the audits of its tickets."""

    export: Api
    api: Api
    start_time: int
    name: str = "tickets"

    def pages(self, position: Position) -> Iterator[Page]:
        began: dict[str, Any] = {"per_page": TICKETS_PER_PAGE}
        if "cursor" in position:
            began["cursor"] = position["cursor"]
        else:
            began["start_time"] = self.start_time
        for response in self.export.answers(
            "/api/v2/incremental/tickets/cursor.json", began, _UntilEndOfStream(), _is_export
        ):
            answer = response.json()
            tickets = answer["tickets"]
            # A page may hold several versions of a ticket.
            numbers = dict.fromkeys(int(ticket["id"]) for ticket in tickets)
            audits = [audit for number in numbers for audit in self._audits(number)]
            cursor = answer.get("after_cursor") or position.get("cursor")
            yield Page(
                {"tickets": tickets, "ticket_audits": audits},
                {"cursor": cursor} if cursor else {},
            )

    def _audits(self, ticket_id: int) -> Iterator[Record]:
        """The whole history, since an earlier pull may not have seen it; a deleted one has none."""
        for response in self.api.answers(
            f"/api/v2/tickets/{ticket_id}/audits.json",
            {"page[size]": 100},
            _cursor_pages(),
            _holds("audits"),
            may_be_gone=True,
        ):
            yield from response.json()["audits"]


@dataclass(frozen=True)
class MetricEvents:
    """What the helpdesk's own clocks did (activate, pause, fulfill, breach ...), by time.

    The export repeats the events of the second at which it stopped, so their ids are remembered.
    """

    export: Api
    start_time: int
    latest_start: int
    name: str = "ticket_metric_events"

    def pages(self, position: Position) -> Iterator[Page]:
        start = min(int(position.get("start_time", self.start_time)), self.latest_start)
        seen = set(position.get("seen", ()))
        for response in self.export.answers(
            "/api/v2/incremental/ticket_metric_events.json",
            {"start_time": start},
            _UntilNothingNew(start),
            _is_metric_export,
        ):
            answer = response.json()
            events, end = answer["ticket_metric_events"], int(answer["end_time"] or start)
            new = [event for event in events if event["id"] not in seen]
            seen = {event["id"] for event in events if _unix(event["time"]) >= end}
            yield Page({self.name: new}, {"start_time": end, "seen": sorted(seen)})


@dataclass(frozen=True)
class Groups:
    """All groups, written down again only when one of them has changed."""

    api: Api
    name: str = "groups"

    def pages(self, position: Position) -> Iterator[Page]:
        groups: list[Record] = []
        for response in self.api.answers(
            "/api/v2/groups.json", {"page[size]": 100}, _cursor_pages(), _holds("groups")
        ):
            groups += response.json()["groups"]
        yield from changed_whole("groups", groups, position)


class _UntilEndOfStream(BasePaginator):
    """The cursor goes on for ever; `end_of_stream` says that nothing newer is there yet."""

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:  # noqa: ARG002
        answer = response.json()
        self._cursor = answer.get("after_cursor")
        self._has_next_page = not answer["end_of_stream"]

    def update_request(self, request: Request) -> None:
        if self._has_next_page:
            request.params = {"per_page": TICKETS_PER_PAGE, "cursor": self._cursor}


class _UntilNothingNew(BasePaginator):
    """The export by time ends where its end is its beginning."""

    def __init__(self, start_time: int) -> None:
        super().__init__()
        self._start_time = start_time

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:  # noqa: ARG002
        end_time = response.json()["end_time"]
        self._has_next_page = end_time is not None and int(end_time) > self._start_time
        self._start_time = int(end_time or self._start_time)

    def update_request(self, request: Request) -> None:
        if self._has_next_page:
            request.params = {"start_time": self._start_time}


def _unix(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())


def _is_metric_export(answer: Any) -> bool:
    if not isinstance(answer, dict) or not isinstance(answer.get("ticket_metric_events"), list):
        return False
    return "end_time" in answer and isinstance(answer["end_time"], int | None)


def _cursor_pages() -> JSONResponseCursorPaginator:
    return JSONResponseCursorPaginator(
        cursor_path="meta.after_cursor", cursor_param="page[after]", has_more_path="meta.has_more"
    )


def _is_export(answer: Any) -> bool:
    if not isinstance(answer, dict) or not isinstance(answer.get("tickets"), list):
        return False
    ended = answer.get("end_of_stream")
    return ended is True or (ended is False and isinstance(answer.get("after_cursor"), str))


def _holds(key: str) -> Callable[[Any], bool]:
    def is_whole(answer: Any) -> bool:
        if not isinstance(answer, dict) or not isinstance(answer.get(key), list):
            return False
        meta = answer.get("meta")
        if not isinstance(meta, dict):
            return False
        more = meta.get("has_more")
        return more is False or (more is True and isinstance(meta.get("after_cursor"), str))

    return is_whole
