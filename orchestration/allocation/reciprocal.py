"""Reciprocal allocation: pools that serve each other, solved at once and exactly.

Of each pool's cost a declared share is worked for other pools, which may serve it in turn. The gross
cost of pool j that one unit of pool i's own cost leads to is x_j = [i = j] + sum over k of
x_k * s_kj, and what stays with pool j is x_j * (1 - sum over k of s_jk): the reciprocal method of
C. Horngren et al., Cost Accounting, allocation of support-department costs. Unlike a step-down, it
does not depend on the order of the pools.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

Services = Mapping[tuple[str, str], Fraction]


class PoolServicesError(ValueError):
    """The declared services cannot be solved; names the pools and the remedy."""


def contributions(own_cents: Mapping[str, int], services: Services) -> dict[tuple[str, str], int]:
    """Cents of each pool's own cost, by the pool in which they end: (own pool, end pool) -> cents.

    `own_cents` has each pool's own cost in cents; `services` the share, 0 to 1, of a giving pool's
    cost that is worked for a receiving pool. The cents of one own pool add up to its cost exactly:
    every part is rounded down and the missing cents go to the largest remainders, ties by pool.

    Raises PoolServicesError if a share is negative, a pool gives more than it costs or serves
    itself, or pools give everything to each other, so that nothing ever leaves them.
    """
    _refuse_impossible(services)
    pools = sorted({*own_cents, *(pool for pair in services for pool in pair)})
    found: dict[tuple[str, str], int] = {}
    for pool, cents in own_cents.items():
        kept = _kept_shares(pool, pools, services) if services else {pool: Fraction(1)}
        for end, part in _rounded(cents, kept).items():
            found[pool, end] = part
    return found


def _refuse_impossible(services: Services) -> None:
    given: dict[str, Fraction] = {}
    for (giver, receiver), share in services.items():
        if giver == receiver:
            raise PoolServicesError(
                f"pool_services.csv: pool {giver} serves itself; delete the row"
            )
        if share < 0:
            raise PoolServicesError(
                f"pool_services.csv: pool {giver} gives {float(share)} to {receiver}; "
                "state a share from 0 to 1"
            )
        given[giver] = given.get(giver, Fraction(0)) + share
    for giver, share in given.items():
        if share > 1:
            raise PoolServicesError(
                f"pool_services.csv: pool {giver} gives away {float(share)} of its cost; "
                "its shares may add up to 1 at most"
            )


def _kept_shares(own: str, pools: Sequence[str], services: Services) -> dict[str, Fraction]:
    """The share of one pool's own cost that stays with each pool in the end; they add up to 1."""
    rows = [
        [
            Fraction(int(row == column)) - services.get((pools[column], pools[row]), Fraction(0))
            for column in range(len(pools))
        ]
        + [Fraction(int(pools[row] == own))]
        for row in range(len(pools))
    ]
    gross = _solved(rows, pools)
    return {
        pool: gross[number]
        * (1 - sum((s for (giver, _), s in services.items() if giver == pool), Fraction(0)))
        for number, pool in enumerate(pools)
    }


def _solved(rows: list[list[Fraction]], pools: Sequence[str]) -> list[Fraction]:
    """Gauss-Jordan elimination in fractions; `rows` are the equations with their right sides."""
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            raise PoolServicesError(
                f"pool_services.csv: {', '.join(pools)} give all of their cost to each other, so "
                "nothing is left for the work; lower a share"
            )
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for other in range(len(rows)):
            factor = rows[other][column]
            if other != column and factor:
                pairs = zip(rows[other], rows[column], strict=True)
                rows[other] = [value - factor * unit for value, unit in pairs]
    return [row[-1] for row in rows]


def _rounded(cents: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Largest remainder on the absolute amount, so that a credit is split as a charge is."""
    exact = {pool: abs(cents) * share for pool, share in shares.items() if share}
    floors = {pool: int(part) for pool, part in exact.items()}
    missing = abs(cents) - sum(floors.values())
    first = sorted(exact, key=lambda pool: (floors[pool] - exact[pool], pool))[:missing]
    sign = -1 if cents < 0 else 1
    return {pool: sign * (part + (pool in first)) for pool, part in floors.items()}
