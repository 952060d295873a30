"""Excel workbooks: a sheet with title lines above its header and, if declared, a total row."""

from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.parsed import land_parsed
from orchestration.landing.readers.preamble import parse
from orchestration.landing.readers.sheets import sheet_records


def read(load: Load) -> Counts:
    """Land the rows between the header and the total row."""
    return land_parsed(load, parse, sheet_records)
