"""A company with a few tiny declared tables, one per shape, and nothing else."""

from pathlib import Path
from typing import Any

import duckdb

from orchestration.landing.declarations import SourceTable, declared_tables
from orchestration.landing.intake import land
from orchestration.landing.outcomes import FileOutcome, LandingReport
from orchestration.project import Home

SOURCES = """
sources:
  - name: shop
    schema: raw_shop
    meta: {landing: {required: false}}
    tables:
      - name: orders
        config:
          meta:
            landing:
              files: "orders*.csv"
              shape: flat
              required: true
              signature: [order_id, amount]
              aliases: {order_id: [order no, "* reference"]}
        columns: [{name: order_id}, {name: amount}, {name: note}]
      - name: events
        config:
          meta:
            landing:
              files: "events*.ndjson*"
              shape: ndjson
              records: events
              signature: [id, sent]
              freshness_hours: 26
            expectations:
              - {type: ExpectColumnValuesToNotBeNull, kwargs: {column: id}}
        columns: [{name: id}, {name: sent}, {name: body}]
      - name: wages
        config:
          meta:
            landing:
              files: "wages*.csv"
              shape: sectioned
              signature: [last_name, gross]
              section_marker: "Employee Earnings"
              section_fields: {period: "payroll period", pay_day: "Pay day"}
              end_marker: "Payroll Totals"
              control_totals: [gross, taxes]
        columns: [{name: period}, {name: pay_day}, {name: last_name}, {name: gross}, {name: taxes}]
      - name: bills
        config:
          meta:
            landing:
              files: "bills*.csv"
              shape: grouped
              signature: [date, amount]
              group_column: vendor
              total_prefix: "Total for"
              grand_total: "TOTAL"
              control_totals: [amount]
        columns: [{name: vendor}, {name: date}, {name: num}, {name: amount}]
      - name: stock
        config:
          meta:
            landing:
              files: "stock*.xlsx"
              shape: xlsx
              signature: [item_id, amount]
        columns: [{name: item_id}, {name: amount}, {name: note}]
      - name: statements
        config:
          meta:
            landing:
              files: "statement*.xlsx"
              shape: xlsx
              sheet: Statement
              signature: [item_id, amount]
              total_prefix: "Total"
              control_totals: [amount]
              date_format: MM/DD/YYYY
        columns: [{name: item_id}, {name: amount}, {name: note}]
      - name: ubl
        config: {meta: {landing: {files: "ubl*.xml", shape: ubl}}}
        columns: [{name: row_kind}, {name: tax_exclusive_total}, {name: line_amount}]
      - name: cii
        config: {meta: {landing: {files: "cii*", shape: cii}}}
        columns: [{name: row_kind}, {name: tax_exclusive_total}, {name: line_amount}]
      - name: reports
        config:
          meta:
            landing:
              files: "reports*.csv"
              shape: preamble
              signature: [order_id, amount]
              total_prefix: "Total"
              control_totals: [amount]
        columns: [{name: order_id}, {name: amount}, {name: note}]
"""


class Shop:
    """A home with these tables; drops files, lands them and looks at what is there."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "home")
        self.staging = root / "staging"
        (self.staging / "shop").mkdir(parents=True)
        (self.staging / "shop" / "_shop__sources.yml").write_text(SOURCES, encoding="utf-8")
        self.home.prepare()
        self.folder = self.home.landing / "shop"
        self.folder.mkdir()

    @property
    def tables(self) -> list[SourceTable]:
        return declared_tables(self.staging)

    def drop(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def land(self) -> LandingReport:
        return land(self.home, self.tables)

    def land_one(self, name: str, content: str | bytes) -> FileOutcome:
        """Drop one file, land everything, and give what became of that file."""
        self.drop(name, content)
        return next(o for o in self.land().outcomes if o.file_name == f"shop/{name}")

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        connection = duckdb.connect(str(self.home.database))
        try:
            return connection.execute(query, list(parameters)).fetchall()
        finally:
            connection.close()

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that landed, without the times of landing."""
        tables = {f"raw_shop.{table.table}": "* exclude (_loaded_at)" for table in self.tables} | {
            "raw.files": "* exclude (loaded_at)",
            "raw.rejected_rows": "* exclude (loaded_at)",
        }
        return {
            name: self.rows(f"select {columns} from {name} order by all")
            for name, columns in tables.items()
        }
