"""Freshdesk: tickets that changed, those in its bin, and the names of the groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from dlt.sources.helpers.rest_client.auth import HttpBasicAuth
from dlt.sources.helpers.rest_client.paginators import BasePaginator, PageNumberPaginator
from requests import Request, Response

from orchestration.pulling.api import Api
from orchestration.pulling.clock import Clock
from orchestration.pulling.config import Pull
from orchestration.pulling.drop import Page, Record, Stream, changed_whole
from orchestration.pulling.ledger import Position
from orchestration.pulling.record_marks import mark, marks_since, moment, written

# The smallest paid plan's limit for lists of tickets.
REQUESTS_PER_MINUTE = 20
PER_PAGE = 100
_CHANGED = "updated_at"
# A ticket may change twice in one second, and whether `updated_since` includes its second is not
# documented.
_OVERLAP = timedelta(seconds=1)


def streams(pull: Pull, secrets: Mapping[str, str], clock: Clock) -> list[Stream]:
    """What is fetched, in this order."""
    auth = HttpBasicAuth(secrets["token"], "X")
    api = Api(pull.name, pull.url, auth, clock, REQUESTS_PER_MINUTE)
    assert pull.since is not None
    start = f"{pull.since}T00:00:00Z"
    return [
        Groups(api),
        Tickets(api, start, "tickets", {"include": "stats,requester"}),
        # The ordinary list leaves out what lies in the bin, and a row of the bin need not say so.
        Tickets(api, start, "deleted_tickets", {"filter": "deleted"}),
    ]


@dataclass(frozen=True)
class Tickets:
    """Tickets in the order in which they changed."""

    api: Api
    start: str
    name: str
    asked: Mapping[str, str] = field(default_factory=dict)

    def pages(self, position: Position) -> Iterator[Page]:
        walk = _ByChange(position or {"since": self.start})
        asked = {
            **self.asked,
            "order_by": _CHANGED,
            "order_type": "asc",
            "per_page": PER_PAGE,
        }
        for _ in self.api.answers("/api/v2/tickets", asked, walk, _is_list_of_tickets):
            yield Page({self.name: walk.fresh}, walk.position)


@dataclass(frozen=True)
class Groups:
    """All groups, written down again only when one of them has changed."""

    api: Api
    name: str = "groups"

    def pages(self, position: Position) -> Iterator[Page]:
        groups: list[Record] = []
        by_number = PageNumberPaginator(base_page=1, total_path=None)
        for response in self.api.answers(
            "/api/v2/groups", {"per_page": PER_PAGE}, by_number, _is_list
        ):
            groups += response.json()
        yield from changed_whole("groups", groups, position)


class _ByChange(BasePaginator):
    """Each page begins where the one before ended in time, not at a page's number.

    A ticket that changes meanwhile moves to the end; by number every ticket behind it would move
    up by one, and the first of the next page would be missed. It also passes the limit of 300
    pages. Numbers are used only inside one second in which more than a page of tickets changed.
    """

    def __init__(self, position: Position) -> None:
        super().__init__()
        self.position = position
        self.fresh: list[Record] = []

    def init_request(self, request: Request) -> None:
        self._asked = cast("Mapping[str, Any]", request.params)
        self.update_request(request)

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:  # noqa: ARG002
        tickets = response.json()
        known: Mapping[str, str] = self.position.get("marks", {})
        self.fresh = [ticket for ticket in tickets if mark(ticket) not in known]
        since = datetime.fromisoformat(self.position["since"])
        page = int(self.position.get("page", 1))
        newest = max((at for t in tickets if (at := moment(t, _CHANGED))), default=since)
        self._has_next_page = "next" in response.links or len(tickets) >= PER_PAGE
        if newest - _OVERLAP > since:
            since, page = newest - _OVERLAP, 1
        else:
            page = page + 1 if self._has_next_page else 1
        marks = marks_since(known, tickets, _CHANGED, since)
        self.position = {"since": written(since), "page": page, "marks": marks}

    def update_request(self, request: Request) -> None:
        request.params = {
            **self._asked,
            "updated_since": self.position["since"],
            "page": self.position.get("page", 1),
        }


def _is_list(answer: Any) -> bool:
    return isinstance(answer, list) and all(isinstance(one, dict) for one in answer)


def _is_list_of_tickets(answer: Any) -> bool:
    return _is_list(answer) and all("id" in one and moment(one, _CHANGED) for one in answer)
