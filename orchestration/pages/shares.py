"""What a vendor may be handed: its own rows of the tables that a release shares with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.pages.release_tables import Record, ReleaseTables

SHARED = re.compile(r"share_(?P<slug>\w+)_sla_month")


@dataclass(frozen=True)
class Share:
    """One vendor's own rows; `slug` is its name in files and tables."""

    slug: str
    provider_id: str
    name: str
    sla: Sequence[Record]
    quality: Sequence[Record]


def read_shares(tables: ReleaseTables) -> list[Share]:
    """One share per vendor that has measured promises, by slug."""
    found = [match["slug"] for name in tables.names if (match := SHARED.fullmatch(name))]
    return [share for slug in found if (share := _share(tables, slug))]


def _share(tables: ReleaseTables, slug: str) -> Share | None:
    sla = _own_rows(tables, slug, "sla_month", "applied_month, metric")
    if not sla:
        return None
    quality = _own_rows(tables, slug, "quality_month", "quality_month")
    return Share(slug, sla[0]["provider_id"], sla[0]["provider_name"], sla, quality)


def _own_rows(tables: ReleaseTables, slug: str, what: str, order: str) -> list[Record]:
    table = f"share_{slug}_{what}"
    return tables.rows(table, f"select * from {table} order by {order}")
