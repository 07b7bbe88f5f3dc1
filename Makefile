# Two commands are enough: `make run` and `make test`. Python 3.11+ and make must be there.
PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
BIN := $(VENV)/bin
HOME_DIR ?= var/sample
DATA ?= ../shared/data
KERNEL := $(wildcard matcher/kernel/source/*) matcher/kernel/compiling.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test install install-test install-lint install-spark lint types imports test-slow check bench bench-service bench-bulk bench-quality bench-persons lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install ## serve matches on an embedded sample at 127.0.0.1:$(PORT)
	@$(BIN)/tallyman --home $(HOME_DIR) sample
	@$(BIN)/tallyman --home $(HOME_DIR) serve --port $(PORT)

test: install-test ## install and run the fast tests
	@$(BIN)/python -m pytest

install: $(VENV)/.run ## the command line at .venv/bin/tallyman
install-test: $(VENV)/.test
install-lint: $(VENV)/.lint
install-spark: $(VENV)/.spark
	@command -v java >/dev/null || { echo "Spark needs Java 17: apt-get install openjdk-17-jre-headless"; exit 1; }

lint: install-lint ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install-lint ## mypy --strict
	@$(BIN)/mypy

imports: install-lint ## the import contracts
	@$(BIN)/lint-imports

test-slow: install-spark ## the slow tests, Spark's among them, and those that read the real lists in $(DATA)
	@TALLYMAN_DATA=$(DATA) $(BIN)/python -m pytest -m "slow or data"

check: test lint types imports test-slow ## everything that CI runs

bench: bench-service

bench-service: install-test ## speed and memory of the service (LIST=, NAMES= your own files, CROWD= generated parties up to a number)
	@$(BIN)/python -m tests.bench.service $(if $(LIST),--list $(LIST)) $(if $(NAMES),--names $(NAMES)) $(if $(CROWD),--crowd $(CROWD))

bench-bulk: install-test ## names a second of `tallyman screen`, beside a plain Splink predict (CROWD= generated parties)
	@$(BIN)/python -m tests.bench.bulk $(if $(LIST),--list $(LIST)) $(if $(NAMES),--names $(NAMES)) $(if $(CROWD),--crowd $(CROWD))

bench-quality: install-test $(VENV)-logic-v2 ## the bars of the name model, beside logic-v2 and token_sort_ratio
	@$(BIN)/python -m tests.bench.quality --labels $(DATA)/gold/pairs_dev.csv.gz \
	  --names $(DATA)/clean_names/clean_names_dev.csv.gz \
	  --list $(DATA)/lists/ftm/organisations.ftm.json.gz --logic-v2 $(VENV)-logic-v2/bin/python \
	  --ofac $(DATA)/lists/us_ofac/consistent_2019 \
	  --later $(DATA)/lists/us_ofac/sdn_names_2026-07-11.json.gz $(if $(ONLY),--only $(ONLY))

bench-persons: install-test ## persons and vessels, beside token_sort_ratio
	@$(BIN)/python -m tests.bench.persons --ofac $(DATA)/lists/us_ofac/consistent_2019 \
	  --later $(DATA)/lists/us_ofac/sdn_names_2026-07-11.json.gz \
	  --un $(DATA)/lists/un/UN_consolidated_2026-02-27.xml

$(VENV)-logic-v2: # the baseline lives in an environment of its own
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip install --quiet "nomenklatura>=4.17,<5"

lock: ## write the pinned requirement files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q \
	  pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q \
	  pyproject.toml requirements/build.in --extra train --extra postgres --extra batch --group test -c requirements/run.txt -o requirements/test.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q \
	  pyproject.toml requirements/build.in --extra train --extra postgres --extra batch --extra spark --group test -c requirements/test.txt -o requirements/spark.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q \
	  --group lint -c requirements/test.txt -o requirements/lint.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q \
	  requirements/compiler.in -o requirements/compiler.txt

clean: ## remove the virtual environment and the sample's state
	rm -rf $(VENV) var

# A C compiler out of the package index, where the machine has none; without one the kernel is
# left out, and names are compared in Python.
.PHONY: compiler
compiler:
	-$(call install,--require-hashes -r requirements/compiler.txt)

# uv where it is there, else venv and pip: the same pinned files either way.
define install
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python $(1); \
	else $(BIN)/python -m pip install --quiet $(1); fi
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Tallyman needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml hatch_build.py $(KERNEL) | $(BIN)/python
	$(call install,--require-hashes -r requirements/run.txt)
	@command -v cc >/dev/null || command -v gcc >/dev/null || command -v clang >/dev/null || $(MAKE) --no-print-directory compiler
	$(call install,--no-deps --no-build-isolation --editable .)
	@test -e matcher/kernel/_kernel.so || echo "No C compiler was found: names are compared in Python, which gives the same answers slower."
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(call install,--require-hashes -r requirements/test.txt)
	@touch $@

$(VENV)/.spark: requirements/spark.txt $(VENV)/.test
	$(call install,--require-hashes -r requirements/spark.txt)
	@touch $@

$(VENV)/.lint: requirements/lint.txt $(VENV)/.test
	$(call install,--require-hashes -r requirements/lint.txt)
	@touch $@
