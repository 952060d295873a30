"""Reciprocal allocation of every month's pools, row by row as the models hold them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from orchestration.allocation.reciprocal import PoolServicesError, contributions

PoolMonth = tuple[date, str, bool, int]
Service = tuple[date, str, str, Decimal]
Contribution = tuple[date, str, str, bool, int]


def pool_contributions(
    pool_months: Iterable[PoolMonth], services: Iterable[Service]
) -> list[Contribution]:
    """Rows (month, own pool, end pool, is imputed, cents), sorted; paid and imputed cost apart.

    `pool_months` are (month, pool, is imputed, cents), `services` (month, giver, receiver, share).
    Raises PoolServicesError if a month's services are said twice or cannot be solved.
    """
    shares: dict[date, dict[tuple[str, str], Fraction]] = defaultdict(dict)
    for month, giver, receiver, share in services:
        if (giver, receiver) in shares[month]:
            raise PoolServicesError(
                f"pool_services.csv: {giver} serves {receiver} by two rows in {month:%Y-%m}; "
                "set valid_to of the earlier one"
            )
        shares[month][giver, receiver] = Fraction(share)
    own: dict[tuple[date, bool], dict[str, int]] = defaultdict(dict)
    for month, pool, is_imputed, cents in pool_months:
        own[month, is_imputed][pool] = cents
    return sorted(
        (month, pool, end, is_imputed, cents)
        for (month, is_imputed), pools in own.items()
        for (pool, end), cents in contributions(pools, shares.get(month, {})).items()
    )
