"""The life of tickets: when each arrives, who works on it for how long, how it ends.

Random draws are made per month and piece of work with a generator of their own, so that a month's
tickets are the same whichever months are written before or after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from orchestration.sample.clock import (
    CLOSED_DAYS,
    DAY,
    business_clock,
    midnight,
    month_after,
)
from orchestration.sample.people import BOT_ID
from orchestration.sample.plan import (
    ANSWERBOT,
    KEY_ACCOUNTS_GROUP,
    NORTHLINE,
    NORTHLINE_GROUP,
    OWN_TEAM,
    SUPPORT_GROUP,
    WORKFLOW_TAGS,
    Habits,
    Person,
    WorkCell,
    weighted_parts,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from orchestration.sample.clock import Seconds

CHANNELS = ("email", "chat", "phone", "web", "social")
PRIORITIES = ("urgent", "high", "normal", "low", "")
_CHANNEL_MIX = {
    "key_accounts": (0.60, 0.00, 0.34, 0.06, 0.00),
    "technical_issues": (0.48, 0.18, 0.16, 0.16, 0.02),
    "refunds": (0.54, 0.16, 0.12, 0.13, 0.05),
    "order_status": (0.50, 0.22, 0.00, 0.26, 0.02),
}
_PRIORITY_MIX = (0.03, 0.16, 0.61, 0.15, 0.05)
_HOUR_WEIGHTS = (1, 1, 1, 1, 1, 2, 4, 8, 16, 30, 34, 34, 30, 30, 32, 31, 28, 22, 14, 10, 8, 6, 4, 2)
_WEEKDAY_WEIGHTS = (1.18, 1.10, 1.05, 1.02, 1.00, 0.42, 0.36)
_CLOSED_DAY_WEIGHT = 0.45

SUBJECTS = {
    "key_accounts": ("Quarterly order plan", "Contract question", "Delivery slots for our stores"),
    "technical_issues": ("App does not open", "Checkout error", "Device will not pair"),
    "billing_disputes": ("Charged twice", "Wrong amount on invoice", "Unknown charge"),
    "refunds": ("Refund for my order", "Return and refund", "Where is my refund"),
    "order_changes": ("Change delivery address", "Cancel one item", "Change size"),
    "product_questions": ("Is this in stock", "Which size fits", "Question about material"),
    "order_status": ("Where is my order", "Tracking number", "Late parcel"),
    "password_resets": ("Cannot log in", "Reset my password", "Account locked"),
}

# Promised seconds to the first reply and to the solution, the clock they run on, and the usual
# share of tickets that keep each promise.
_PROMISES = {
    "chat": ("extended", 120, 14_400, 0.88, 0.86),
    "phone": ("extended", 180, 14_400, 0.86, 0.88),
    "social": ("extended", 3_600, 28_800, 0.87, 0.84),
    "key_accounts": ("support", 3_600, 57_600, 0.965, 0.92),
    "urgent": ("calendar", 3_600, 28_800, 0.84, 0.82),
    "high": ("support", 7_200, 32_400, 0.90, 0.85),
    "normal": ("support", 14_400, 64_800, 0.94, 0.89),
    "low": ("support", 28_800, 97_200, 0.96, 0.92),
}
_PROMISE_NAMES = tuple(_PROMISES)

IDS_PER_MONTH = 100_000
_NO_WORKER = -1


class Step(NamedTuple):
    """Something that happens to a ticket."""

    at: int
    kind: str
    actor_id: int
    seconds: int


@dataclass(slots=True)
class Ticket:
    """A ticket with everything that ever happens to it, in order of time."""

    id: int
    workflow_id: str
    provider_id: str
    channel: str
    priority: str
    group: str
    tag: str
    subject: str
    requester_id: int
    attempt: str
    satisfaction: str
    merged_into: int = 0
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Staff:
    """Helpdesk ids, first and last moments at work of everybody who handles tickets."""

    ids: Mapping[str, int]
    starts: Mapping[str, int]
    leaves: Mapping[int, int]
    cover_id: int

    @classmethod
    def of(cls, people: Sequence[Person]) -> Staff:
        return cls(
            ids={person.key: person.helpdesk_id for person in people},
            starts={person.key: midnight(person.stays[0].start) for person in people},
            leaves={
                person.helpdesk_id: midnight(end)
                for person in people
                if (end := person.stays[-1].end)
            },
            cover_id=people[0].helpdesk_id,
        )

    def present(self, worker_id: int, at: int) -> int:
        """The worker, or the colleague who takes over what a leaver has left."""
        return worker_id if at < self.leaves.get(worker_id, at + 1) else self.cover_id


def month_tickets(
    month: date,
    cells: Sequence[WorkCell],
    habits: Habits,
    staff: Staff,
    seed: int,
    scale: float,
) -> list[Ticket]:
    """All tickets that are created in a month, in order of arrival."""
    number = (month.year - 2024) * 12 + month.month
    tickets: list[Ticket] = []
    for position, cell in enumerate(cells):
        if round(cell.units * scale) > 0:
            tickets += _CellDraw(
                month, cell, habits, staff, scale, (seed, number, position)
            ).tickets()
    tickets.sort(key=lambda ticket: (ticket.steps[0].at, ticket.workflow_id, ticket.provider_id))
    for order, ticket in enumerate(tickets, start=1):
        ticket.id = number * IDS_PER_MONTH + order
        if not ticket.requester_id:
            ticket.requester_id = 70_000_000 + ticket.id
            ticket.steps[0] = ticket.steps[0]._replace(actor_id=ticket.requester_id)
    _repeat_contacts(tickets, habits, (seed, number, len(cells)))
    return tickets


class _CellDraw:
    """The random draws for one piece of work, and the tickets made of them."""

    def __init__(
        self,
        month: date,
        cell: WorkCell,
        habits: Habits,
        staff: Staff,
        scale: float,
        seeds: tuple[int, int, int],
    ) -> None:
        import numpy as np

        self.random = np.random.default_rng(seeds)
        self.month, self.cell, self.habits, self.staff = month, cell, habits, staff
        self.count = round(cell.units * scale)
        self.own_seconds = {
            key: round(seconds * scale) for key, seconds in cell.own_seconds.items()
        }
        self.end = midnight(month_after(month))
        self.is_bot = cell.provider_id == ANSWERBOT
        self.is_vendor = cell.provider_id == NORTHLINE
        self.is_late_possible = not habits.is_solved_in_month

    def tickets(self) -> list[Ticket]:
        created = self._created()
        channels, priorities = self._channels_and_priorities(created)
        if self.is_bot:
            return self._bot_tickets(created, channels, priorities)
        return self._people_tickets(created, channels, priorities)

    def _created(self) -> Seconds:
        import numpy as np

        days = [
            self.month + timedelta(days=step)
            for step in range((month_after(self.month) - self.month).days)
        ]
        weights = np.array(
            [_day_weight(day) * self.habits.day_weights.get(day, 1.0) for day in days]
        )
        midnights = np.array([midnight(day) for day in days], dtype=np.int64)
        hours = np.array(_HOUR_WEIGHTS) / sum(_HOUR_WEIGHTS)
        created = (
            midnights[self.random.choice(len(days), self.count, p=weights / weights.sum())]
            + self.random.choice(24, self.count, p=hours) * 3_600
            + self.random.integers(0, 3_600, self.count)
        )
        if not self.is_late_possible:
            created = np.minimum(created, self.end - 4 * 3_600)
        created.sort()
        return created

    def _channels_and_priorities(
        self, created: Seconds
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        mix = _CHANNEL_MIX.get(self.cell.workflow_id, _CHANNEL_MIX["refunds"])
        if self.is_bot or self.cell.is_handed_over:
            mix = _CHANNEL_MIX["order_status"]
        channels = self.random.choice(len(CHANNELS), self.count, p=mix)
        if not self.is_bot:
            # Nobody calls or chats while the lines are closed; they write.
            is_closed = business_clock("extended").after(created, created * 0) != created
            is_live = (channels == CHANNELS.index("phone")) | (channels == CHANNELS.index("chat"))
            channels[is_closed & is_live] = CHANNELS.index("email")
        return channels, self.random.choice(len(PRIORITIES), self.count, p=_PRIORITY_MIX)

    def _promises(
        self, channels: NDArray[np.int64], priorities: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Which promise each ticket falls under: by channel, then account, then priority."""
        import numpy as np

        names = np.array(
            [_PROMISE_NAMES.index(name) for name in ("urgent", "high", "normal", "low", "normal")]
        )
        promises = names[priorities]
        if self.cell.workflow_id == "key_accounts":
            promises[:] = _PROMISE_NAMES.index("key_accounts")
        for channel in ("chat", "phone", "social"):
            promises[channels == CHANNELS.index(channel)] = _PROMISE_NAMES.index(channel)
        return promises

    def _elapsed(
        self, promised: NDArray[np.float64], kept_share: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Seconds until something is done: well inside the promise, or some way past it."""
        import numpy as np

        within = self.random.beta(1.3, 2.4, self.count) * 0.98
        beyond = 1.02 + self.random.exponential(0.7, self.count)
        return promised * np.where(self.random.random(self.count) < kept_share, within, beyond)

    def _replies_and_solutions(
        self, created: Seconds, promises: NDArray[np.int64], seconds: Seconds
    ) -> tuple[Seconds, Seconds, NDArray[np.bool_]]:
        """When each ticket gets its first reply, when it is solved, and whether both are one."""
        import numpy as np

        late_lift = self.habits.late_share_lift
        if self.is_vendor:
            late_lift += self.habits.vendor_late_share_lift
        replied, solved = np.zeros(self.count, np.int64), np.zeros(self.count, np.int64)
        reply_promise = np.array([promise[1] for promise in _PROMISES.values()], float)[promises]
        solve_promise = np.array([promise[2] for promise in _PROMISES.values()], float)[promises]
        reply_kept = np.array([promise[3] for promise in _PROMISES.values()])[promises]
        solve_kept = np.array([promise[4] for promise in _PROMISES.values()])[promises]
        reply_after = self._elapsed(reply_promise, reply_kept - late_lift).astype(np.int64) + 5
        solve_after = (
            self._elapsed(solve_promise, solve_kept - 1.2 * late_lift).astype(np.int64) + 60
        )
        for name in ("support", "extended", "calendar"):
            clocks = [promise[0] == name for promise in _PROMISES.values()]
            mask = np.array(clocks)[promises]
            clock = business_clock(name)
            replied[mask] = clock.after(created[mask], reply_after[mask])
            solved[mask] = clock.after(created[mask], solve_after[mask])
        solved = np.maximum(solved, replied + np.minimum(seconds, 1_200) + 60)
        is_one_touch = self.random.random(self.count) < self.habits.one_touch_share
        if not self.is_late_possible:
            replied = np.minimum(
                replied, self.end - 7_200 - self.random.integers(0, 1_800, self.count)
            )
            solved = np.minimum(
                solved, self.end - 1_200 - self.random.integers(0, 1_800, self.count)
            )
        return replied, solved, is_one_touch

    def _assigned(
        self, created: Seconds, keys: Sequence[str], counts: Sequence[int]
    ) -> NDArray[np.int64]:
        """Who of the named people gets which ticket; nobody gets one from before the first day."""
        import numpy as np

        worker = np.full(len(created), _NO_WORKER)
        free = np.arange(len(created))
        by_start = sorted(range(len(keys)), key=lambda at: -self.staff.starts[keys[at]])
        for at in by_start:
            open_to = free[created[free] >= self.staff.starts[keys[at]]]
            chosen = self.random.permutation(open_to)[: counts[at]]
            worker[chosen] = at
            free = free[~np.isin(free, chosen)] if len(chosen) else free
        return worker

    def _spread_seconds(
        self, worker: NDArray[np.int64], keys: Sequence[str], totals: Mapping[str, int]
    ) -> Seconds:
        """Each person's seconds over that person's tickets: uneven, and exact in total."""
        import numpy as np

        seconds = np.zeros(len(worker), np.int64)
        efforts = self.random.lognormal(0.0, 0.5, len(worker))
        for at, key in enumerate(keys):
            own = np.flatnonzero(worker == at)
            if not len(own):
                continue
            # Differences of a rounded running total add up to the total.
            reached = np.cumsum(efforts[own]) / efforts[own].sum() * totals[key]
            seconds[own] = np.diff(np.rint(reached).astype(np.int64), prepend=0)
        return seconds

    def _own_work(self, created: Seconds) -> tuple[list[int], Seconds]:
        keys = list(self.own_seconds)
        counts = weighted_parts(self.count, list(self.own_seconds.values()))
        worker = self._assigned(created, keys, counts)
        worker[worker == _NO_WORKER] = 0
        ids = [self.staff.ids[keys[at]] for at in worker]
        return ids, self._spread_seconds(worker, keys, self.own_seconds)

    def _vendor_work(self) -> tuple[list[int], Seconds]:
        import numpy as np

        people = [self.staff.ids[key] for key in self.cell.vendor_people]
        chosen = self.random.integers(0, len(people), self.count)
        efforts = self.random.lognormal(-0.125, 0.5, self.count) * self.cell.vendor_mean_seconds
        return [people[at] for at in chosen], np.maximum(efforts, 20).astype(np.int64)

    def _shadow_work(self, created: Seconds) -> tuple[list[int], Seconds]:
        """Who of the own team helps on which vendor ticket, and for how long."""
        import numpy as np

        helpers, seconds = np.full(self.count, _NO_WORKER), np.zeros(self.count, np.int64)
        total = sum(self.own_seconds.values())
        if not total:
            return helpers.tolist(), seconds
        keys = list(self.own_seconds)
        touched = min(self.count, max(len(keys), total // 300))
        places = np.sort(self.random.permutation(self.count)[:touched])
        counts = weighted_parts(touched, list(self.own_seconds.values()))
        worker = self._assigned(created[places], keys, counts)
        worker[worker == _NO_WORKER] = 0
        helpers[places] = [self.staff.ids[keys[at]] for at in worker]
        seconds[places] = self._spread_seconds(worker, keys, self.own_seconds)
        return helpers.tolist(), seconds

    def _people_tickets(
        self, created: Seconds, channels: NDArray[np.int64], priorities: NDArray[np.int64]
    ) -> list[Ticket]:
        import numpy as np

        habits, staff = self.habits, self.staff
        if self.is_vendor:
            worker_ids, seconds = self._vendor_work()
            helper_ids, helper_seconds = self._shadow_work(created)
        else:
            worker_ids, seconds = self._own_work(created)
            helper_ids, helper_seconds = [_NO_WORKER] * self.count, np.zeros(self.count, np.int64)
        promises = self._promises(channels, priorities)
        replied, solved, is_one_touch = self._replies_and_solutions(created, promises, seconds)
        chance = self.random.random((self.count, 4))
        is_reopened_of = (chance[:, 0] < self._reopened_share(created)).tolist()
        tickets = self._blank_tickets(channels, priorities)
        rows = zip(
            tickets, created.tolist(), replied.tolist(), solved.tolist(), is_one_touch.tolist(),
            worker_ids, seconds.tolist(), helper_ids, helper_seconds.tolist(), is_reopened_of,
            chance[:, 1:].tolist(), strict=True,
        )  # fmt: skip
        for (
            ticket, created_at, reply_at, solve_at, one_touch,
            worker_id, worked, helper_id, helped, is_reopened, (answer, place, back),
        ) in rows:  # fmt: skip
            steps = ticket.steps
            steps.append(Step(created_at, "created", 0, 0))
            if self.cell.is_handed_over:
                bot_at = created_at + 20 + int(place * 40)
                steps.append(Step(bot_at, "handed_over", BOT_ID, 0))
                reply_at, solve_at = max(reply_at, bot_at + 30), max(solve_at, bot_at + 120)
            again = worked // 4 if is_reopened else 0
            if one_touch:
                solve_at = reply_at
                steps.append(
                    Step(reply_at, "solved", staff.present(worker_id, reply_at), worked - again)
                )
            else:
                first = (worked - again) * 3 // 5
                steps.append(Step(reply_at, "replied", staff.present(worker_id, reply_at), first))
                if answer < 0.4 and solve_at - reply_at > 1_800:
                    steps.append(
                        Step(
                            reply_at + int((solve_at - reply_at) * (0.2 + place / 2)),
                            "answered",
                            0,
                            0,
                        )
                    )
                steps.append(
                    Step(
                        solve_at,
                        "solved",
                        staff.present(worker_id, solve_at),
                        worked - again - first,
                    )
                )
            if helper_id != _NO_WORKER:
                helped_at = (reply_at + solve_at) // 2
                if place < habits.shadow_after_solve_share:
                    helped_at = solve_at + 3_600 + int(back * 3 * DAY)
                steps.append(Step(helped_at, "noted", staff.present(helper_id, helped_at), helped))
            if is_reopened:
                reopened_at = solve_at + 1_800 + int(back * 4 * DAY)
                again_at = reopened_at + 1_200 + int(place * DAY)
                steps.append(Step(reopened_at, "reopened", 0, 0))
                steps.append(Step(again_at, "solved", staff.present(worker_id, again_at), again))
            steps.sort(key=_step_time)
        return tickets

    def _reopened_share(self, created: Seconds) -> NDArray[np.float64]:
        """Share of the tickets created at each moment that come back after their solution."""
        import numpy as np

        habits, cell = self.habits, self.cell
        usual = habits.vendor_reopened_share if self.is_vendor else habits.reopened_share
        share = np.full(len(created), usual)
        for change in habits.unlearnt:
            if (change.workflow_id, change.provider_id) == (cell.workflow_id, cell.provider_id):
                weeks = (created - midnight(change.since)) / (7 * DAY)
                lift = change.reopened_lift * np.exp(-np.maximum(weeks, 0.0) / change.weeks)
                share += np.where(weeks >= 0, lift, 0.0)
        return share

    def _bot_tickets(
        self, created: Seconds, channels: NDArray[np.int64], priorities: NDArray[np.int64]
    ) -> list[Ticket]:
        solved = (created + self.random.integers(8, 90, self.count)).tolist()
        is_assumed = (self.random.random(self.count) < self.habits.assumed_resolved_share).tolist()
        tickets = self._blank_tickets(channels, priorities)
        for ticket, created_at, solve_at, assumed in zip(
            tickets, created.tolist(), solved, is_assumed, strict=True
        ):
            ticket.attempt = "assumed_resolved" if assumed else "resolved"
            ticket.steps = [
                Step(created_at, "created", 0, 0),
                Step(solve_at, "bot_solved", BOT_ID, 0),
            ]
        return tickets

    def _blank_tickets(
        self, channels: NDArray[np.int64], priorities: NDArray[np.int64]
    ) -> list[Ticket]:
        cell, habits = self.cell, self.habits
        subjects = SUBJECTS[cell.workflow_id]
        group = {OWN_TEAM: SUPPORT_GROUP, NORTHLINE: NORTHLINE_GROUP, ANSWERBOT: SUPPORT_GROUP}[
            cell.provider_id
        ]
        if cell.workflow_id == "key_accounts":
            group = KEY_ACCOUNTS_GROUP
        attempt = "handed_off" if cell.is_handed_over else ""
        picks = self.random.integers(0, len(subjects), self.count).tolist()
        is_unmatched = self.random.random(self.count) < habits.unmatched_share
        if group != SUPPORT_GROUP or self.is_bot or cell.is_handed_over:
            is_unmatched[:] = False
        scores = self.random.choice(4, self.count, p=(0.62, 0.20, 0.155, 0.025)).tolist()
        score_names = ("unoffered", "offered", "good", "bad")
        tag = WORKFLOW_TAGS[cell.workflow_id]
        return [
            Ticket(
                0,
                cell.workflow_id,
                cell.provider_id,
                CHANNELS[channel],
                PRIORITIES[priority],
                group,
                "" if unmatched else tag,
                subjects[pick],
                0,
                attempt,
                score_names[score],
            )
            for channel, priority, pick, unmatched, score in zip(
                channels.tolist(), priorities.tolist(), picks, is_unmatched.tolist(), scores,
                strict=True,
            )
        ]  # fmt: skip


def _step_time(step: Step) -> int:
    return step.at


def _day_weight(day: date) -> float:
    return _CLOSED_DAY_WEIGHT if day in CLOSED_DAYS else _WEEKDAY_WEIGHTS[day.weekday()]


def _repeat_contacts(tickets: list[Ticket], habits: Habits, seeds: tuple[int, int, int]) -> None:
    """Let some tickets repeat an earlier one, be merged into it, or be deleted."""
    import numpy as np

    random = np.random.default_rng(seeds)
    draws = random.random((len(tickets), 2)).tolist()
    earlier: dict[tuple[str, str], list[Ticket]] = {}
    for ticket, (chance, place) in zip(tickets, draws, strict=True):
        line = earlier.setdefault((ticket.workflow_id, ticket.provider_id), [])
        created_at = ticket.steps[0].at
        recent = line[-1 - int(place * min(len(line), 60))] if line else None
        is_recent = recent is not None and created_at - recent.steps[0].at < 5 * DAY
        line.append(ticket)
        if recent is None or not is_recent or ticket.attempt or recent.steps[-1].kind == "deleted":
            continue
        if chance < habits.repeat_share + habits.merged_share:
            ticket.requester_id = recent.requester_id
            ticket.steps[0] = ticket.steps[0]._replace(actor_id=recent.requester_id)
            if chance < habits.merged_share and not recent.merged_into:
                ticket.merged_into = recent.id
                actor = ticket.steps[-1].actor_id or BOT_ID
                ticket.steps = [ticket.steps[0], Step(created_at + 900, "merged", actor, 30)]
        elif chance > 1 - habits.deleted_share:
            actor = ticket.steps[-1].actor_id or BOT_ID
            ticket.steps = [ticket.steps[0], Step(created_at + 1_500, "deleted", actor, 15)]
