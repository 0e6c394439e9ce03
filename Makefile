# The few commands of the project; `make help` lists them.
SHELL := /bin/sh
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help install run reset check lint test soak bench measure messages

help: ## Show this list
	@echo "Usage: make <target>"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' Makefile

install: ## Make .venv and install from requirements.lock what is not there yet
	@sh .ci/install

run: install ## Start the demo with its worker: make run [PORT=8000]; Ctrl-C ends it
	@exec $(BIN)/python -m skillsbank demo --port $(PORT)

reset: ## Delete the demo's data and its key; the next start begins afresh
	@rm -rf instance
	@echo "The demo's data is gone; make run starts over."

check: lint test ## Run every check, then the tests

lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@git ls-files '*.py' | grep -v '/migrations/versions/' | while read -r file; do \
	  lines=$$(wc -l < "$$file"); [ "$$lines" -le 300 ] || { echo "$$file has $$lines lines; 300 are the limit" >&2; exit 1; }; \
	done

test: install ## Run the tests: make test [ARGS="tests/unit -x"]
	$(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

soak: install ## Run the long forms of the tests that have one
	SOAK=1 $(BIN)/python -m pytest -n 2 -m "slow or browser" $(ARGS)

bench: install ## Time the engine beside its peers, which it installs; the figures go to docs/benchmarks.md
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["bench"], sep="\n")' | \
	  $(BIN)/python -m pip --disable-pip-version-check install -q -r /dev/stdin
	$(BIN)/python -m matching bench --write docs $(ARGS)

measure: install ## Measure the ranking on ../shared/data/rjdb-dev; the figures go to docs/measure.txt
	$(BIN)/python -m matching evaluate --collection ../shared/data/rjdb-dev $(ARGS) > docs/measure.txt && cat docs/measure.txt

messages: install ## Collect the texts for translation, update the catalogues and compile them
	$(BIN)/pybabel -q extract -F pyproject.toml -k _l --omit-header --no-location --sort-output -o skillsbank/translations/messages.pot .
	@for catalogue in skillsbank/translations/*/LC_MESSAGES/messages.po; do \
	  $(BIN)/pybabel -q update -N -w 120 -i skillsbank/translations/messages.pot -o "$$catalogue" \
	    -l "$$(echo "$$catalogue" | cut -d/ -f3)"; \
	done
	@$(BIN)/pybabel -q compile -d skillsbank/translations
