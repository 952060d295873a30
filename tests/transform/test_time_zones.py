"""What helpdesks and Windows call a time zone, and which zone that is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError, available_timezones

import duckdb
import pytest

from orchestration.clock import home_zone
from orchestration.problems import HomeError
from orchestration.project import Home
from orchestration.time_zones import time_zone_names, zone_named


@pytest.mark.parametrize(
    ("written", "iana", "hours"),
    [
        # Hours ahead of UTC at noon of 15 January 2025, from the clocks of these places.
        ("Eastern Time (US & Canada)", "America/New_York", -5),
        ("Arizona", "America/Phoenix", -7),
        ("Chennai", "Asia/Kolkata", 5.5),
        ("Kathmandu", "Asia/Kathmandu", 5.75),
        ("Sydney", "Australia/Sydney", 11),
        ("Cairo", "Africa/Cairo", 2),
        ("Samoa", "Pacific/Apia", 13),
        ("American Samoa", "Pacific/Pago_Pago", -11),
        ("Nuku'alofa", "Pacific/Tongatapu", 13),
        ("W. Europe Standard Time", "Europe/Berlin", 1),
        ("US Mountain Standard Time", "America/Phoenix", -7),
        ("Africa/Cairo", "Africa/Cairo", 2),
    ],
)
def test_a_name_is_the_zone_of_its_place(written: str, iana: str, hours: float) -> None:
    zone = zone_named(written)
    assert zone.key == iana
    assert datetime(2025, 1, 15, 12, tzinfo=UTC).astimezone(zone).utcoffset() == timedelta(
        hours=hours
    )


def test_every_name_stands_for_a_zone_that_python_and_the_engine_know() -> None:
    with duckdb.connect() as connection:
        engine = {
            name
            for (name,) in connection.execute("select name from pg_timezone_names()").fetchall()
        }
    zones = set(time_zone_names().values())
    assert zones <= available_timezones()
    assert zones <= engine
    assert len(time_zone_names()) > 280


def test_no_iana_name_is_given_another_meaning() -> None:
    assert not set(time_zone_names()) & available_timezones()


def test_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        zone_named("Atlantis")


def test_a_company_may_name_its_zone_as_its_helpdesk_does(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.definitions.mkdir(parents=True)
    company = home.definitions / "company.csv"
    company.write_text("company_name,time_zone\nFruit,New Delhi\n", encoding="utf-8")
    assert home_zone(home).key == "Asia/Kolkata"
    company.write_text("company_name,time_zone\nFruit,Old Delhi\n", encoding="utf-8")
    with pytest.raises(HomeError, match="names no known time zone"):
        home_zone(home)
