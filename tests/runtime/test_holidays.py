"""Public holidays become rows of the home's `holidays.csv`; what stands there is never touched."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.holiday_rows import (
    HolidayRow,
    UnknownChoiceError,
    as_csv,
    holiday_rows,
    merged,
    public_holidays,
)

HEADER = "schedule_id,holiday_date,holiday_name,closed_from_local,closed_to_local\n"
WRITTEN = (
    HEADER + "support_hours,2026-12-24,Christmas Eve,13:00,18:00\n"
    "support_hours,2026-07-04,Our summer party,,\n"
    "always_on,2026-01-01,Quiet morning,06:00,12:00\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    definitions = tmp_path / "seeds" / "definitions"
    definitions.mkdir(parents=True)
    (definitions / "schedules.csv").write_text(
        "schedule_id,time_zone\nsupport_hours,America/New_York\nalways_on,UTC\n", encoding="utf-8"
    )
    (definitions / "holidays.csv").write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def holidays(home: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["holidays", "--home", str(home), *words])
    return done.exit_code, done.output


ASKED = ("--schedule", "support_hours", "--country", "US", "--year", "2026")


def test_a_federal_year_has_its_eleven_holidays_and_the_day_off_for_a_saturday() -> None:
    assert public_holidays("US", None, [2026], None) == {
        date(2026, 1, 1): "New Year's Day",
        date(2026, 1, 19): "Martin Luther King Jr. Day",
        date(2026, 2, 16): "Washington's Birthday",
        date(2026, 5, 25): "Memorial Day",
        date(2026, 6, 19): "Juneteenth National Independence Day",
        date(2026, 7, 3): "Independence Day (observed)",
        date(2026, 7, 4): "Independence Day",
        date(2026, 9, 7): "Labor Day",
        date(2026, 10, 12): "Columbus Day",
        date(2026, 11, 11): "Veterans Day",
        date(2026, 11, 26): "Thanksgiving Day",
        date(2026, 12, 25): "Christmas Day",
    }


def test_a_part_of_a_country_has_its_own_and_names_come_in_the_language_asked_for() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany not in public_holidays("DE", None, [2026], None)
    assert public_holidays("de", "by", [2026], None)[epiphany] == "Epiphany"
    assert public_holidays("DEU", "Bayern", [2026], "de")[epiphany] == "Heilige Drei Könige"
    assert {day.year for day in public_holidays("DE", "BY", [2026, 2027], "de")} == {2026, 2027}


@pytest.mark.parametrize(
    ("asked", "option", "suggestion"),
    [
        (("Germani", None, [2026], None), "--country", "DE (Germany)"),
        (("US", "Californa", [2026], None), "--subdivision", "CA"),
        (("DE", None, [1600], None), "--year", "1991"),
        (("DE", None, [2026], "fr"), "--language", "de, en_US"),
    ],
)
def test_what_is_not_known_is_answered_with_what_is(
    asked: tuple[str, str | None, list[int], str | None], option: str, suggestion: str
) -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        public_holidays(*asked)
    assert caught.value.option == option
    assert suggestion in str(caught.value)


def test_a_day_that_the_company_wrote_down_stays_as_it_is() -> None:
    written = [
        HolidayRow("office", "2026-12-24", "Half a day", "13:00", "18:00"),
        HolidayRow("office", "2026-12-24", "And lunch", "12:00", "12:30"),
        HolidayRow("nights", "2026-12-25", "Christmas"),
    ]
    found = holiday_rows(
        "office", {date(2026, 12, 24): "Christmas Eve", date(2026, 12, 25): "Christmas Day"}
    )
    once = merged(written, found)
    assert once == [
        HolidayRow("nights", "2026-12-25", "Christmas"),
        HolidayRow("office", "2026-12-24", "And lunch", "12:00", "12:30"),
        HolidayRow("office", "2026-12-24", "Half a day", "13:00", "18:00"),
        HolidayRow("office", "2026-12-25", "Christmas Day"),
    ]
    assert merged(once, found) == once


def test_rows_are_shown_and_nothing_is_written_unless_asked(home: Path) -> None:
    code, said = holidays(home, *ASKED)
    assert code == 0
    assert said.startswith(HEADER + "support_hours,2026-01-01,New Year's Day,,\n")
    assert said.count("\n") == 13
    assert (home / "seeds" / "definitions" / "holidays.csv").read_text() == WRITTEN


def test_written_twice_is_written_once(home: Path) -> None:
    path = home / "seeds" / "definitions" / "holidays.csv"
    path.chmod(0o640)
    code, said = holidays(home, *ASKED, "--write")
    assert (code, said.split(" holidays")[0]) == (0, "Added 11 of 12")
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] + "\n" == HEADER
    assert lines[1] == "always_on,2026-01-01,Quiet morning,06:00,12:00"
    assert lines[2] == "support_hours,2026-01-01,New Year's Day,,"
    assert "support_hours,2026-07-04,Our summer party,," in lines
    assert "support_hours,2026-12-24,Christmas Eve,13:00,18:00" in lines
    assert text.count("2026-07-04") == 1
    assert len(lines) == 1 + 3 + 11
    assert holidays(home, *ASKED, "--write")[1].startswith("Added 0 of 12")
    assert path.read_text(encoding="utf-8") == text
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in path.parent.iterdir()) == ["holidays.csv", "schedules.csv"]


def test_a_name_with_a_comma_is_one_cell() -> None:
    row = HolidayRow("office", "2026-01-01", 'New Year, "the day"')
    assert as_csv([row]) == HEADER + 'office,2026-01-01,"New Year, ""the day""",,\n'


def test_an_unknown_schedule_is_a_usage_error_with_the_nearest(home: Path) -> None:
    words = ("--schedule", "suport_hours", "--country", "US", "--year", "2026")
    code, said = holidays(home, *words)
    assert code == 2
    assert "support_hours" in said


def test_a_home_without_the_file_is_told_how_to_get_it(home: Path) -> None:
    (home / "seeds" / "definitions" / "holidays.csv").unlink()
    code, said = holidays(home, *ASKED, "--write")
    assert code == 3
    assert "`tierledger init`" in said
