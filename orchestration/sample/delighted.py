"""Delighted's API export: one answer per line, in the file of the month in which it came."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from orchestration.sample.opinions import Answer


def write_answers(folder: Path, month: date, answers: Sequence[Answer]) -> list[Path]:
    """The answers of a month; no file without any."""
    if not answers:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"survey_responses-{month:%Y-%m}.ndjson"
    path.write_text("".join(map(_line, answers)), encoding="utf-8")
    return [path]


def _line(answer: Answer) -> str:
    properties = None if answer.ticket_id is None else {"ticket_id": answer.ticket_id}
    record = {
        "id": str(answer.id),
        "person": str(answer.customer_id),
        "survey_type": answer.kind,
        "score": answer.score,
        "comment": None,
        "permalink": f"https://delighted.test/r/{answer.id}",
        "created_at": answer.at,
        "updated_at": None,
        "person_properties": properties,
        "notes": [],
        "tags": [],
        "additional_answers": [],
    }
    return json.dumps(record, separators=(",", ":")) + "\n"
