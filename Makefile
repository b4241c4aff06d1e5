.DEFAULT_GOAL := help
.PHONY: help setup lock run demo fmt lint types imports sdl schemas protection content test test-all laws coverage check bench migration clean

PYTHON ?= python3
BIN := .venv/bin
T ?=
N ?= 100
PARALLEL := -n auto --maxprocesses 8 --dist worksteal
# Tests start the program many times; without compiled modules each start takes a second more.
COMPILED := PYTHONDONTWRITEBYTECODE=

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/installed ## Install the program into .venv (also done by run and test)

# Modules are compiled when they are first imported, which takes less long than compiling them all.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

.venv/bin/python:
	@$(PYTHON) -m venv .venv

.venv/installed: requirements/runtime.txt pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes -r requirements/runtime.txt
	@$(PIP) --no-deps --editable .
	@touch $@

# What the program needs is among what the tests need, and so installed with it in one go.
.venv/tests: requirements/test.txt pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes -r requirements/test.txt
	@$(PIP) --no-deps --editable .
	@touch .venv/installed $@

.venv/tools: requirements/dev.txt .venv/tests
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

lock: ## Pin everything anew, from requirements/*.in
	scripts/lock.sh

run: .venv/installed ## Serve on http://127.0.0.1:8000, with the embedded database
	@$(BIN)/eksportklar serve

demo: .venv/installed ## Create made-up companies: make demo N=100
	@$(BIN)/eksportklar demo $(N)

fmt: .venv/tools ## Format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: .venv/tools ## Check formatting and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/tools ## Check types, with both checkers
	$(BIN)/mypy
	$(BIN)/pyright -p pyproject.toml

imports: .venv/tools ## Check who imports whom
	$(BIN)/lint-imports

sdl: .venv/installed ## Rewrite schema/schema.graphql from the code
	$(BIN)/python -m scripts.write_sdl

schemas: .venv/installed ## Rewrite content/json_schema and docs/brief.schema.json from the code
	$(BIN)/python -m scripts.write_content_schema
	$(BIN)/python -m scripts.write_brief_schema

protection: .venv/installed ## Rewrite docs/data-protection.md from the tables
	$(BIN)/python -m scripts.write_data_protection

content: .venv/installed ## Check the content
	$(BIN)/eksportklar content check

test: .venv/tests ## Run the tests but the long ones, of very many cases a part; T=path runs one file, all of it
	$(COMPILED) EKSPORTKLAR_TEST_PARTS=$(if $(T),no,yes) $(BIN)/pytest $(PARALLEL) $(T)

test-all: .venv/tests ## Run all tests with all their cases
	$(COMPILED) $(BIN)/pytest $(PARALLEL)

laws: .venv/tests ## Try all examples of the laws, of which test tries every tenth
	$(COMPILED) EKSPORTKLAR_TEST_LAWS=whole $(BIN)/pytest $(PARALLEL) -m "law or hypothesis"

coverage: .venv/tools ## Run the tests and hold them to their coverage
	$(COMPILED) scripts/coverage.sh

check: lint types imports content ## Everything else that must pass before a merge
	$(BIN)/python -m scripts.write_sdl --check
	$(BIN)/python -m scripts.write_content_schema --check
	$(BIN)/python -m scripts.write_brief_schema --check
	$(BIN)/python -m scripts.write_data_protection --check

bench: .venv/tools ## Time the engine, and say what protection leaves to see; not part of the tests
	$(BIN)/python -m bench.engine
	$(BIN)/python -m bench.bounds
	$(BIN)/python -m bench.many
	$(BIN)/python -m bench.disclosure
	$(BIN)/python -m bench.cells

migration: .venv/tools ## New migration: make migration M="add county to companies"
	$(BIN)/python -m scripts.new_migration "$(M)"

clean: ## Remove what was installed and generated, but no data
	rm -rf tests/api/identity/provider/node_modules
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* *.egg-info
