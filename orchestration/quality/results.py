"""What a check says: whether it passed, whether its failure stops the night, and in which words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    """One check of one table. Holds counts and names only, never a value of a row."""

    asset: tuple[str, str]
    name: str
    passed: bool
    blocking: bool
    description: str
    metadata: dict[str, int | str]
