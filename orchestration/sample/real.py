"""stub"""

from orchestration.sample.flat import flat_plan as real_plan  # noqa: F401
