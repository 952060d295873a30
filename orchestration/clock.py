"""The home's time zone, and moments as the models understand them."""

import csv
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestration.problems import HomeError
from orchestration.project import Home
from orchestration.time_zones import zone_named


def home_zone(home: Home) -> ZoneInfo:
    """The zone in which this company says "two in the morning"."""
    company = home.definitions / "company.csv"
    try:
        with company.open(encoding="utf-8-sig", newline="") as stream:
            return zone_named(next(csv.DictReader(stream))["time_zone"])
    except FileNotFoundError:
        raise HomeError(
            f"{company} is missing. `tierledger init` puts the definitions into a home."
        ) from None
    except (StopIteration, KeyError, ValueError, ZoneInfoNotFoundError):
        raise HomeError(
            f"{company} names no known time zone. Write one such as America/New_York, or "
            "what your helpdesk calls it, into column time_zone of its only row."
        ) from None


def as_utc(moment: datetime, zone: ZoneInfo) -> str:
    """UTC text of a moment; one without an offset is meant in the home's zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
