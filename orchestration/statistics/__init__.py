"""What can be said, and how surely, from a few months or weeks: pure functions on arrays."""
