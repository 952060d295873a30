"""Companies whose tickets wait for people, with a move and without it.

Contacts arrive by phone, chat and mail. A planner gives every channel the staff that its work of
the last weeks needed, a month at a time, some with an eye on the season; people fall ill. Phone and
chat wait in the line of the day (Erlang's formula, an agent holds several chats at once), mail
takes what is left and piles up. Half of the companies have one team for all of it, the others one
for each channel. A vendor that takes over a part has a speed and a quality of its own. Every
company is simulated twice with the same random numbers: the truth is what the same tickets got with
the move against without.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tests.statistics.service_cases import ServiceCase

Array = NDArray[np.float64]

PHONE, CHAT, MAIL = 0, 1, 2
CHANNELS = np.array(["phone", "chat", "mail"])
FIRST_DAY = np.datetime64("2021-01-01")
OPEN_MINUTES = 480.0
BURN_IN_DAYS = 120
HANDLE_MINUTES = np.array([14.0, 18.0, 12.0])
WEEKDAY, WEEKEND = 1.25, 0.375
CHATS_AT_ONCE = 2.5
CHAT_DRAG = 1.5
"""A chat takes so much longer beside others; at 2.5 at once an agent is 1.67 times as fast."""
TARGET_SECONDS = np.array([60.0, 90.0, 4 * 3600.0])
PATIENCE_MINUTES = 15.0
OVERTIME_MOST = 0.3
"""On top of mail's capacity, when a day's work has piled up."""
MOVED_SHARE = 0.45


@dataclass(frozen=True)
class ServiceTruth:
    """What the move did to the tickets after it: log ratios for times, differences for shares."""

    p50: float
    p90: float
    attainment: float
    csat: float
    rework: float


@dataclass(frozen=True)
class SimulatedService:
    """Tickets with columns day, month, part, channel, cell, seconds, is_attained, csat, is_rework
    (csat is missing where nobody answered), and the truth."""

    tickets: pd.DataFrame
    truth: ServiceTruth


@dataclass(frozen=True)
class _Days:
    """Day x channel: minutes of work that arrived, and the number of contacts."""

    minutes: Array
    contacts: NDArray[np.int64]
    month: NDArray[np.int64]
    is_weekend: NDArray[np.bool_]


@dataclass(frozen=True)
class _Planner:
    occupancy: Array
    weeks: int
    lag_days: int
    foresight: float
    illness: Array
    """Share of the planned staff that is there, by day."""
    is_blended: bool
    """Whether one team serves all channels, live ones first; else every channel has its own."""


@dataclass(frozen=True)
class _Line:
    """Day x channel: how a contact waits."""

    waits_probability: Array
    mean_wait_minutes: Array
    backlog_days: Array


def simulate_service(case: ServiceCase, seed: int) -> SimulatedService:
    """One company of a case; equal seeds give equal companies."""
    rng = np.random.default_rng([seed, *case.case_id.encode()])
    months = case.before + case.gap + case.after
    start = (FIRST_DAY.astype("M8[M]") + int(rng.integers(12))).astype("M8[D]")
    end = (start.astype("M8[M]") + months).astype("M8[D]")
    dates = np.arange(start - BURN_IN_DAYS, end)
    month = (dates.astype("M8[M]") - start.astype("M8[M]")).astype(np.int64)
    move = int(np.searchsorted(month, case.before))
    after = int(np.searchsorted(month, case.before + case.gap))
    season, days = _arrivals(rng, case, dates, month, move)
    planner = _planner(rng, days, season)

    ticket_day, ticket_channel = _tickets(days)
    count = len(ticket_day)
    is_high = rng.random(count) < 0.25
    is_movable = rng.random(count) < MOVED_SHARE
    draws = rng.random((count, 3))
    pickup = rng.normal(0.0, 1.0, count)
    ramp = np.clip((month - case.before + 1) / (case.gap + 1), 0.0, 1.0)
    is_moved = is_movable & (rng.random(count) < ramp[ticket_day]) & (not case.is_null)

    unmoved = _served(
        _line(days, planner, season, np.zeros(len(month))),
        ticket_day,
        ticket_channel,
        is_high,
        draws,
        pickup,
    )
    in_house = _served(
        _line(days, planner, season, MOVED_SHARE * ramp * (not case.is_null)),
        ticket_day,
        ticket_channel,
        is_high,
        draws,
        pickup,
    )
    usual = _usual_seconds(unmoved, ticket_channel, is_high, ticket_day, move)
    vendor_month = np.exp(rng.normal(0.0, 0.1, np.ptp(month) + 1))
    vendor = usual * rng.uniform(*case.vendor_speed) * vendor_month[month[ticket_day]]
    vendor = vendor * np.exp(0.7 * pickup)
    seconds = np.where(is_moved, vendor, in_house)

    quality = rng.uniform(*case.vendor_quality) * is_moved
    target = TARGET_SECONDS[ticket_channel] * np.where(is_high, 0.7, 1.0)
    mood = rng.normal(0.0, 0.006, np.ptp(month) + 1)[month[ticket_day]]
    is_answered = rng.random(count) < 0.3
    actual = _outcomes(seconds, target, quality + mood, draws)
    without = _outcomes(unmoved, target, mood, draws)
    is_after = ticket_day >= after
    part = np.select([ticket_day < move, ~is_after], ["before", "gap"], "after")
    seen = month[ticket_day] >= 0
    tickets: pd.DataFrame = pd.DataFrame(
        {
            "day": dates[ticket_day],
            "month": dates[ticket_day].astype("M8[M]").astype("M8[D]"),
            "part": part,
            "channel": CHANNELS[ticket_channel],
            "cell": np.char.add(
                CHANNELS[ticket_channel],
                np.char.add(
                    np.where(is_movable, " 3", " 2"), np.where(is_high, " high", " normal")
                ),
            ),
            "seconds": seconds,
            "is_attained": actual[0],
            "csat": np.where(is_answered, actual[1], np.nan),
            "is_rework": actual[2],
        }
    ).loc[seen]
    return SimulatedService(
        tickets, _truth(seconds, unmoved, actual, without, is_after, ticket_channel)
    )


def _arrivals(
    rng: np.random.Generator,
    case: ServiceCase,
    dates: NDArray[np.datetime64],
    month: NDArray[np.int64],
    move: int,
) -> tuple[Array, _Days]:
    at = np.arange(len(dates), dtype=float)
    is_weekend = ~np.is_busday(dates)
    peak = rng.uniform(0, 365)
    season = 1 + rng.uniform(*case.season) * np.cos(2 * np.pi * (at - peak) / 365)
    if rng.random() < 0.5:
        december = dates.astype("M8[M]").astype(int) % 12 == 11
        season *= np.where(december, rng.uniform(1.1, 1.3), 1.0)
    since_move = np.clip((at - move) / 180, 0, 1)
    level = rng.uniform(*case.tickets_a_day) * (1 + rng.uniform(*case.growth)) ** (at / 365)
    level *= 1 + rng.uniform(*case.late_growth) * since_move
    level *= season * np.where(is_weekend, WEEKEND, WEEKDAY)
    level *= np.exp(_wandering(rng, len(dates), 0.1, 0.6))
    phone, chat = rng.uniform(0.2, 0.4), rng.uniform(0.08, 0.2)
    jump = rng.uniform(*case.chat_jump) * np.clip((at - move) / 21, 0, 1)
    others = (1 - chat - jump) / (1 - chat)
    share = np.column_stack(
        [phone * (1 - chat) * others, chat + jump, (1 - phone) * (1 - chat) * others]
    )
    contacts = rng.poisson(level[:, None] * share)
    spread = rng.normal(1.0, 0.3 / np.sqrt(np.maximum(contacts, 1)))
    minutes = contacts * HANDLE_MINUTES * np.maximum(spread, 0.3) + 1e-6
    return season, _Days(minutes.astype(float), contacts, month, is_weekend)


def _wandering(rng: np.random.Generator, count: int, sd: float, persistence: float) -> Array:
    steps = rng.normal(0.0, sd * np.sqrt(1 - persistence**2), count)
    state, path = rng.normal(0.0, sd), np.empty(count)
    for position, step in enumerate(steps):
        state = persistence * state + step
        path[position] = state
    return path


def _planner(rng: np.random.Generator, days: _Days, season: Array) -> _Planner:
    months = int(np.ptp(days.month)) + 1
    ill = _wandering(rng, months, rng.uniform(0.01, 0.035), 0.4)[days.month - days.month.min()]
    return _Planner(
        occupancy=np.array([rng.uniform(0.5, 0.7), rng.uniform(0.5, 0.7), rng.uniform(0.78, 0.9)]),
        weeks=int(rng.integers(4, 13)),
        lag_days=int(rng.integers(0, 30)),
        foresight=rng.uniform(0.0, 1.0),
        illness=np.exp(ill + rng.normal(0.0, 0.03, len(season))),
        is_blended=bool(rng.random() < 0.5),
    )


def _line(days: _Days, planner: _Planner, season: Array, moved: Array) -> _Line:
    """How contacts wait when the share `moved` of all of them is somebody else's work."""
    weight = np.where(days.is_weekend, WEEKEND, WEEKDAY)
    load = days.minutes * (1 - moved)[:, None]
    smooth = load / (weight * season**planner.foresight)[:, None]
    total = np.vstack([np.zeros(3), np.cumsum(smooth, axis=0)])
    now = np.arange(len(load))
    plan_day = np.maximum(_first_of_month(days.month) - planner.lag_days, 0)
    # A move is planned for: what is handed over is taken out of the plan when it goes.
    kept = (1 - moved) / np.maximum(1 - moved[plan_day], 0.05)
    since = np.maximum(plan_day - 7 * planner.weeks, 0)
    mean = (total[plan_day] - total[since]) / np.maximum(plan_day - since, 1)[:, None]
    mean = np.where((plan_day >= 28)[:, None], mean, smooth[:28].mean(axis=0))
    staffed = mean * (kept * weight * season**planner.foresight * planner.illness)[:, None]
    staffed = staffed / planner.occupancy
    chats = np.array([1.0, CHAT_DRAG / CHATS_AT_ONCE])
    live = load[:, :MAIL] * chats
    live_staffed = staffed[:, :MAIL] * chats
    agents = np.maximum(live_staffed / OPEN_MINUTES, 1.0)
    # Mail gets what the live channels leave; it piles up, and is worked off in order.
    spare = staffed[:, MAIL] + 0.5 * np.maximum(live_staffed - live, 0).sum(axis=1)
    if planner.is_blended:
        team = live_staffed.sum(axis=1) + staffed[:, MAIL]
        agents = np.maximum(team[:, None] / OPEN_MINUTES * live / live.sum(axis=1)[:, None], 1.0)
        spare = team - live.sum(axis=1)
    busy = live / (agents * OPEN_MINUTES)
    lines = agents * np.array([1.0, CHATS_AT_ONCE])
    service = HANDLE_MINUTES[:MAIL] * np.array([1.0, CHAT_DRAG])
    calm = np.minimum(busy, 0.97)
    probability = calm ** (np.sqrt(2 * (lines + 1)) - 1)
    wait = service / (lines * (1 - calm)) + OPEN_MINUTES / 4 * np.maximum(busy - 0.97, 0)
    pile, backlog = 0.0, np.empty(len(now))
    for day in now:
        usual = max(float(spare[day]), 1.0)
        overtime = OVERTIME_MOST * min(pile / usual, 1.0)
        pile = max(0.0, pile + load[day, MAIL] - usual * (1 + overtime))
        backlog[day] = pile / usual
    mail = np.column_stack([backlog, backlog, backlog])
    column = np.zeros((len(now), 1))
    return _Line(np.hstack([probability, column]), np.hstack([wait, column]), mail)


