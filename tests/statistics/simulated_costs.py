"""Companies with a known saving: what they pay every month, with a move and without it.

Every company is simulated twice with the same random numbers, once as it went and once as if
nothing had moved; the truth is the difference of the two. Staff follows the work late, in steps and
within limits, with overtime above its capacity; there are supervisors, seats, lines that never
follow work, a vendor with a minimum fee, wages that rise, and a cost that wanders for reasons of
its own. Nothing here knows how the estimate works. Amounts are in an agent's pay of a month.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.statistics.cost_cases import CostCase
from tests.statistics.simulated_demand import Array, Demand, arriving

BURN_IN = 18
STEP_AHEAD = 4
PRODUCTIVE_MINUTES_A_DAY = 330.0
USUAL_DAYS = 21.7
OVERTIME_ABOVE, OVERTIME_MOST, OVERTIME_PAY = 0.97, 0.12, 1.5
AGENTS_PER_SUPERVISOR, SUPERVISOR_PAY = 9.0, 1.45
SEAT, TELECOM = 0.022, 0.012
BOT_PRICE = 0.25
TAILS = 5.0
"""Degrees of freedom of a month's chance: fat tails."""
DECISIONS_A_MONTH = 0.12
FIXED_NOISE = (0.02, 0.08)
WAGE_INDEX_NOISE = 0.002
MEASURED_MINUTES_NOISE = 0.02


@dataclass(frozen=True)
class SimulatedCompany:
    """What the product is given, and the truth that it is not."""

    months: pd.DataFrame
    fixshare: float
    true_saving: float


@dataclass(frozen=True)
class _Staffing:
    """How one company follows its work."""

    follow: float
    delay: int
    occupancy: float
    step: float
    hire_most: float
    leave_most: float

    @property
    def minutes_an_agent(self) -> float:
        return PRODUCTIVE_MINUTES_A_DAY * self.occupancy

    @property
    def pay_of_a_minute(self) -> float:
        return 1.0 / (self.minutes_an_agent * USUAL_DAYS)


@dataclass(frozen=True)
class _Payments:
    labour: Array
    other: Array
    fixed: Array

    @property
    def total(self) -> Array:
        return self.labour + self.other


def simulate(case: CostCase, seed: int) -> SimulatedCompany:
    """One company of a case; equal seeds give equal companies."""
    rng = np.random.default_rng([seed, *case.case_id.encode()])
    move = BURN_IN + case.before
    first_after = move + case.gap
    total = first_after + case.after
    agents = rng.uniform(*case.agents)
    staffing = _Staffing(
        follow=rng.uniform(*case.follow_months),
        delay=int(rng.integers(0, 3)),
        occupancy=rng.uniform(0.76, 0.88),
        step=0.25 if agents > 20 else 0.5,
        hire_most=rng.uniform(0.05, 0.12),
        leave_most=rng.uniform(0.005, 0.05),
    )
    minutes = agents * staffing.minutes_an_agent * USUAL_DAYS
    demand = arriving(rng, case, minutes, total, move)
    wage = _wages(rng, case, demand, move)
    noise = _labour_noise(rng, case, total, move)
    fixed = (
        rng.uniform(*case.fixed_cost) * agents * rng.normal(1.0, rng.uniform(*FIXED_NOISE), total)
    )
    fixed[move - STEP_AHEAD :] += rng.uniform(*case.fixed_step) * agents

    needed = demand.needed_minutes
    by_old_vendor = needed * rng.uniform(*case.old_vendor)
    in_house = needed - by_old_vendor
    old_fee = by_old_vendor * rng.uniform(0.5, 0.8) * staffing.pay_of_a_minute
    old_fee = np.maximum(old_fee, rng.uniform(*case.old_minimum) * old_fee[:BURN_IN].mean())

    done_elsewhere = np.zeros(total)
    ramp = np.clip((np.arange(total) - move + 1) / (case.gap + 1), 0.0, 1.0)
    bot = rng.uniform(*case.bot) * ramp
    moved = (1 - bot) * rng.uniform(*case.moved) * ramp
    shadow, price, stranded = (
        rng.uniform(0, 0.08),
        rng.uniform(*case.price),
        rng.uniform(*case.stranded),
    )
    unmoved = _paid(demand, in_house, done_elsewhere, 0.0, staffing, wage, noise, fixed, old_fee)
    actual = unmoved
    if not case.is_null:
        done_elsewhere = bot + moved * (1 - shadow)
        fee = old_fee + in_house * (moved * price + bot * BOT_PRICE) * staffing.pay_of_a_minute
        actual = _paid(
            demand, in_house, done_elsewhere, stranded, staffing, wage, noise, fixed, fee
        )
    after = slice(first_after, total)
    saving = 1.0 - float(actual.total[after].sum() / unmoved.total[after].sum())
    months = _months(rng, case, demand, actual, wage, bot * (not case.is_null), move)
    before = slice(BURN_IN, move)
    fixshare = float(actual.fixed[before].sum() / actual.total[before].sum())
    return SimulatedCompany(months, fixshare, saving)


