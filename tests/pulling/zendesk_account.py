"""A Zendesk account with a past: every version of every ticket, its audits, its groups."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.pulling.server import Answer, Helpdesk

BEGAN = datetime(2024, 1, 1, 8, tzinfo=UTC)
CONFIG = """
[[pull]]
kind = "zendesk"
url = "{url}"
since = "2024-01-01"
email_env = "ZENDESK_EMAIL"
token_env = "ZENDESK_TOKEN"
"""
SECRETS = {"ZENDESK_EMAIL": "login-of-zendesk@acme.example", "ZENDESK_TOKEN": "s3cr3t-of-zendesk"}
EXPORT = "/api/v2/incremental/tickets/cursor.json"
METRIC_EVENTS = "/api/v2/incremental/ticket_metric_events.json"
_STATES = ("new", "open", "pending", "hold", "solved", "closed")


class Account:
    """Changes are made one after the other, a minute apart; `truth` is how each ticket ended."""

    def __init__(self, tickets: int, changes: int, *, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self.versions: list[dict[str, Any]] = []
        self.truth: dict[int, dict[str, Any]] = {}
        self.audits: dict[int, list[dict[str, Any]]] = {}
        self.metric_events: list[dict[str, Any]] = []
        self.groups = [{"id": 501, "name": "Front desk"}, {"id": 502, "name": "Repairs"}]
        for number in range(tickets):
            self.change(1000 + number)
        for _ in range(changes):
            self.change(1000 + self._random.randrange(tickets))

    def change(self, ticket_id: int, status: str | None = None) -> None:
        at = (BEGAN + timedelta(minutes=len(self.versions))).strftime("%Y-%m-%dT%H:%M:%SZ")
        before = self.truth.get(ticket_id)
        status = status or (self._random.choice(_STATES) if before else "new")
        ticket = {
            "id": ticket_id,
            "created_at": before["created_at"] if before else at,
            "updated_at": at,
            "status": status,
            "priority": self._random.choice(["low", "normal", "high", "urgent", None]),
            "group_id": self._random.choice([501, 502, None]),
            "requester_id": 40_000 + ticket_id % 17,
            "assignee_id": None,
            "subject": f'Größe und \ud83d\ude00 "{ticket_id}"\nzweite Zeile',
            "via": {"channel": "email"},
            "tags": ["a", "b"],
            "custom_fields": [{"id": 9000002, "value": 60 * len(self.versions)}],
            "satisfaction_rating": {"score": "unoffered"},
        }
        self.versions.append(ticket)
        self.truth[ticket_id] = ticket
        kind = "Change" if before else "Create"
        event = {"id": len(self.versions), "type": kind, "field_name": "status", "value": status}
        if before:
            event["previous_value"] = before["status"]
        audit = {"id": 70_000 + len(self.versions), "ticket_id": ticket_id, "created_at": at}
        audit |= {"author_id": 9, "via": {"channel": "web"}, "events": [event]}
        self.audits.setdefault(ticket_id, []).append(audit)

    def helpdesk(self) -> Helpdesk:
        return Helpdesk(self._answer)

    def _answer(self, path: str, params: Mapping[str, str]) -> Answer:
        if path == EXPORT:
            return Answer(self._export(params))
        if path == METRIC_EVENTS:
            return Answer(self._metric_export(int(params["start_time"])))
        if path == "/api/v2/groups.json":
            return Answer(_paged("groups", self.groups, params))
        if path.endswith("/audits.json"):
            ticket_id = int(path.split("/")[-2])
            if self.truth[ticket_id]["status"] == "deleted":
                return Answer({"error": "RecordNotFound"}, 404)
            return Answer(_paged("audits", self.audits[ticket_id], params))
        return Answer({"error": "InvalidEndpoint"}, 404)

    def _export(self, params: Mapping[str, str]) -> dict[str, Any]:
        """Old versions too, the last of the page before once more, and in no order."""
        size = int(params["per_page"])
        begin = int(params["cursor"].split("-")[1]) if "cursor" in params else 0
        end = min(begin + size, len(self.versions))
        rows = self.versions[max(begin - 2, 0) if "cursor" in params else 0 : end]
        if begin == end:
            rows = []
        shuffled = self._random.sample(rows, len(rows))
        return {
            "tickets": shuffled,
            "after_cursor": f"cursor-{end}",
            "after_url": f"https://elsewhere.example/{end}",
            "end_of_stream": end == len(self.versions),
        }

    def measure(self, number: int, at: datetime) -> None:
        """One event of a clock; several may fall into one second."""
        time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        event = {"id": number, "ticket_id": 1000, "metric": "reply_time", "instance_id": 1}
        self.metric_events.append(event | {"type": "activate", "time": time})

    def _metric_export(self, start_time: int) -> dict[str, Any]:
        """Three seconds' worth at a time, the first of them once more."""
        found = sorted(
            (e for e in self.metric_events if _unix(e["time"]) >= start_time),
            key=lambda event: event["time"],
        )
        seconds = sorted({_unix(event["time"]) for event in found})[:3]
        page = [event for event in found if _unix(event["time"]) in seconds]
        return {
            "ticket_metric_events": page,
            "count": len(page),
            "end_time": seconds[-1] if seconds else None,
            "next_page": None,
        }


def _unix(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())


def _paged(key: str, records: list[dict[str, Any]], params: Mapping[str, str]) -> dict[str, Any]:
    begin = int(params.get("page[after]", "0"))
    end = begin + int(params["page[size]"])
    meta = {"has_more": end < len(records), "after_cursor": str(end)}
    return {key: records[begin:end], "meta": meta, "links": {}}
