"""Zendesk's API exports: tickets, their audits and groups, one JSON object per line.

Each month's file holds the tickets that changed in the month, as they stood at its end; a ticket
that goes on comes again in a later file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from orchestration.sample.clock import iso_utc, midnight, month_after
from orchestration.sample.plan import KEY_ACCOUNTS_GROUP, NORTHLINE_GROUP, SUPPORT_GROUP
from orchestration.sample.tickets import Step, Ticket

GROUP_IDS = {SUPPORT_GROUP: 3601, KEY_ACCOUNTS_GROUP: 3602, NORTHLINE_GROUP: 3603}
LAST_TIME_FIELD, TOTAL_TIME_FIELD = 9000001, 9000002
_VIA = {"email": "email", "chat": "chat", "phone": "voice", "web": "web", "social": "twitter"}
_BOT_STEPS = ("bot_solved", "handed_over")


class ZendeskExport:
    """Writes one month after the other; tickets that go on are kept for the next file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._unfinished: list[Ticket] = []

    def write_groups(self) -> Path:
        path = self.folder / "groups.ndjson"
        lines = (json.dumps({"id": id, "name": name}) for name, id in GROUP_IDS.items())
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def write_month(self, month: date, tickets: Iterable[Ticket]) -> list[Path]:
        start, end = midnight(month), midnight(month_after(month))
        audits: list[tuple[int, str]] = []
        lines: list[str] = []
        unfinished: list[Ticket] = []
        for ticket in (*self._unfinished, *tickets):
            if ticket.steps[-1].at >= end:
                unfinished.append(ticket)
            line = _replay(ticket, start, end, audits)
            if line:
                lines.append(line)
        self._unfinished = unfinished
        audits.sort(key=lambda audit: audit[0])
        ticket_path = self.folder / f"tickets-{month:%Y-%m}.ndjson"
        audit_path = self.folder / f"ticket_audits-{month:%Y-%m}.ndjson"
        ticket_path.write_text("".join(lines), encoding="utf-8")
        audit_path.write_text("".join([line for _, line in audits]), encoding="utf-8")
        return [ticket_path, audit_path]


def _replay(ticket: Ticket, start: int, end: int, audits: list[tuple[int, str]]) -> str:
    """Add the audits made between two moments; the ticket as it stands at the second one.

    Empty when nothing happened to the ticket in between.
    """
    number, requester, channel = ticket.id, ticket.requester_id, _VIA[ticket.channel]
    status, assignee, total, at = "new", 0, 0, 0
    steps = ticket.steps
    for place, step in enumerate(steps):
        if step.at >= end:
            break
        at, kind, actor, seconds = step
        before, audit_id = status, number * 100 + place
        event = audit_id * 10
        actor = actor or requester
        via, comment, changes = '{"channel":"web"}', "true", ""
        if kind == "created":
            via = f'{{"channel":"{channel}"}}'
            changes = f',{{"id":{event + 5},"type":"Create","field_name":"status","value":"new"}}'
        elif kind == "replied":
            status = "pending" if _customer_answers(steps, place) else "open"
        elif kind in ("solved", "bot_solved"):
            status = "solved"
        elif kind in ("answered", "reopened"):
            status, via = "open", f'{{"channel":"{channel}"}}'
        elif kind == "handed_over":
            status = "open"
        elif kind == "noted":
            comment = "false"
        elif kind == "merged":
            status, comment = "closed", "false"
            via = (
                '{"channel":"web","source":{"from":{},"to":{"ticket_id":'
                f'{ticket.merged_into}}},"rel":"merge"}}}}'
            )
        elif kind == "deleted":
            status, comment = "deleted", ""
        if kind in _BOT_STEPS:
            via = '{"channel":"ai_agent"}'
        if status != before:
            changes += _change(event + 2, "status", status, before)
        if kind in ("replied", "solved", "bot_solved") and not assignee:
            assignee = actor
            changes += (
                f',{{"id":{event + 3},"type":"Change","field_name":"assignee_id",'
                f'"value":"{actor}"}}'
            )
        if seconds:
            total += seconds
            changes += (
                f',{{"id":{event + 4},"type":"Change","field_name":"{LAST_TIME_FIELD}",'
                f'"value":"{seconds}"}}'
            )
        if at >= start:
            said = f'{{"id":{event + 1},"type":"Comment","public":{comment}}}'
            events = said + changes if comment else changes[1:]
            audits.append(
                (
                    at,
                    f'{{"id":{audit_id},"ticket_id":{number},"created_at":"{iso_utc(at)}",'
                    f'"author_id":{actor},"via":{via},"events":[{events}]}}\n',
                )
            )
    if at < start:
        return ""
    return _ticket_line(ticket, status, assignee, total, at, channel)


def _customer_answers(steps: list[Step], place: int) -> bool:
    return place + 1 < len(steps) and steps[place + 1].kind == "answered"


def _change(event_id: int, field_name: str, value: str, before: str) -> str:
    return (
        f',{{"id":{event_id},"type":"Change","field_name":"{field_name}",'
        f'"value":"{value}","previous_value":"{before}"}}'
    )


def _ticket_line(
    ticket: Ticket, status: str, assignee: int, total: int, at: int, channel: str
) -> str:
    is_solved = status == "solved"
    tags = [f'"{ticket.tag}"'] if ticket.tag else []
    if is_solved and ticket.provider_id == "answerbot":
        tags.append('"ai_agent_resolved"')
    if status == "closed":
        tags.append('"closed_by_merge"')
    priority = f'"{ticket.priority}"' if ticket.priority else "null"
    score = ticket.satisfaction if is_solved else "unoffered"
    return (
        f'{{"id":{ticket.id},"created_at":"{iso_utc(ticket.steps[0].at)}",'
        f'"updated_at":"{iso_utc(at)}","via":{{"channel":"{channel}"}},'
        f'"subject":"{ticket.subject}","priority":{priority},"status":"{status}",'
        f'"requester_id":{ticket.requester_id},"assignee_id":{assignee or "null"},'
        f'"group_id":{GROUP_IDS[ticket.group]},"tags":[{",".join(tags)}],'
        f'"satisfaction_rating":{{"score":"{score}"}},'
        f'"custom_fields":[{{"id":{TOTAL_TIME_FIELD},"value":{total or "null"}}}]}}\n'
    )
