"""Which versions of which records were fetched already, where two windows overlap."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any


def mark(record: Mapping[str, Any]) -> str:
    """The same for the same content only: a record may change twice within its second."""
    text = json.dumps(record, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def moment(record: Mapping[str, Any], key: str) -> datetime | None:
    """A time that a record states, if it can be read and has a zone."""
    try:
        stated = datetime.fromisoformat(str(record.get(key)))
    except ValueError:
        return None
    return stated.astimezone(UTC) if stated.tzinfo else None


def written(at: datetime) -> str:
    """A moment as positions keep it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def marks_since(
    known: Mapping[str, str], records: Iterable[Mapping[str, Any]], key: str, since: datetime
) -> dict[str, str]:
    """Marks of what was fetched at or after a moment: nothing older can come again."""
    fresh = {
        mark(record): written(at)
        for record in records
        if (at := moment(record, key)) is not None and at >= since
    }
    edge = written(since)
    return {name: at for name, at in {**known, **fresh}.items() if at >= edge}
