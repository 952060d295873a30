"""How fuzzed tests run: the same cases every time, few enough for every commit."""

from hypothesis import HealthCheck, settings

fuzzed = settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
