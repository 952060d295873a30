"""The generic CSV templates: what no other export holds, or the whole company."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from orchestration.sample.clock import iso_utc, last_day, midnight, month_after
from orchestration.sample.people import roster_rows
from orchestration.sample.plan import (
    BilledUnits,
    Document,
    HoursEntry,
    PayRow,
    Person,
    Seat,
    Shift,
    weighted_parts,
)
from orchestration.sample.tickets import Ticket

_HEADERS = {
    "tickets": "ticket_id,created_at,updated_at,channel,priority,status,group,form,tags,"
    "subject_hash,workflow,requester,assignee,first_reply_at,solved_at,closed_at,reopen_count,"
    "csat_raw,is_automated,merged_into,handle_seconds",
    "ticket_events": "event_id,ticket_id,event_at,seq,event_type,actor_id,actor_kind,from_value,"
    "to_value,handle_seconds",
    "agents": "agent_key,source_system,source_id,employer,team,role_band,time_zone,fte_share,"
    "valid_from,valid_to",
    "payroll_lines": "pay_run,worker,line_code,line_no,period_start,period_end,pay_date,"
    "line_kind,burdens,hours,amount,currency,department",
    "invoice_lines": "vendor,document_no,line_no,document_type,document_date,service_start,"
    "service_end,description,account,quantity,unit_price,net_amount,tax_amount,recoverable_tax,"
    "currency,document_net,status",
    "seats": "system,person,month,status,unit_cost,assigned_on",
    "time_entries": "entry_id,person,work_date,seconds,activity,workflow,provider,cost_rate",
    "automation_events": "event_id,event_at,workflow,tool,outcome,ticket_id,requester,billed",
    "billed_units": "provider,period_start,period_end,workflow,units,unit_kind,rate,document_no",
    "shifts": "team,starts_at,ends_at,people,route",
}
_FIRST_LEDGER_CLOSING = timedelta(days=8)


class TemplateExport:
    """Writes template files into one folder; `is_alone` when no other export exists."""

    def __init__(self, folder: Path, *, is_alone: bool) -> None:
        self.folder = folder
        self.is_alone = is_alone
        folder.mkdir(parents=True, exist_ok=True)
        self._unfinished: list[Ticket] = []

    def write_roster(self, people: tuple[Person, ...]) -> Path:
        return self._write("agents", "", roster_rows(people, self.is_alone))

    def write_seats(self, month: date, seats: Sequence[Seat]) -> list[Path]:
        rows = [("zendesk", seat.helpdesk_id, seat.month, seat.status, "", "") for seat in seats]
        return self._write_month("seats", month, rows)

    def write_pay(self, month: date, pay_rows: Sequence[PayRow], *, suffix: str = "") -> list[Path]:
        """All lines of the pay runs when alone, else the benefits that the journal leaves out."""
        lines = (line for row in pay_rows for line in _pay_lines(row))
        if not self.is_alone:
            lines = (line for line in lines if line[2] == "BEN")
            suffix = f"{suffix}-benefits"
        return self._write_month("payroll_lines", month, list(lines), suffix=suffix)

    def write_documents(self, months: Sequence[date], documents: Sequence[Document]) -> list[Path]:
        """Documents by the month of their books; without the ledger's unless alone."""
        chosen = [d for d in documents if self.is_alone or not d.is_in_ledger]
        earlier = [d for d in chosen if _books(d) < months[0]]
        paths = []
        if earlier:
            paths.append(self._write("invoice_lines", "-earlier", map(_document_line, earlier)))
        for month in months:
            lines = [_document_line(d) for d in chosen if _books(d) == month]
            paths += self._write_month("invoice_lines", month, lines)
        return paths

    def write_hours(self, name: str, entries: Sequence[HoursEntry]) -> list[Path]:
        rows = [
            (_entry_id(entry), entry.person.payroll_name, entry.day, entry.hundredths * 36,
             entry.activity, "", entry.provider_id, "")
            for entry in entries
        ]  # fmt: skip
        return [self._write("time_entries", f"-{name}", rows)] if rows else []

    def write_billed_units(self, month: date, billed: Sequence[BilledUnits]) -> list[Path]:
        rows = [
            (b.provider_id, b.month, last_day(b.month), b.workflow_id, b.units, "ticket", b.rate,
             b.document_number)
            for b in billed
        ]  # fmt: skip
        return self._write_month("billed_units", month, rows)

    def write_shifts(self, month: date, shifts: Sequence[Shift]) -> list[Path]:
        rows = [
            (s.team, iso_utc(s.starts_at), iso_utc(s.ends_at), s.people, s.route) for s in shifts
        ]
        return self._write_month("shifts", month, rows)

    def write_attempts(self, month: date, tickets: Iterable[Ticket]) -> list[Path]:
        """One row for each time that the bot tried."""
        rows = [
            (f"AE-{ticket.id}", iso_utc(ticket.steps[1].at), ticket.workflow_id, "answerbot",
             ticket.attempt, ticket.id, ticket.requester_id,
             "false" if ticket.attempt == "handed_off" else "true")
            for ticket in tickets
            if ticket.attempt
        ]  # fmt: skip
        return self._write_month("automation_events", month, rows)

    def write_tickets(self, month: date, tickets: Sequence[Ticket]) -> list[Path]:
        """Tickets that changed in the month, as they stood at its end, and their events."""
        start, end = midnight(month), midnight(month_after(month))
        events: list[tuple[object, ...]] = []
        rows: list[tuple[object, ...]] = []
        for ticket in (*self._unfinished, *tickets):
            row = _replay(ticket, start, end, events)
            if row:
                rows.append(row)
        live = (*self._unfinished, *tickets)
        self._unfinished = [ticket for ticket in live if ticket.steps[-1].at >= end]
        events.sort(key=lambda event: str(event[2]))
        return [
            *self._write_month("tickets", month, rows),
            *self._write_month("ticket_events", month, events),
        ]

    def _write_month(
        self, table: str, month: date, rows: Sequence[Sequence[object]], *, suffix: str = ""
    ) -> list[Path]:
        return [self._write(table, f"{suffix}-{month:%Y-%m}", rows)] if rows else []

    def _write(self, table: str, name: str, rows: Iterable[Sequence[object]]) -> Path:
        text = StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_HEADERS[table].split(","))
        writer.writerows(rows)
        path = self.folder / f"{table}{name}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return path