def _first_of_month(month: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(month, month)


def _tickets(days: _Days) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    cells = np.arange(days.contacts.size)
    each = np.repeat(cells, days.contacts.ravel())
    return each // 3, each % 3


def _served(
    line: _Line,
    day: NDArray[np.int64],
    channel: NDArray[np.int64],
    is_high: NDArray[np.bool_],
    draws: Array,
    pickup: Array,
) -> Array:
    """Seconds to the first reply of every contact."""
    waits = draws[:, 0] < line.waits_probability[day, channel]
    wait = -np.log(draws[:, 1]) * line.mean_wait_minutes[day, channel]
    wait *= np.where(is_high, 0.6, 1.0)
    live = 12 * np.exp(0.5 * pickup) + 60 * np.minimum(waits * wait, PATIENCE_MINUTES)
    worked_off = line.backlog_days[day, channel] * np.where(is_high, 0.3, 1.2) * 24
    mail = 3600 * (1.6 * np.exp(0.8 * pickup) * np.where(is_high, 0.7, 1.0) + worked_off)
    return np.where(channel == MAIL, mail, live)


def _usual_seconds(
    seconds: Array,
    channel: NDArray[np.int64],
    is_high: NDArray[np.bool_],
    day: NDArray[np.int64],
    move: int,
) -> Array:
    """The median of the channel and priority in the year before the move."""
    usual = np.empty_like(seconds)
    for one in range(3):
        for high in (False, True):
            those = (channel == one) & (is_high == high)
            usual[those] = np.median(seconds[those & (day < move) & (day >= move - 365)])
    return usual


def _outcomes(
    seconds: Array, target: Array, quality: Array, draws: Array
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether attained, satisfied and reopened; waiting costs satisfaction."""
    late = np.log1p(seconds / target)
    attained = seconds <= target
    satisfied = draws[:, 2] < np.clip(0.93 - 0.04 * late + quality, 0, 1)
    reopened = draws[:, 2] > 0.94 - 0.005 * late + quality
    return attained, satisfied, reopened


def _truth(
    seconds: Array,
    unmoved: Array,
    actual: tuple[NDArray[np.bool_], ...],
    without: tuple[NDArray[np.bool_], ...],
    is_after: NDArray[np.bool_],
    channel: NDArray[np.int64],
) -> ServiceTruth:
    """Times are compared within a channel, and the channels weighted by their tickets after."""
    after = {
        one: is_after & (channel == one) for one in range(3) if (is_after & (channel == one)).any()
    }
    times = [
        sum(
            float(those.sum() / is_after.sum())
            * float(np.log(np.quantile(seconds[those], q) / np.quantile(unmoved[those], q)))
            for those in after.values()
        )
        for q in (0.5, 0.9)
    ]
    shares = [
        float(now[is_after].mean() - then[is_after].mean())
        for now, then in zip(actual, without, strict=True)
    ]
    return ServiceTruth(*times, *shares)
