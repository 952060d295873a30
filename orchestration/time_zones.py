"""What helpdesks and Windows call a time zone, read from the list that the models use.

The list is the macro `time_zone_names`; it is written there once.
"""

import re
from functools import cache
from zoneinfo import ZoneInfo

from orchestration.project import REPOSITORY

_LIST = REPOSITORY / "dbt_project" / "macros" / "time_zone_names.sql"
_ENTRY = re.compile(r'^ +"(?P<written>[^"]+)": "(?P<iana>[^"]+)",$', re.MULTILINE)


@cache
def time_zone_names() -> dict[str, str]:
    """IANA name of each name that is none."""
    entries = _ENTRY.finditer(_LIST.read_text(encoding="utf-8"))
    return {entry["written"]: entry["iana"] for entry in entries}


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name, or of what a helpdesk or Windows calls it.

    Raises what `ZoneInfo` raises for a name that nobody knows.
    """
    return ZoneInfo(time_zone_names().get(name, name))
