"""What the checks need to know of a declared source table."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class DeclaredTable(Protocol):
    """A source table as landing declares it."""

    @property
    def system(self) -> str: ...

    @property
    def table(self) -> str: ...

    @property
    def required(self) -> bool: ...

    @property
    def freshness_hours(self) -> float | None: ...

    @property
    def expectations(self) -> Sequence[Mapping[str, Any]]: ...