def _books(document: Document) -> date:
    """The month in whose books a document stands (they close on the eighth)."""
    return (document.dated - _FIRST_LEDGER_CLOSING).replace(day=1)


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _entry_id(entry: HoursEntry) -> str:
    return f"{entry.day:%Y%m%d}-{entry.person.key}-{entry.provider_id}-{entry.activity}"


def _pay_lines(row: PayRow) -> Iterator[tuple[object, ...]]:
    """A pay row as template lines; the employer's tax is split over the earnings it burdens."""
    earnings = (row.regular_cents, row.overtime_cents)
    taxes = weighted_parts(row.employer_tax_cents, earnings)
    lines = (
        ("REG", "regular", "", row.regular_hours, row.regular_cents),
        ("OT", "overtime", "", row.overtime_hours, row.overtime_cents),
        ("BONUS", "bonus", "", "", row.bonus_cents),
        ("TIPS", "tips_passthrough", "", "", row.tips_cents),
        ("TAX", "employer_tax", "regular", "", taxes[0]),
        ("TAX-OT", "employer_tax", "overtime", "", taxes[1]),
        ("BEN", "employer_benefit", "regular", "", row.benefit_cents),
        ("REIMB", "reimbursement", "", "", row.reimbursement_cents),
    )
    for code, kind, burdens, hours, cents in lines:
        if cents:
            yield (row.pay_run, row.person.payroll_name, code, 1, row.period_start, row.period_end,
                   row.pay_date, kind, burdens, hours, _money(cents), "USD",
                   row.person.team)  # fmt: skip


def _document_line(document: Document) -> tuple[object, ...]:
    amount = _money(document.cents)
    status = "void" if document.kind == "void" else "paid" if document.paid_on else "open"
    return (document.vendor, document.number, 1, document.kind, document.dated,
            document.service_start, document.service_end, document.description, document.account,
            "", "", amount, "", "", document.currency, amount, status)  # fmt: skip


_REPLIES = ("replied", "solved")
_ACTOR_KINDS = {43: "vendor", 49: "bot"}


def _replay(
    ticket: Ticket, start: int, end: int, events: list[tuple[object, ...]]
) -> tuple[object, ...] | None:
    """Add the events between two moments; the ticket's row as it stands at the second one."""
    status, assignee, total, at, reopened = "new", "", 0, 0, 0
    replied_at = solved_at = closed_at = ""
    for place, step in enumerate(ticket.steps):
        if step.at >= end:
            break
        at, kind, actor, seconds = step
        when = iso_utc(at)
        is_customer = not actor
        actor = actor or ticket.requester_id
        actor_kind = "customer" if is_customer else _ACTOR_KINDS.get(actor // 100, "agent")
        before, happened = status, []
        if kind == "created":
            actor_kind = "customer"
            happened += [("created", "", "new"), ("customer_reply", "", "")]
        elif kind in ("answered", "reopened"):
            status = "open"
            happened.append(("customer_reply", "", ""))
        elif kind == "noted":
            happened.append(("private_note", "", ""))
        elif kind in ("replied", "solved", "bot_solved", "handed_over"):
            happened.append(("public_reply", "", ""))
            if kind == "replied":
                answers = (
                    place + 1 < len(ticket.steps) and ticket.steps[place + 1].kind == "answered"
                )
                status = "pending" if answers else "open"
            elif kind == "handed_over":
                status = "open"
            else:
                status = "solved"
        elif kind == "merged":
            status, closed_at = "closed", when
            happened += [("merged", "", str(ticket.merged_into)), ("closed", before, status)]
        elif kind == "deleted":
            status = "deleted"
            happened.append(("deleted", "", ""))
        if kind in _REPLIES and not replied_at:
            replied_at = when
        if kind in ("replied", "solved", "bot_solved") and not assignee:
            assignee = str(actor)
            happened.append(("assigned", "", assignee))
        if status != before and kind not in ("created", "merged", "deleted"):
            name = {"solved": "solved", "open": "reopened" if before == "solved" else "status"}
            happened.append((name.get(status, "status"), before, status))
        if status == "solved" and before != "solved":
            solved_at = when
        if kind == "reopened":
            reopened += 1
            solved_at = ""
        total += seconds
        if at >= start:
            for order, (event_type, from_value, to_value) in enumerate(happened, start=1):
                events.append(
                    (f"{ticket.id}-{place}-{order}", ticket.id, when, place * 10 + order,
                     event_type, actor, actor_kind, from_value, to_value,
                     seconds if seconds and order == 1 else "")
                )  # fmt: skip
    if at < start:
        return None
    created_at = iso_utc(ticket.steps[0].at)
    is_automated = "true" if ticket.provider_id == "answerbot" else "false"
    score = (
        ticket.satisfaction if ticket.satisfaction in ("good", "bad") and status == "solved" else ""
    )
    return (ticket.id, created_at, iso_utc(at), ticket.channel, ticket.priority or "normal", status,
            ticket.group, "", ticket.tag, "", "", ticket.requester_id, assignee, replied_at,
            solved_at, closed_at, reopened, score, is_automated, ticket.merged_into or "",
            total or "")  # fmt: skip
