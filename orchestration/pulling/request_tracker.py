"""Request Tracker 5: pages of REST 2 with tickets that changed and with what was done to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, cast

from dlt.sources.helpers.rest_client.auth import APIKeyAuth
from dlt.sources.helpers.rest_client.paginators import BasePaginator
from requests import Request, Response

from orchestration.pulling.api import Api
from orchestration.pulling.clock import Clock
from orchestration.pulling.config import Pull
from orchestration.pulling.drop import Page, Record, Stream
from orchestration.pulling.ledger import Position
from orchestration.pulling.record_marks import mark, marks_since, moment, written

REQUESTS_PER_MINUTE = 120
PER_PAGE = 100
# What is saved while a search runs may carry an earlier time than the search's own.
_OVERLAP = timedelta(minutes=5)
# A search reads times in the zone that the token's user has chosen, which may be west of UTC by as
# much as this; what it finds too much is left out here.
_FARTHEST_WEST = timedelta(hours=12)
_TICKET_FIELDS = (
    "EffectiveId,Type,Subject,Status,Queue,Owner,Requestors,Priority,Created,LastUpdated,Resolved,"
    "TimeWorked"
)
_TRANSACTION_FIELDS = "Type,ObjectType,ObjectId,Creator,Created,Field,OldValue,NewValue,TimeTaken"
_DIGITS = re.compile(r"[0-9]+")


def streams(pull: Pull, secrets: Mapping[str, str], clock: Clock) -> list[Stream]:
    """What is fetched, in this order."""
    auth = APIKeyAuth("Authorization", f"token {secrets['token']}", "header")
    api = Api(pull.name, pull.url, auth, clock, REQUESTS_PER_MINUTE)
    assert pull.since is not None
    start = f"{pull.since}T00:00:00Z"
    return [
        # Without a word about EffectiveId a search leaves out merged tickets.
        Search(
            api,
            start,
            name="tickets",
            changed="LastUpdated",
            query="EffectiveId > 0 AND Type = 'ticket'",
            fields={"fields": _TICKET_FIELDS, "fields[Queue]": "Name"},
        ),
        # Without a word about ObjectType it mixes in what was done to queues of the same number.
        # Mails that were sent are the larger part and say nothing about the work.
        Search(
            api,
            start,
            name="transactions",
            changed="Created",
            query="ObjectType = 'RT::Ticket' AND TicketType = 'ticket' AND Type != 'EmailRecord'",
            fields={"fields": _TRANSACTION_FIELDS},
        ),
    ]


@dataclass(frozen=True)
class Search:
    """Everything of one kind that changed since the last search, by its number."""

    api: Api
    start: str
    name: str
    changed: str
    query: str
    fields: Mapping[str, str]

    def pages(self, position: Position) -> Iterator[Page]:
        asked = {**self.fields, "orderby": "id", "order": "ASC", "per_page": PER_PAGE}
        is_cut_short = True
        while is_cut_short:
            # A search that was cut short ends first; a new one follows, for its window is old.
            is_cut_short = "after_id" in position
            walk = _ById(self.query, self.changed, position or {"since": self.start})
            for response in self.api.answers(
                f"/REST/2.0/{self.name}", asked, walk, _is_page_of_all
            ):
                kept = [{**response.json(), "items": walk.fresh}] if walk.fresh else []
                yield Page({self.name: kept}, walk.position)
            position = walk.position


class _ById(BasePaginator):
    """Each page begins after the number that the one before ended with, so nothing moves away.

    The window of the next search begins a while before this one did, by the server's own clock.
    """

    def __init__(self, query: str, changed: str, position: Position) -> None:
        super().__init__()
        self._query, self._changed = query, changed
        self.position = position
        self.fresh: list[Record] = []

    def init_request(self, request: Request) -> None:
        self._asked = cast("Mapping[str, Any]", request.params)
        self.update_request(request)

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:  # noqa: ARG002
        answer = response.json()
        items: list[Record] = answer["items"]
        since = datetime.fromisoformat(self.position["since"])
        known: Mapping[str, str] = self.position.get("marks", {})
        self.fresh = [
            item
            for item in items
            if (at := moment(item, self._changed)) is None
            or (at >= since and mark(item) not in known)
        ]
        until = self.position.get("until") or written(max(since, _told_at(response) - _OVERLAP))
        later = marks_since(
            self.position.get("later_marks", {}),
            items,
            self._changed,
            datetime.fromisoformat(until),
        )
        self._has_next_page = answer["total"] > len(items)
        if self._has_next_page:
            self.position = {
                **self.position,
                "until": until,
                "later_marks": later,
                "after_id": max(int(item["id"]) for item in items),
            }
        else:
            self.position = {"since": until, "marks": later}

    def update_request(self, request: Request) -> None:
        since = datetime.fromisoformat(self.position["since"]).astimezone(UTC) - _FARTHEST_WEST
        bounds = f"{self._changed} >= '{since:%Y-%m-%d %H:%M:%S}'"
        query = f"{self._query} AND {bounds} AND id > {self.position.get('after_id', 0)}"
        request.params = {**self._asked, "query": query}


def _told_at(response: Response) -> datetime:
    """The server's time of answering, as every HTTP server states it."""
    try:
        return parsedate_to_datetime(response.headers["Date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return datetime.now(UTC)


def _is_page_of_all(answer: Any) -> bool:
    """Without a total, or with hidden items, the account may not see every ticket."""
    if not isinstance(answer, dict) or type(answer.get("total")) is not int:
        return False
    items = answer.get("items")
    if not isinstance(items, list) or (answer["total"] > 0 and not items):
        return False
    return all(isinstance(one, dict) and _DIGITS.fullmatch(str(one.get("id"))) for one in items)
