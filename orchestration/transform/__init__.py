"""From landed rows to marts: dbt, started inside this process."""
