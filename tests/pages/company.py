"""A made-up company: 18 months, four tiers, and one month that is not over."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import duckdb

from orchestration.project import Home
from tests.pages.moved_company import write_moved, write_table

TIERS = {
    "1": ("Strategic", 400, "8700.00"),
    "2": ("Complex specialist", 1600, "26150.50"),
    "3": ("Standardized", 7500, "65400.25"),
    "4": ("Automatable", 3000, "19600.10"),
    "unallocated": ("Unallocated", 0, "310.00"),
}
CHANNELS = ("chat", "email", "phone", "social", "web_form")
FILE_FINDINGS = [
    ("harvest", "time_report", "harvest/time-report.csv", *finding)
    for finding in (
        ("kept_out", "rejected_rows", None, 1200, "1,200 of 9,000 rows rejected"),
        ("kept_out", "refused_file", None, 1, "refused: an <HTML> page"),
        ("drift", "unknown_money_column", "bonus_fee", 60, "no model counts this money"),
        ("drift", "vanished_column", "roles", 1, "the column is missing"),
        ("clock_change", "doubled_local_time", "created_time", 7, "the later is taken"),
    )
]
PRIORITIES = ("urgent", "high", "normal", "low")


@dataclass(frozen=True)
class Published:
    """Where the pages and the marts that they were drawn from lie."""

    site: Path
    marts: Path

    def text(self, page: str) -> str:
        """What a reader reads on a page: no markup, and no hidden difference between spaces."""
        return read_text(self.source(page))

    def source(self, page: str) -> str:
        """The page as it was written."""
        return (self.site / page).read_text(encoding="utf-8")


def read_text(page: str) -> str:
    """The words of a page."""
    body = unescape(re.sub(r"<[^>]+>", " ", page[page.index("<body>") :]))
    return re.sub(r"[ \n\N{NO-BREAK SPACE}]+", " ", body)


def write_build(home: Home) -> None:
    """Marts of the shapes that the page reads."""
    connection = duckdb.connect(str(home.database))
    connection.execute(
        """
        create schema marts;
        create table marts.cost_per_tier_month (
            cost_month date, tier varchar, tier_name varchar, currency_code varchar,
            cost_amount decimal(18, 2), labour_amount decimal(18, 2),
            overtime_amount decimal(18, 2), management_amount decimal(18, 2),
            vendor_amount decimal(18, 2), software_amount decimal(18, 2),
            automation_amount decimal(18, 2), overhead_amount decimal(18, 2),
            idle_amount decimal(18, 2), transition_amount decimal(18, 2),
            demand_unit_count bigint, resolved_unit_count bigint,
            cost_per_unit_amount decimal(18, 4)
        );
        create table marts.cost_per_month (cost_month date, cost_amount decimal(18, 2));
        create table marts.sla_month (
            applied_month date, tier varchar, provider_id varchar, channel varchar,
            priority varchar, metric varchar, measured_count bigint, met_count bigint,
            target_met_count decimal(18, 6)
        );
        create table marts.file_findings (
            source_system varchar, table_name varchar, file_name varchar, finding_group varchar,
            finding_type varchar, column_name varchar, finding_count bigint, finding_text varchar
        );
        """
    )
    connection.executemany(
        f"insert into marts.cost_per_tier_month values ({', '.join('?' * 17)})", _cost_rows()
    )
    connection.execute(
        "insert into marts.cost_per_month "
        "select cost_month, sum(cost_amount) from marts.cost_per_tier_month group by 1"
    )
    connection.executemany(
        f"insert into marts.sla_month values ({', '.join('?' * 9)})", _sla_rows()
    )
    connection.executemany(
        f"insert into marts.file_findings values ({', '.join('?' * 8)})", FILE_FINDINGS
    )
    write_table(connection, "cost_per_tier_month_normalized", _normalized_rows())
    write_moved(connection)
    connection.close()


def _normalized_rows() -> list[dict[str, object]]:
    return [
        {
            "cost_month": month,
            "tier": tier,
            "cost_per_unit_amount": per_unit,
            "cost_per_unit_normalized_amount": round(per_unit * Decimal("1.02"), 4),
        }
        for month, tier, *_, per_unit in _cost_rows()
        if isinstance(month, date) and isinstance(per_unit, Decimal)
    ]


def _cost_rows() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for index in range(19):
        month = date(2025 + index // 12, index % 12 + 1, 1)
        part = Decimal("0.35") if index == 18 else Decimal(1)
        for tier, (name, units, cost) in TIERS.items():
            after = index >= 9 and tier in {"3", "4"}
            factor = Decimal("0.55") if after else Decimal(1)
            factor *= 1 + Decimal((index * 7 + len(name)) % 9 - 4) / 100
            total = (Decimal(cost) * factor * part).quantize(Decimal("0.01"))
            vendor = (total * Decimal("0.7") if after and tier == "3" else total * 0).quantize(
                Decimal("0.01")
            )
            bot = (total * Decimal("0.6") if after and tier == "4" else total * 0).quantize(
                Decimal("0.01")
            )
            software = (total * Decimal("0.06")).quantize(Decimal("0.01"))
            management = (total * Decimal("0.05")).quantize(Decimal("0.01"))
            idle = total if tier == "unallocated" else Decimal(0)
            zero = Decimal(0)
            if idle:
                software = management = zero
            labour = total - vendor - bot - software - management - idle
            count = int(units * (1 + (index % 5) / 50) * float(part))
            rows.append(
                (
                    *(month, tier, name, "USD"),
                    *(total, labour, zero, management, vendor, software, bot, zero, idle, zero),
                    *(count, count - count // 50, round(total / count, 4) if count else None),
                )
            )
    return rows


def _sla_rows() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for metric, ease in (("first_reply", 0), ("full_resolution", 2)):
        for p, priority in enumerate(PRIORITIES):
            for c, channel in enumerate(CHANNELS):
                if (priority, channel) == ("low", "phone"):
                    continue
                measured = 12 if (priority, channel) == ("urgent", "web_form") else 200 + 90 * c
                share = Decimal(76 + ease + (p * 7 + c * 11) % 23) / 100
                met = int(measured * share)
                if (priority, channel) == ("normal", "email"):
                    measured, met = 1000, 897
                for tier in ("1", "3"):
                    half = measured // 2
                    met_half = met // 2 if tier == "1" else met - met // 2
                    rows.append(
                        (
                            *(date(2026, 6, 1), tier, "own_team", channel, priority, metric),
                            *(half, min(met_half, half), Decimal(half) * Decimal("0.9")),
                        )
                    )
    return rows
