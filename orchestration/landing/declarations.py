"""Which exports land in which raw table: read from the dbt sources, so that it is said once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import yaml

from orchestration.landing.packed_bytes import SUFFIXES
from orchestration.time_zones import zone_named

LINEAGE_COLUMNS = ("_source_file", "_source_row", "_source_sha256", "_load_number", "_loaded_at")

_SETTINGS = frozenset({"files", "shape", "required", "signature", "aliases", "freshness_hours"})
# Constants of an export that staging follows; landing counts and checks with them, and writes a
# date in a workbook as the `date_format` says.
_STATED_FOR_STAGING = frozenset(
    {"timezone", "local_times", "date_format", "decimal", "currency", "natural_key"}
)
# Exports that may also come as a workbook of the same rows, under the same name.
_DELIMITED = frozenset({"flat", "preamble", "sectioned", "grouped"})
_OPTIONS_BY_SHAPE: Mapping[str, frozenset[str]] = {
    "cii": frozenset(),
    "flat": frozenset({"delimiter"}),
    "ndjson": frozenset({"records"}),
    "preamble": frozenset({"delimiter", "header_rows", "total_prefix", "control_totals"}),
    "sectioned": frozenset(
        {"delimiter", "section_marker", "section_fields", "end_marker", "control_totals"}
    ),
    "grouped": frozenset(
        {"delimiter", "group_column", "total_prefix", "grand_total", "control_totals"}
    ),
    "ubl": frozenset(),
    "xlsx": frozenset({"sheet", "header_rows", "total_prefix", "control_totals"}),
}
_NEEDED_BY_SHAPE: Mapping[str, frozenset[str]] = {
    "cii": frozenset(),
    "flat": frozenset(),
    "ndjson": frozenset({"signature"}),
    "preamble": frozenset({"signature"}),
    "sectioned": frozenset({"signature", "section_marker", "end_marker"}),
    "grouped": frozenset({"signature", "group_column", "total_prefix", "grand_total"}),
    "ubl": frozenset(),
    "xlsx": frozenset({"signature"}),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class DeclarationError(ValueError):
    """A sources file says something that landing cannot follow; names the file and the remedy."""


@dataclass(frozen=True)
class SourceTable:
    """One declared raw table and the exports that fill it."""

    system: str
    table: str
    files: str
    shape: str
    required: bool = False
    signature: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    expectations: tuple[Mapping[str, Any], ...] = ()
    freshness_hours: float | None = None

    @property
    def schema(self) -> str:
        return f"raw_{self.system}"

    @property
    def delimiter(self) -> str:
        return str(self.options.get("delimiter", ","))

    @property
    def records_path(self) -> tuple[str, ...]:
        """Where the records lie in a JSON page, key by key; empty if the page is the list."""
        return tuple(part for part in str(self.options.get("records") or "").split(".") if part)

    def takes(self, file_name: str) -> bool:
        """Whether a file of this name is an export of this table, compressed or not."""
        name, pattern = file_name.lower(), self.files.lower()
        unpacked = next((name.removesuffix(s) for s in SUFFIXES if name.endswith(s)), name)
        if self.shape in _DELIMITED and unpacked.endswith(".xlsx"):
            unpacked = unpacked.removesuffix(".xlsx") + PurePath(pattern).suffix
        return fnmatchcase(name, pattern) or fnmatchcase(unpacked, pattern)


def declared_tables(staging_folder: Path) -> list[SourceTable]:
    """Every table with a `landing` declaration, systems by name, tables in declared order."""
    tables: list[SourceTable] = []
    for path in sorted(staging_folder.glob("*/_*__sources.yml")):
        tables.extend(_tables_of(path))
    seen: set[tuple[str, str]] = set()
    for table in tables:
        if (table.system, table.table) in seen:
            raise DeclarationError(f"{table.system}.{table.table} is declared twice")
        seen.add((table.system, table.table))
    return sorted(tables, key=lambda table: table.system)


def _tables_of(path: Path) -> Iterator[SourceTable]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for source in document.get("sources") or []:
            defaults = _meta(source).get("landing") or {}
            for table in source.get("tables") or []:
                stated = _meta(table).get("landing")
                if stated is not None:
                    yield _source_table(str(source["name"]), table, {**defaults, **stated})
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as problem:
        raise DeclarationError(f"{path}: not a readable sources file ({problem!r})") from problem
    except DeclarationError as problem:
        raise DeclarationError(f"{path}: {problem}") from problem


def _meta(node: Mapping[str, Any]) -> Mapping[str, Any]:
    return (node.get("config") or {}).get("meta") or node.get("meta") or {}


def _iana_zone(table: str, name: object) -> str:
    """The IANA name of a declared zone, which may be what the helpdesk calls it."""
    try:
        return zone_named(str(name)).key
    except (ZoneInfoNotFoundError, ValueError):
        raise DeclarationError(
            f"{table}: {name!r} is no time zone. Write one such as America/New_York."
        ) from None


def _source_table(system: str, table: Mapping[str, Any], said: Mapping[str, Any]) -> SourceTable:
    name = f"{system}.{table['name']}"
    shape = str(said.get("shape"))
    if shape not in _OPTIONS_BY_SHAPE:
        raise DeclarationError(f"{name}: shape {shape!r} is none of {sorted(_OPTIONS_BY_SHAPE)}")
    known = _SETTINGS | _OPTIONS_BY_SHAPE[shape] | _STATED_FOR_STAGING
    if unknown := sorted(set(said) - known):
        raise DeclarationError(f"{name}: unknown settings {unknown}; known are {sorted(known)}")
    if missing := sorted((_NEEDED_BY_SHAPE[shape] | {"files"}) - {k for k in said if said[k]}):
        raise DeclarationError(f"{name}: shape {shape} also needs {missing}")
    columns = tuple(str(column["name"]) for column in table.get("columns") or [])
    for word in (system, str(table["name"]), *columns):
        if not _NAME.fullmatch(word):
            raise DeclarationError(f"{name}: {word!r} is not a lower-case snake_case name")
    signature = tuple(said.get("signature") or ())
    if stray := sorted({*signature, *(said.get("aliases") or {})} - set(columns)):
        raise DeclarationError(f"{name}: {stray} are not among its declared columns")
    local_times = said.get("local_times") or {}
    if stray := sorted(set(local_times) - set(columns)):
        raise DeclarationError(f"{name}: local_times {stray} are not among its declared columns")
    if local_times and not said.get("timezone"):
        raise DeclarationError(f"{name}: local_times need a timezone such as America/New_York")
    if said.get("timezone"):
        said = {**said, "timezone": _iana_zone(name, said["timezone"])}
    if len(set(columns)) < len(columns):
        raise DeclarationError(f"{name}: a column is declared twice")
    hours = said.get("freshness_hours")
    return SourceTable(
        system=system,
        table=str(table["name"]),
        files=str(said["files"]),
        shape=shape,
        required=bool(said.get("required", False)),
        signature=signature,
        columns=columns,
        aliases={key: tuple(value) for key, value in (said.get("aliases") or {}).items()},
        options={key: value for key, value in said.items() if key not in _SETTINGS},
        expectations=tuple(_meta(table).get("expectations") or ()),
        freshness_hours=None if hours is None else float(hours),
    )
