"""The flat company's published facts, by hand: what its exports must add up to."""

from decimal import Decimal

MONTHS = [f"2024-{month:02}" for month in range(1, 13)] + ["2025-01", "2025-02", "2025-03"]
BEFORE, JULY, AUGUST, SEPTEMBER = MONTHS[:6], MONTHS[6], MONTHS[7], MONTHS[8]
AFTER = MONTHS[9:]

Cells = dict[tuple[str, str], int]

_BASE_UNITS: Cells = {("key_accounts", "in_house"): 400, ("technical_issue", "in_house"): 1_600}
_BASE_MINUTES: Cells = {
    ("key_accounts", "in_house"): 8_000,
    ("technical_issue", "in_house"): 24_000,
}


def demand_units(month: str) -> Cells:
    """Tickets by the tag of their work (or the key accounts' group) and their route."""
    if month in AFTER:
        return {**_BASE_UNITS, ("refund", "onshore"): 7_500, ("order_status", "automation"): 3_000}
    moved = {AUGUST: 2_500, SEPTEMBER: 5_500}.get(month, 0)
    units = {
        **_BASE_UNITS,
        ("refund", "in_house"): 7_500 - moved,
        ("order_status", "in_house"): 3_000,
    }
    return {**units, ("refund", "onshore"): moved} if moved else units


def own_minutes(month: str) -> Cells:
    """Minutes of the own team; those on onshore tickets are shadow work."""
    if month in AFTER:
        return {**_BASE_MINUTES, ("refund", "onshore"): 2_000}
    refunds, shadow = {AUGUST: (40_000, 5_000), SEPTEMBER: (16_000, 6_000)}.get(month, (60_000, 0))
    minutes = {
        **_BASE_MINUTES,
        ("refund", "in_house"): refunds,
        ("order_status", "in_house"): 18_000,
    }
    return {**minutes, ("refund", "onshore"): shadow} if shadow else minutes


# Minutes of single people, as the time log has them: (month, agent's id, work, route).
PERSON_MINUTES = {
    ("2024-01", 4101, "key_accounts", "in_house"): 582,
    ("2024-01", 4112, "key_accounts", "in_house"): 581,
    ("2024-01", 4114, "key_accounts", "in_house"): 436,
    ("2024-01", 4106, "technical_issue", "in_house"): 1_746,
    ("2024-01", 4107, "technical_issue", "in_house"): 1_745,
    ("2024-08", 4114, "refund", "onshore"): 273,
    ("2024-09", 4110, "refund", "onshore"): 600,
    ("2024-10", 4101, "key_accounts", "in_house"): 1_883,
    ("2024-10", 4114, "key_accounts", "in_house"): 471,
    ("2025-03", 4114, "technical_issue", "in_house"): 1_412,
}


def pay_pools(month: str) -> dict[str, Decimal]:
    """Wages with tax and benefits, overtime with its tax, and the managers' pay."""
    wages, overtime = Decimal("82500.00"), Decimal("10000.00")
    if month == AUGUST:
        overtime = Decimal("12000.00")
    elif month == SEPTEMBER:
        wages, overtime = Decimal("60000.00"), Decimal("8000.00")
    elif month in AFTER:
        wages, overtime = Decimal("25500.00"), Decimal("2000.00")
    managers = Decimal("11000.00") if month in AFTER else Decimal("18000.00")
    return {"labour": wages, "overtime": overtime, "management": managers}


def management_hours(month: str) -> dict[tuple[str, str], Decimal]:
    """Hours of the managers and the owner by client and task."""
    if month in AFTER:
        return {
            ("Internal", "Management"): Decimal(68),
            ("Northline BPO", "Management"): Decimal(54),
            ("Answerbot", "Management"): Decimal(12),
        }
    if month in BEFORE:
        return {("Internal", "Management"): Decimal(220)}
    return {
        ("Internal", "Management"): Decimal(120),
        ("Northline BPO", "Transition"): Decimal(100),
    }


def seat_counts(month: str) -> dict[tuple[str, str], int]:
    """Licences by whose people hold them and whether they were ever used."""
    if month in AFTER:
        return {("internal", "active"): 6, ("northline", "active"): 6}
    if month in (AUGUST, SEPTEMBER):
        return {("internal", "active"): 16, ("northline", "active"): 4}
    return {("internal", "active"): 16, ("internal", "never_used"): 4}


# Bills and credits by vendor and service period.
DOCUMENT_TOTALS = {
    ("Zendesk Inc", "2023-07-01", "2024-06-30"): Decimal("33000.00"),
    ("Clearline Telecom", "2024-01-01", "2024-06-30"): Decimal("16800.00"),
    ("Clearline Telecom", "2024-02-01", "2024-02-29"): Decimal("-300.00"),
    ("Northline BPO Inc", "2024-07-01", "2024-07-31"): Decimal("15000.00"),
    ("Zendesk Inc", "2024-07-01", "2024-07-31"): Decimal("2750.00"),
    ("Clearline Telecom", "2024-07-01", "2024-07-31"): Decimal("2750.00"),
    ("Northline BPO Inc", "2024-08-01", "2024-08-31"): Decimal("15250.00"),  # 8,000 + 7,250
    ("Zendesk Inc", "2024-08-01", "2024-08-31"): Decimal("2750.00"),
    ("Clearline Telecom", "2024-08-01", "2024-08-31"): Decimal("2750.00"),
    ("Northline BPO Inc", "2024-09-01", "2024-09-30"): Decimal("19950.00"),  # 4,000 + 15,950
    ("Zendesk Inc", "2024-09-01", "2024-09-30"): Decimal("2750.00"),
    ("Clearline Telecom", "2024-09-01", "2024-09-30"): Decimal("2750.00"),
    ("Zendesk Inc", "2024-10-01", "2025-09-30"): Decimal("20400.00"),
    ("Clearline Telecom", "2024-10-01", "2025-03-31"): Decimal("5100.00"),
    **{
        (vendor, f"{month}-01", f"{month}-{last_day}"): amount
        for month, last_day in zip(AFTER, (31, 30, 31, 31, 28, 31), strict=True)
        for vendor, amount in (
            ("Northline BPO Inc", Decimal("21750.00")),
            ("Answerbot Inc", Decimal("2970.00")),
            ("Token Cloud LLC", Decimal("330.00")),
        )
    },
}
