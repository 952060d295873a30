"""Dagster's way in; the pieces lie in `defs/`, one file per stage."""

import os

from orchestration.defs.night import definitions_of
from orchestration.project import home_at

os.environ.update(home_at().environment())
defs = definitions_of(home_at())
