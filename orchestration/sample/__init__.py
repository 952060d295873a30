"""A made-up company whose exports have the shapes of real ones."""

from orchestration.sample.company import Variant, write_sample

__all__ = ["Variant", "write_sample"]
