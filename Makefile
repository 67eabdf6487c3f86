# The service office. `make` alone lists what can be done.
VENV ?= .venv
PORT ?= 8000
ARGS ?=
PY = $(VENV)/bin/python
# The first Python that really runs and is new enough: a name on PATH may be an empty promise.
SYSTEM_PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
export PORT PYTHONUNBUFFERED = 1
export DJANGO_SETTINGS_MODULE = gasservice.settings

.DEFAULT_GOAL = help
.PHONY: help run test lint manage messages lock clean

help: ## List what can be done
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/installed ## Set up everything and open the service office at http://localhost:8000 (PORT=8001 for another port)
	@$(PY) -m gasservice.embedded run

test: $(VENV)/installed-dev ## Set up everything and run the whole suite (ARGS="tests/standards -k holiday" for a part)
	@$(PY) -m pytest $(ARGS)

lint: $(VENV)/installed-dev ## Check style, the import rule, templates and migrations
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	@$(PY) -m gasservice.embedded manage makemigrations --check --dry-run

manage: $(VENV)/installed ## Run a command of Django: make manage ARGS="shell"
	@$(PY) -m gasservice.embedded manage $(ARGS)

messages: $(VENV)/installed ## Collect the texts to translate and compile the three languages
	@$(PY) -m gasservice.embedded manage messages extract
	@$(PY) -m gasservice.embedded manage messages compile

lock: $(VENV)/installed-dev ## Make requirements.txt and requirements-dev.txt anew from pyproject.toml
	@$(PY) deploy/lock.py

clean: ## Remove the environment and the embedded servers with all they hold
	rm -rf $(VENV) "$$(readlink -f .run/postgres)" .run

$(VENV)/bin/python:
	@test -n "$(SYSTEM_PYTHON)" || { echo "Python 3.11 or later is needed; none was found on this machine."; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(SYSTEM_PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing libraries (a minute or two, the first time only) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what tests and linting need ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements-dev.txt
	@touch $@
