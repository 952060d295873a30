"""A country's public holidays as rows of `holidays.csv`, beside what the company wrote there."""

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from orchestration.problems import HomeError
from orchestration.project import Home

ENGLISH = "en"


class HolidayRow(NamedTuple):
    """A day, or a part of a day, on which a schedule is closed; the columns of `holidays.csv`."""

    schedule_id: str
    holiday_date: str
    holiday_name: str
    closed_from_local: str = ""
    closed_to_local: str = ""


class UnknownChoiceError(ValueError):
    """What was asked for does not exist; `option` is the option that named it."""

    def __init__(self, option: str, said: str) -> None:
        super().__init__(said)
        self.option = option


def public_holidays(
    country: str, subdivision: str | None, years: Iterable[int], language: str | None
) -> dict[date, str]:
    """The public holidays of a country, or of a part of it, with the days given off for them."""
    from holidays import country_holidays
    from holidays.registry import COUNTRIES

    code = _country(country, COUNTRIES)
    known = country_holidays(code)
    parts = {part.lower(): part for part in known.subdivisions}
    parts |= {name.lower(): part for name, part in known.subdivisions_aliases.items()}
    if subdivision is not None and subdivision.lower() not in parts:
        near = [parts[part] for part in _near(subdivision.lower(), parts)]
        raise UnknownChoiceError(
            "--subdivision",
            _unknown(f"part of {code}", subdivision, near or sorted(known.subdivisions)),
        )
    for year in years:
        if not known.start_year <= year <= known.end_year:
            raise UnknownChoiceError(
                "--year",
                f"the holidays of {code} are known from {known.start_year} to {known.end_year}",
            )
    found = country_holidays(
        code,
        subdiv=None if subdivision is None else parts[subdivision.lower()],
        years=list(years),
        language=_language(known.supported_languages, known.default_language, language),
    )
    return dict(sorted(found.items()))


def holiday_rows(schedule_id: str, holidays: Mapping[date, str]) -> list[HolidayRow]:
    """A row for each whole day."""
    return [HolidayRow(schedule_id, day.isoformat(), name) for day, name in holidays.items()]


def merged(written: Sequence[HolidayRow], found: Sequence[HolidayRow]) -> list[HolidayRow]:
    """All rows in order; where a schedule has rows of a day already, those stand alone."""
    taken = {(row.schedule_id, row.holiday_date) for row in written}
    new = [row for row in found if (row.schedule_id, row.holiday_date) not in taken]
    return sorted([*written, *new], key=lambda row: (row[:2], row.closed_from_local))


def as_csv(rows: Iterable[HolidayRow]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HolidayRow._fields)
    writer.writerows(rows)
    return text.getvalue()


def known_schedule(home: Home, schedule_id: str) -> str:
    """The schedule, if the company has one of that name."""
    records = _records(home.definitions / "schedules.csv", ["schedule_id"])
    schedules = {record["schedule_id"] for record in records}
    if schedule_id not in schedules:
        near = _near(schedule_id, schedules) or sorted(schedules)
        raise UnknownChoiceError("--schedule", _unknown("schedule", schedule_id, near))
    return schedule_id


def add_to_home(home: Home, found: Sequence[HolidayRow]) -> int:
    """Write what the home's `holidays.csv` lacks into it, at once or not at all; how many rows."""
    path = (home.definitions / "holidays.csv").resolve()
    columns = HolidayRow._fields
    written = [
        HolidayRow(*(record[column] for column in columns)) for record in _records(path, columns)
    ]
    rows = merged(written, found)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(as_csv(rows), encoding="utf-8")
    shutil.copymode(path, fresh)
    fresh.replace(path)
    return len(rows) - len(written)


def _records(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="")
            if missing := sorted(set(columns) - set(reader.fieldnames or ())):
                raise HomeError(f"{path} lacks the columns {', '.join(missing)}.")
            return list(reader)
    except FileNotFoundError:
        raise HomeError(
            f"{path} is missing. `tierledger init` puts the definitions into a home."
        ) from None


def _country(asked: str, countries: Mapping[str, tuple[str, ...]]) -> str:
    """The code of a country of the library, which lists its class and its codes by its name."""
    codes = {code: listed[1] for listed in countries.values() for code in listed[1:]}
    if asked.upper() in codes:
        return codes[asked.upper()]
    names = {name.replace("_", " "): listed[1] for name, listed in countries.items()}
    meant = [f"{names[name]} ({name.title()})" for name in _near(asked.lower(), names)]
    raise UnknownChoiceError(
        "--country", _unknown("country", asked, meant or _near(asked.upper(), codes))
    )


def _language(supported: Sequence[str], own: str | None, asked: str | None) -> str | None:
    """The language of the names: as asked, else English, else the country's own."""
    wanted = (asked or ENGLISH).replace("-", "_").lower()
    for language in supported:
        if wanted in (language.lower(), language.lower().split("_")[0]):
            return language
    if asked is not None and supported:
        raise UnknownChoiceError("--language", _unknown("language", asked, supported))
    return own


def _near(word: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(word, list(known), n=3, cutoff=0.5)


def _unknown(what: str, word: str, suggestions: Iterable[str]) -> str:
    meant = ", ".join(suggestions)
    return f"there is no {what} {word!r}" + (f"; is it one of {meant}?" if meant else "")
