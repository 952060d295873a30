"""The cases of the evaluation of cost: what groups of companies have in common."""

from dataclasses import dataclass, replace

Range = tuple[float, float]
NONE: Range = (0.0, 0.0)


@dataclass(frozen=True)
class CostCase:
    """Ranges are drawn from evenly, company by company."""

    case_id: str
    words: str
    before: int = 24
    gap: int = 3
    after: int = 9
    agents: Range = (8.0, 40.0)
    growth: Range = (-0.05, 0.15)
    """A year, through all months."""
    late_growth: Range = NONE
    """In all, from half a year before the move to half a year after it."""
    season: Range = (0.04, 0.18)
    """Height of the yearly wave; a third of the companies also have a December."""
    ends_before_peak: bool = False
    wage_rise: Range = (0.02, 0.04)
    """Every January."""
    late_wage_rise: Range = NONE
    chat_shift: Range = NONE
    """Of all contacts, from the other channels to chat, around the move."""
    mix_shift: Range = NONE
    """Of all contacts, from the other workflows to the longest one, around the move."""
    noise: Range = (0.012, 0.045)
    """Of a month's labour, by chance."""
    wander: Range = (0.005, 0.014)
    """Of labour, by which it drifts in a month for good."""
    decision: Range = (0.02, 0.05)
    """Of labour, by which it moves for good when somebody is hired or leaves for other reasons."""
    follow_months: Range = (1.5, 5.0)
    """Half-life with which staff follows the work."""
    fixed_cost: Range = (0.04, 0.10)
    """Against the agents' pay: lines that never follow work."""
    old_vendor: Range = (0.0, 0.15)
    """Of the minutes, done by a vendor before."""
    old_minimum: Range = (0.5, 0.8)
    """The old vendor's least fee, against a usual month's."""
    moved: Range = (0.2, 0.5)
    price: Range = (0.35, 0.75)
    """Of a moved minute, against an agent's."""
    stranded: Range = (0.0, 0.15)
    """Of the agents released by the move, who stay on the payroll."""
    bot: Range = NONE
    """Of all requests after the move, answered by a bot before there is a ticket."""
    is_bot_counted: bool = True
    fixed_step: Range = NONE
    """Of the agents' pay, added for good four months before the move."""
    outlier: Range = NONE
    """Of a month's labour, once, in a month before."""
    is_outlier_excluded: bool = False
    """Whether the owner takes the months out that are named as outliers."""
    kept_of_old_tickets: float = 1.0
    """Below 1: the log was exported by closing date and lost the rest."""
    is_null: bool = False


def _without_effect(case: CostCase) -> CostCase:
    return replace(
        case, case_id=f"{case.case_id}_null", words=f"{case.words}, no effect", is_null=True
    )


USUAL = CostCase("usual", "usual company")
GROWING = CostCase("growing", "work grows by 40-80% over the three years", growth=(0.12, 0.22))
SURGE = CostCase(
    "surge", "work grows by 40-80% within a year around the move", late_growth=(0.4, 0.8)
)
MIX = CostCase(
    "mix", "channel and workflow mix shift", chat_shift=(0.15, 0.3), mix_shift=(0.08, 0.2)
)
WAGES = CostCase("wages", "wages rise by 8-15% after the move", late_wage_rise=(0.08, 0.15))
SEASON = CostCase("season", "strong season", season=(0.25, 0.4))
STAGGERED = CostCase(
    "staggered", "several moves over half a year", before=24, gap=7, after=8, moved=(0.4, 0.6)
)
SHORT = CostCase("short", "six months before", before=6)
YEAR = CostCase("year", "twelve months before, six after", before=12, after=6)
NOISY = CostCase(
    "noisy", "stress: twice the noise of a month", noise=(0.03, 0.09), wander=(0.008, 0.016)
)

FALLING = CostCase("falling", "work falls by 15-35%", late_growth=(-0.35, -0.15))

COST_CASES = (
    USUAL,
    _without_effect(USUAL),
    GROWING,
    _without_effect(GROWING),
    SURGE,
    _without_effect(SURGE),
    MIX,
    _without_effect(MIX),
    WAGES,
    _without_effect(WAGES),
    SEASON,
    _without_effect(SEASON),
    STAGGERED,
    _without_effect(STAGGERED),
    YEAR,
    _without_effect(YEAR),
    SHORT,
    _without_effect(SHORT),
    NOISY,
    _without_effect(NOISY),
    FALLING,
    _without_effect(FALLING),
    CostCase("doubling", "work doubles within a year around the move", late_growth=(0.8, 1.3)),
    CostCase("small", "three to eight agents", agents=(3.0, 8.0)),
    CostCase("large", "60 to 150 agents", agents=(60.0, 150.0)),
    CostCase("long", "three years before", before=36),
    CostCase("fresh", "two months after the move", after=2),
    CostCase("fixed_heavy", "a third and more of the cost is fixed", fixed_cost=(0.4, 0.7)),
    CostCase(
        "vendor_minimum",
        "a vendor with a high minimum before",
        old_vendor=(0.2, 0.4),
        old_minimum=(0.95, 1.1),
    ),
    CostCase("slow_staff", "staff follows work over a year", follow_months=(6.0, 12.0)),
    CostCase("stranded", "half of the released staff stays", stranded=(0.4, 0.7)),
    CostCase("bot", "a bot intercepts contacts, its billed outcomes are counted", bot=(0.1, 0.3)),
    CostCase("fixed_step", "fixed cost steps up before the move", fixed_step=(0.05, 0.12)),
    CostCase("outlier", "a month before costs a third more, kept", outlier=(0.25, 0.4)),
    CostCase(
        "outlier_excluded",
        "a month before costs a third more, excluded by the owner",
        outlier=(0.25, 0.4),
        is_outlier_excluded=True,
    ),
    CostCase(
        "before_peak",
        "six months before, ending ahead of the peak",
        before=6,
        season=(0.2, 0.35),
        ends_before_peak=True,
    ),
    CostCase(
        "bot_uncounted", "a bot intercepts, nobody counts", bot=(0.1, 0.3), is_bot_counted=False
    ),
    CostCase("exploding", "work grows to three times and more", late_growth=(2.0, 3.0)),
    CostCase("closing", "log exported by closing date", kept_of_old_tickets=0.02),
)
