"""The cases of the evaluation of service: what groups of companies have in common."""

from dataclasses import dataclass, replace

Range = tuple[float, float]
NONE: Range = (0.0, 0.0)


@dataclass(frozen=True)
class ServiceCase:
    """Ranges are drawn from evenly, company by company."""

    case_id: str
    words: str
    before: int = 18
    gap: int = 3
    after: int = 8
    tickets_a_day: Range = (50.0, 130.0)
    growth: Range = (-0.05, 0.12)
    """A year."""
    season: Range = (0.04, 0.15)
    chat_jump: Range = NONE
    """Of all contacts, from the other channels to chat, for good, when the move begins."""
    late_growth: Range = NONE
    """In all, over the half year from the move on."""
    vendor_speed: Range = (0.5, 1.6)
    """The vendor's response times against a usual in-house month's."""
    vendor_quality: Range = (-0.03, 0.03)
    """Added to the share of satisfied customers, taken from the reopened."""
    is_null: bool = False


def _without_effect(case: ServiceCase) -> ServiceCase:
    return replace(
        case, case_id=f"{case.case_id}_null", words=f"{case.words}, no effect", is_null=True
    )


STABLE = ServiceCase("stable", "stable channels")
CHAT = ServiceCase("chat", "chat jumps by 15-35 points", chat_jump=(0.15, 0.35))
SHORT = ServiceCase("short", "nine months before", before=9, after=6)
BUSY = ServiceCase("busy", "work grows by 20-40% after the move", late_growth=(0.2, 0.4))

SERVICE_CASES = (
    STABLE,
    _without_effect(STABLE),
    CHAT,
    _without_effect(CHAT),
    SHORT,
    _without_effect(SHORT),
    BUSY,
    _without_effect(BUSY),
)
