"""What stands in the way of a pull, in words that hold no secret and no row."""

from orchestration.problems import HomeError


class PullError(Exception):
    """A pull could not be finished; what it had fetched stays, and the next one goes on there."""

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


class PullConfigError(HomeError):
    """`pulls.toml` says something that cannot be followed; names the entry, the key, the remedy."""
