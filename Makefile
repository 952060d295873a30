# Every target works from a clean clone: the environment is made first if it is missing or stale.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := 1

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: install  ## set everything up, write the sample company, run the night, publish
	$(BIN)/tierledger init --sample real
	$(BIN)/tierledger run
	@echo 'Open warehouse/published/current/site/owner.html in a browser, or run: $(BIN)/tierledger open'

test: install lint  ## lint, types and the tests, end-to-end runs included (more: thorough)
	$(BIN)/python -m pytest -m 'not thorough' --numprocesses auto --maxprocesses 4 --dist loadfile

thorough: install  ## further whole nights: other killed, blocked and corrected ones, late bills
	$(BIN)/python -m pytest -m thorough --numprocesses auto --maxprocesses 4 --dist loadfile

dev: install  ## open Dagster's pages: catalog, lineage, checks, schedule
	$(BIN)/tierledger dev

build: install landed  ## dbt build by hand, on what has been landed
	cd dbt_project && ../$(BIN)/dbt build

lint: install  ## format, lint, types, SQL and YAML style, layers
	$(BIN)/ruff format --check orchestration tests
	$(BIN)/ruff check orchestration tests
	$(BIN)/basedpyright
	$(BIN)/yamllint dbt_project
	WAREHOUSE_PATH=:memory: $(BIN)/sqlfluff lint --processes 0 --disable-progress-bar dbt_project/models dbt_project/tests
	cd dbt_project && WAREHOUSE_PATH=:memory: ../$(BIN)/dbt --quiet parse
	$(BIN)/dbt-bouncer run --config-file dbt_project/dbt-bouncer.yml

bench: install  ## night, landing, allocation, SLAs, comparisons against their bare counterparts
	$(BIN)/python -m tests.bench.nightly
	$(BIN)/python -m tests.bench.landing
	$(BIN)/python -m tests.bench.allocation
	$(BIN)/python -m tests.bench.service
	$(BIN)/python -m tests.bench.comparison

evaluate: install  ## the statistics on companies with a known truth: writes docs/evaluation.md
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.evaluation

fuzz: install  ## ten thousand fuzzed files through every reader, ten thousand companies priced
	TIERLEDGER_FUZZ_EXAMPLES=110 RANDOM_COMPANY_BATCHES=5 $(BIN)/python -m pytest -q \
		tests/landing/test_fuzzed_exports.py tests/landing/test_fuzzed_rows.py \
		tests/landing/test_fuzzed_documents.py \
		tests/cost/test_random_companies.py

definitions: install  ## what every published table and column means: writes docs/definitions.md
	cd dbt_project && WAREHOUSE_PATH=:memory: ../$(BIN)/dbt --quiet parse
	$(BIN)/python -m tests.docs.definitions

readers-check: install  ## whether DuckDB 1.4 reads releases while nights publish (own environment)
	$(BIN)/python -m tests.readers

superset-check: install  ## whether Superset shows the release's numbers (own environment, 900 MB)
	$(BIN)/python -m tests.superset

docs: install landed  ## dbt's documentation as one page: warehouse/build/target/static_index.html
	cd dbt_project && ../$(BIN)/dbt docs generate --static --target-path ../warehouse/build/target

landed:
	@test -f warehouse/build/tierledger.duckdb || \
		{ echo 'Nothing has landed here yet: make demo, or .venv/bin/tierledger run, comes first.'; exit 1; }

lock:  ## resolve requirements/requirements.in anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --override requirements/overrides.txt \
		requirements/requirements.in -o requirements/requirements.txt

install: .venv/.installed

.venv/.installed: requirements/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.PHONY: help demo test thorough dev build lint bench evaluate fuzz definitions readers-check superset-check docs landed lock install