def _paid(
    demand: Demand,
    in_house: Array,
    elsewhere: Array,
    stranded: float,
    staffing: _Staffing,
    wage: Array,
    noise: Array,
    fixed: Array,
    fees: Array,
) -> _Payments:
    """Pay of the staff that stands each month, and every other line; `elsewhere` is the share of
    the in-house minutes that moved, of whose agents the share `stranded` stays."""
    capacity = staffing.minutes_an_agent * demand.working_days
    left = in_house * (1 - elsewhere)
    wanted = in_house / capacity
    released = 1 - elsewhere * (1 - stranded)
    heads = np.empty(len(wanted))
    plan = standing = float(wanted[:3].mean())
    weight = 1 - 0.5 ** (1 / staffing.follow)
    for at in range(len(wanted)):
        plan += weight * (float(wanted[max(0, at - staffing.delay)]) - plan)
        standing = float(
            np.clip(
                plan,
                standing * (1 - staffing.leave_most),
                standing + max(staffing.hire_most * standing, 2 * staffing.step),
            )
        )
        heads[at] = np.round(standing * released[at] / staffing.step) * staffing.step
    # Whoever the move releases is gone at once; overtime fills what is short.
    productive = heads * capacity
    overtime = np.clip(left - OVERTIME_ABOVE * productive, 0.0, OVERTIME_MOST * productive)
    supervisors = np.maximum(1.0, np.round(heads[0] / AGENTS_PER_SUPERVISOR)) * SUPERVISOR_PAY
    labour = (heads + OVERTIME_PAY * overtime / capacity + supervisors) * noise
    seats = SEAT * np.repeat(np.maximum.reduceat(heads, range(0, len(heads), 12)), 12)[: len(heads)]
    telecom = TELECOM * left / capacity
    unfollowing = fixed + seats + supervisors * wage
    return _Payments(labour * wage, fees + telecom + fixed + seats, unfollowing)


def _wages(rng: np.random.Generator, case: CostCase, demand: Demand, move: int) -> Array:
    rise = rng.uniform(*case.wage_rise)
    years = np.array([month.year - demand.months[0].year for month in demand.months])
    late = np.arange(len(years)) >= move + int(rng.integers(0, case.gap + 2))
    return (1 + rise) ** years * (1 + rng.uniform(*case.late_wage_rise) * late)


def _labour_noise(rng: np.random.Generator, case: CostCase, total: int, move: int) -> Array:
    """Sickness, bonuses and temporary staff by the month; people who come or go for good."""
    chance = rng.uniform(*case.noise) * rng.standard_t(TAILS, total) * np.sqrt(1 - 2 / TAILS)
    drift = rng.normal(0.0, rng.uniform(*case.wander), total)
    decided = rng.normal(0.0, rng.uniform(*case.decision), total)
    drift += np.where(rng.random(total) < DECISIONS_A_MONTH, decided, 0.0)
    noise = np.exp(chance + np.cumsum(drift))
    odd = int(rng.integers(BURN_IN + 2, move - 2))
    noise[odd] *= 1 + rng.uniform(*case.outlier)
    return noise


def _months(
    rng: np.random.Generator,
    case: CostCase,
    demand: Demand,
    paid: _Payments,
    wage: Array,
    bot: Array,
    move: int,
) -> pd.DataFrame:
    """What lands: logged units, standard minutes as measured before, the index of wages."""
    seen = slice(BURN_IN, None)
    before = slice(BURN_IN, move)
    weight = demand.units[before]
    measured = (weight * demand.minutes[before]).sum(axis=0) / np.maximum(weight.sum(axis=0), 1)
    measured *= rng.normal(1.0, MEASURED_MINUTES_NOISE, measured.shape)
    units = demand.units[seen].copy()
    intercepted = units * bot[seen][:, None, None]
    logged = units - intercepted
    kept = np.ones(len(units))
    kept[:-2] = case.kept_of_old_tickets
    logged = logged * kept[:, None, None]
    counted = logged + intercepted * case.is_bot_counted
    index = wage[seen] * rng.normal(1.0, WAGE_INDEX_NOISE, len(units))
    return pd.DataFrame(
        {
            "month": demand.months[seen],
            "part": ["before"] * case.before + ["gap"] * case.gap + ["after"] * case.after,
            "labour": paid.labour[seen],
            "other": paid.other[seen],
            "work": (counted * measured).sum(axis=(1, 2)),
            "wage": index / index[case.before - 1],
            "units": counted.sum(axis=(1, 2)),
            "fixed": paid.fixed[seen],
            "bot_billed": intercepted.sum(axis=(1, 2)),
            "bot_logged": 0.0,
            "is_bot_difference_in_work": case.is_bot_counted,
        }
    )
