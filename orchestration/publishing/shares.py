"""What each vendor may be handed: its own rows of the tables made for vendors, and nothing else.

A mart that is called `vendor_<what>` holds rows that vendors may see, each of one provider. A
release holds its rows of one provider as a table of their own, `share_<provider>_<what>`.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from orchestration.publishing.build_marts import Table, in_build
from orchestration.publishing.errors import PublishError

VENDOR_TABLES = "vendor_"
SHARE_TABLES = "share_"
PROVIDER_COLUMN = "provider_id"
PROVIDER_NAME_COLUMN = "provider_name"
LONGEST_SLUG = 40
# Words of a column's name that speak of money or of somebody's time and pay.
WITHHELD_WORDS = frozenset(
    {"amount", "cents", "cost", "currency", "fee", "pay", "price", "rate", "salary", "wage"}
)


def share_slugs(provider_ids: Iterable[str]) -> dict[str, str]:
    """A provider's part of a table's name: lower-case letters, digits and single underscores.

    An id that would give no name, a name too long, or the name of another provider gets a part of
    its hash: whoever joins later never takes over a name under which another one's numbers stood.
    """
    plain = {provider_id: _plain(provider_id) for provider_id in sorted(set(provider_ids))}
    times = Counter(plain.values())
    return {
        provider_id: slug
        if slug and len(slug) <= LONGEST_SLUG and times[slug] == 1
        else _marked(slug, provider_id)
        for provider_id, slug in plain.items()
    }


def shared_tables(tables: Sequence[Table], provider_names: Mapping[str, str]) -> list[Table]:
    """The tables of every provider, all of them even where a provider has no row in one.

    Raises `PublishError` if a table for vendors has a column of money, or none of the provider, or
    if two tables would have one name.
    """
    for_vendors = [table for table in tables if table.name.startswith(VENDOR_TABLES)]
    for table in for_vendors:
        _refuse_unfit(table)
    shares = [
        replace(
            table,
            name=f"{SHARE_TABLES}{slug}_{table.name.removeprefix(VENDOR_TABLES)}",
            comment=f"Own rows of {provider_names[provider_id]}, to hand over. "
            f"{table.comment or ''}".strip(),
            provider_id=provider_id,
        )
        for provider_id, slug in share_slugs(provider_names).items()
        for table in for_vendors
    ]
    names = Counter(table.name for table in [*tables, *shares])
    doubled = sorted(name for name, count in names.items() if count > 1)
    if doubled:
        raise PublishError(
            f"Nothing was published: two tables would be called {', '.join(doubled)}. "
            "Change the id of one of the providers in providers.csv."
        )
    return shares


def provider_names(
    connection: duckdb.DuckDBPyConnection, build: Path, marts: Iterable[Table]
) -> dict[str, str]:
    """Every provider of the attached build who has a row in a table made for vendors."""
    found = [
        row
        for table in marts
        if table.name.startswith(VENDOR_TABLES) and not _missing(table)
        for row in connection.execute(
            f"select distinct {PROVIDER_COLUMN}, {PROVIDER_NAME_COLUMN} "
            f"from {in_build(build, table.mart)} where {PROVIDER_COLUMN} is not null"
        ).fetchall()
    ]
    return dict(sorted(found))


def share_folders(tables: Iterable[Table]) -> dict[str, list[Table]]:
    """The tables of each provider, by the name of the folder that is handed over."""
    shares = [table for table in tables if table.provider_id is not None]
    slugs = share_slugs(table.provider_id for table in shares if table.provider_id is not None)
    folders: dict[str, list[Table]] = {slug: [] for slug in slugs.values()}
    for table in shares:
        if table.provider_id is not None:
            folders[slugs[table.provider_id]].append(table)
    return folders


def _refuse_unfit(table: Table) -> None:
    missing = _missing(table)
    if missing:
        raise PublishError(
            f"Nothing was published: {table.name} is made for vendors and lacks "
            f"{' and '.join(missing)}, so nobody can say whose rows it holds."
        )
    names = [column.name.lower() for column in table.columns]
    withheld = [name for name in names if WITHHELD_WORDS & set(name.split("_"))]
    if withheld:
        raise PublishError(
            f"Nothing was published: {table.name} is made for vendors and must hold no money: "
            f"{', '.join(withheld)}. Drop these columns from the mart, or rename it."
        )


def _missing(table: Table) -> list[str]:
    names = {column.name for column in table.columns}
    return [name for name in (PROVIDER_COLUMN, PROVIDER_NAME_COLUMN) if name not in names]


def _plain(provider_id: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", provider_id).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_only.lower()).strip("_")


def _marked(slug: str, provider_id: str) -> str:
    mark = hashlib.sha256(provider_id.encode()).hexdigest()[:8]
    return f"{slug[: LONGEST_SLUG - len(mark) - 1].strip('_')}_{mark}".strip("_")
