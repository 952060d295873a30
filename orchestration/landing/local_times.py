"""Wall-clock times that a clock change skips or doubles: the policy is declared, here is the count.

The policy is that of staging's macro `utc_from_local`: a time that does not exist moves forward by
the gap, a time that occurs twice is the later of the two.
"""

from orchestration.landing.load import Load
from orchestration.landing.outcomes import Finding
from orchestration.landing.raw_tables import identifier, qualified

# Clocks change at full and half hours, so times are judged by half hours; they are put back by an
# hour, by half of one on Lord Howe Island.
_SHIFTS = "[interval 60 minutes, interval 30 minutes, interval 120 minutes]"


def clock_change_findings(load: Load) -> list[Finding]:
    """One finding per column with local times that do not exist, and with ones that exist twice."""
    zone = load.table.options.get("timezone")
    patterns = load.table.options.get("local_times") or {}
    if not zone:
        return []
    findings: list[Finding] = []
    for column, pattern in patterns.items():
        if column not in load.file_columns:
            continue
        skipped, doubled = load.connection.execute(
            f"""
            with slots as (
                select
                    time_bucket(
                        interval 30 minutes, try_strptime(trim({identifier(column)}), $pattern)
                    ) as local_at,
                    count(*) as times
                from {qualified(load.table)}
                where _load_number = $load and {identifier(column)} <> ''
                group by local_at
            ), converted as (
                select local_at, times, timezone($zone, local_at) as zoned_at from slots
                where local_at is not null
            )
            select
                sum(times) filter (timezone($zone, zoned_at) <> local_at),
                sum(times) filter (
                    timezone($zone, zoned_at) = local_at and list_contains(
                        [timezone($zone, zoned_at - shift) for shift in {_SHIFTS}], local_at
                    )
                )
            from converted
            """,
            {"pattern": str(pattern), "load": load.load_number, "zone": str(zone)},
        ).fetchone() or (0, 0)
        if skipped:
            said = f"local times that a clock change of {zone} skips: moved forward by the gap"
            findings.append(Finding("skipped_local_time", column, int(skipped), said))
        if doubled:
            said = f"local times that occur twice at a clock change of {zone}: the later is taken"
            findings.append(Finding("doubled_local_time", column, int(doubled), said))
    return findings
