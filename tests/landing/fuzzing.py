"""How fuzzed tests run: the same cases every time, several files to a landing, few enough landings
to run on every commit."""

from hypothesis import HealthCheck, settings

fuzzed = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
