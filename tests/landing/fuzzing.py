"""How fuzzed tests run: the same cases every time, several files to a landing.

`TIERLEDGER_FUZZ_EXAMPLES` says how many landings each test makes: few on every commit, many in
`make fuzz`. A case is one fuzzed file.
"""

import os
from collections import Counter

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("TIERLEDGER_FUZZ_EXAMPLES", "25"))
FILES_A_LANDING = 7
# How many files each test has landed in this process.
FUZZED_FILES: Counter[str] = Counter()

fuzzed = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
