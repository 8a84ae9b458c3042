# make            lists the targets
# make run        sets everything up and serves the portal at http://127.0.0.1:8000
# make test       runs all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
STATIC_STAMP := $(VENV)/.static

.DEFAULT_GOAL := help
.PHONY: help run test check bench mutation format clean demo-off address-matrix

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(BIN)/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(STATIC_STAMP): $(INSTALLED) $(shell find static -type f)
	$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

run: $(INSTALLED) $(STATIC_STAMP) ## Sets up everything and serves the portal with its worker (Ctrl-C ends it)
	@$(BIN)/python manage.py bootstrap
	@exec $(BIN)/python manage.py run --host $(HOST) --port $(PORT)

address-matrix: $(INSTALLED_DEV) ## Writes tests/address_matrix.txt anew: what each address gives each role
	WRITE_ADDRESS_MATRIX=1 $(BIN)/python -m pytest -q tests/test_address_matrix.py
	git diff --stat -- tests/address_matrix.txt

test: $(INSTALLED_DEV) ## Runs all tests, or those that ONLY chooses (make test ONLY="-k outbox"); lists what is skipped
	$(BIN)/python -m pytest -n auto $(ONLY)

check: $(INSTALLED_DEV) ## Format, lint, types of the pure modules, import direction, migrations, catalogue
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py check_catalogue

bench: $(INSTALLED_DEV) ## Measures speed as ratios to floors measured in the same run
	$(BIN)/python -m bench

mutation: $(INSTALLED_DEV) ## Breaks the rules one small thing at a time, to see that a test notices (PIECE=rules, PIECE=all)
	$(BIN)/python -m mutation $(PIECE)

format: $(INSTALLED_DEV) ## Formats the code and sorts the imports
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

demo-off: $(INSTALLED) ## Removes all made-up content (Exempeldata)
	$(BIN)/python manage.py remove_demo_cycle
	$(BIN)/python manage.py remove_example

clean: ## Removes the virtual environment, the collected static files and the local database
	rm -rf $(VENV) staticfiles var
