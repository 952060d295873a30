"""What customers answer when they are asked, and what reviewers find in finished work.

Every month draws from streams of its own, so that tickets are the same with and without opinions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from orchestration.sample.clock import DAY, midnight, month_after
from orchestration.sample.plan import NORTHLINE, Opinions
from orchestration.sample.tickets import Step, Ticket

_PROMOTING_SCORES = (10, 10, 9, 9, 9, 8, 8, 7, 6, 4)
_CRITICAL_SHARE = 0.015
_HOUR = 3_600


@dataclass(frozen=True)
class Answer:
    """A customer's answer; without a ticket if the survey was not sent for one."""

    id: int
    ticket_id: int | None
    customer_id: int
    at: int
    kind: str
    score: int
    scale_max: int


@dataclass(frozen=True)
class Review:
    """A reviewer's judgement of one ticket."""

    ticket_id: int
    reviewee_id: int
    at: int
    score_thousandths: int
    is_critical_fail: bool
    error_count: int
    is_rework: bool


class OpinionStream:
    """Gives each month what came in it; what the month's tickets bring later is kept."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._answers: list[Answer] = []
        self._reviews: list[Review] = []

    def of_month(
        self, month: date, tickets: Sequence[Ticket], opinions: Opinions | None
    ) -> tuple[list[Answer], list[Review]]:
        if opinions is None:
            return [], []
        end = midnight(month_after(month))
        answers = self._answers + month_answers(month, tickets, opinions, self._seed)
        reviews = self._reviews + month_reviews(month, tickets, opinions, self._seed)
        self._answers = [answer for answer in answers if answer.at >= end]
        self._reviews = [review for review in reviews if review.at >= end]
        return (
            sorted((a for a in answers if a.at < end), key=lambda a: (a.at, a.id)),
            sorted((r for r in reviews if r.at < end), key=lambda r: (r.at, r.ticket_id)),
        )


def month_answers(
    month: date, tickets: Sequence[Ticket], opinions: Opinions, seed: int
) -> list[Answer]:
    """Answers about the tickets that were created in a month, in order of the tickets."""
    random = Random(f"answers {seed} {month}")
    answers: list[Answer] = []
    for ticket, step in _solved(tickets):
        chance, delay, place = random.random(), random.random(), random.random()
        at = step.at + _HOUR + int(delay * 2 * DAY)
        is_content = ticket.satisfaction != "bad" and len(ticket.steps) < 5
        if ticket.workflow_id == opinions.surveyed_workflow:
            if chance < opinions.survey_answered_share:
                score = (4, 5, 5)[int(place * 3)] if is_content else (1, 2, 3, 4)[int(place * 4)]
                answers.append(
                    Answer(ticket.id * 10 + 1, ticket.id, ticket.requester_id, at, "csat", score, 5)
                )
        elif chance < opinions.nps_answered_share:
            score = _PROMOTING_SCORES[int(place * 10)] - (0 if is_content else 4)
            is_named = delay >= opinions.nps_without_ticket_share
            answers.append(
                Answer(
                    ticket.id * 10 + 2,
                    ticket.id if is_named else None,
                    ticket.requester_id,
                    at,
                    "nps",
                    score,
                    10,
                )
            )
    return answers


def month_reviews(
    month: date, tickets: Sequence[Ticket], opinions: Opinions, seed: int
) -> list[Review]:
    """Reviews of tickets that people solved, one to six days after."""
    random = Random(f"reviews {seed} {month}")
    reviews: list[Review] = []
    for ticket, step in _solved(tickets):
        if step.kind == "bot_solved" or random.random() >= opinions.reviewed_share:
            continue
        is_vendor = ticket.provider_id == NORTHLINE
        faulty_share = opinions.vendor_faulty_share if is_vendor else opinions.faulty_share
        error_count = random.randint(1, 3) if random.random() < faulty_share else 0
        is_critical_fail = error_count > 0 and random.random() < _CRITICAL_SHARE / faulty_share
        score = 1_000 - random.randint(0, 80) - 90 * error_count
        reviews.append(
            Review(
                ticket.id,
                step.actor_id,
                step.at + DAY + int(random.random() * 5 * DAY),
                0 if is_critical_fail else score,
                is_critical_fail,
                error_count,
                is_critical_fail or error_count == 3,
            )
        )
    return reviews


def _solved(tickets: Sequence[Ticket]) -> Iterator[tuple[Ticket, Step]]:
    """Tickets that were solved, with the last time that they were."""
    for ticket in tickets:
        solutions = [step for step in ticket.steps if step.kind in ("solved", "bot_solved")]
        if solutions and ticket.steps[-1].kind != "deleted":
            yield ticket, solutions[-1]
