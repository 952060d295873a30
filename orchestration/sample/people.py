"""The people of the sample company. All names are made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from orchestration.sample.clock import HOME_ZONE
from orchestration.sample.plan import ANSWERBOT, NORTHLINE, Person, Stay

FIRST_DAY = date(2024, 1, 1)

_AGENTS = (
    ("A01", "Alvarez", "Maria"),
    ("A02", "Bennett", "Owen"),
    ("A03", "Castellano", "Rita"),
    ("A04", "Dunmore", "Felix"),
    ("A05", "Eriksen", "Tove"),
    ("A06", "Fairweather", "Dana"),
    ("A07", "Gallo", "Peter"),
    ("A08", "Hashimoto", "Ken"),
    ("A09", "Ibarra", "Lucia"),
    ("A10", "Jablonski", "Marta"),
    ("A11", "Keller", "Simon"),
    ("A12", "Lindqvist", "Anna"),
    ("A13", "Mbeki", "Thandi"),
    ("A14", "Novak", "Iris"),
    ("A15", "Okafor", "Daniel"),
)
_MANAGERS = (("M01", "Prescott", "Helen"), ("M02", "Quillan", "Hugh"))
_VENDOR_PEOPLE = tuple((f"N{number:02}", "Northline", f"Agent {number}") for number in range(1, 9))

BOT_ID = 4900
_FIRST_IDS = {"A": 4100, "M": 4200, "N": 4300, "S": 4400}


def company_people(
    stays: Mapping[str, tuple[Stay, ...]], vendor_start: date, bot_start: date
) -> tuple[Person, ...]:
    """Everybody that the exports name; only agents and managers with a stay are included."""
    from_start = (Stay(FIRST_DAY, None, ""),)
    people = [
        Person(
            key,
            last_name,
            first_name,
            _helpdesk_id(key),
            "internal",
            "Support",
            "agent",
            HOME_ZONE,
            stays[key],
            is_on_payroll=True,
        )
        for key, last_name, first_name in _AGENTS
        if key in stays
    ]
    people += [
        Person(
            key,
            last_name,
            first_name,
            _helpdesk_id(key),
            "internal",
            "Management",
            "manager",
            HOME_ZONE,
            stays[key],
            is_on_payroll=True,
            logs_hours=True,
        )
        for key, last_name, first_name in _MANAGERS
    ]
    people.append(
        Person(
            "OWNER",
            "Rowe",
            "Judith",
            4250,
            "internal",
            "Management",
            "owner",
            HOME_ZONE,
            from_start,
            logs_hours=True,
        )
    )
    people += [
        Person(
            key, "Spare", f"Log-in {key[-1]}", _helpdesk_id(key), "internal", "", "", "", from_start
        )
        for key in ("S01", "S02", "S03", "S04")
    ]
    people += [
        Person(
            key,
            last_name,
            first_name,
            _helpdesk_id(key),
            NORTHLINE,
            "Northline",
            "",
            "America/Chicago",
            (Stay(vendor_start, None, ""),),
        )
        for key, last_name, first_name in _VENDOR_PEOPLE
    ]
    people.append(
        Person(
            "BOT", "Answerbot", "", BOT_ID, ANSWERBOT, "", "", "UTC", (Stay(bot_start, None, ""),)
        )
    )
    return tuple(people)


def _helpdesk_id(key: str) -> int:
    return _FIRST_IDS[key[0]] + int(key[1:])


def roster_rows(people: tuple[Person, ...], is_templates_only: bool) -> list[tuple[str, ...]]:
    """The roster: one row for each person, id in a system, and time of employment."""
    rows: list[tuple[str, ...]] = []
    for person in people:
        for system, source_id in _ids(person, is_templates_only):
            for stay in person.stays:
                rows.append(
                    (
                        person.key,
                        system,
                        source_id,
                        person.employer,
                        person.team,
                        person.role_band,
                        person.time_zone,
                        stay.fte_share,
                        stay.start.isoformat(),
                        stay.end.isoformat() if stay.end else "",
                    )
                )
    return rows


def _ids(person: Person, is_templates_only: bool) -> list[tuple[str, str]]:
    """Under which id each system knows a person."""
    ids = [("zendesk", str(person.helpdesk_id))]
    if is_templates_only:
        ids.append(("generic", str(person.helpdesk_id)))
    elif person.is_on_payroll:
        ids.append(("gusto", person.payroll_name))
    if person.logs_hours and not is_templates_only:
        ids.append(("harvest", person.payroll_name))
    if person.is_on_payroll or (person.logs_hours and is_templates_only):
        ids.append(("generic", person.payroll_name))
    return ids
