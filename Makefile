# Two commands do everything on a machine with Python >= 3.11 and make:
#   make demo   analyse the example document without a key
#   make test   every check: style, types, layers, tests

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ROOMS := agents cache cli documents orchestration prompts reports
SOURCES := $(shell find $(ROOMS) src/docpanel/__init__.py src/docpanel/errors.py -type f ! -name '*.pyc') \
	pyproject.toml constraints.txt
EXAMPLE := examples/faa-737max-proposed-rule-2020.pdf

.PHONY: demo test bench clean

demo: .venv/core.installed
	@mkdir -p demo-report
	@for ending in html md json csv; do \
		$(BIN)/analyze --model offline --quiet --force $(EXAMPLE) -o demo-report/report.$$ending || exit; done
	@$(BIN)/analyze --model offline --ask "What does it cost an operator on average?" $(EXAMPLE)
	@echo
	@echo "The full reports: demo-report/report.html (open it in a browser), .md, .json, .csv"
	@echo "With a key:       OPENAI_API_KEY=... $(BIN)/analyze --model gpt-4o-mini FILE"

test: .venv/dev.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: .venv/dev.installed
	$(BIN)/python benchmarks/parallel.py
	$(BIN)/python benchmarks/evidence.py
	$(BIN)/python benchmarks/contradictions.py
	$(BIN)/python benchmarks/arithmetic.py
	$(BIN)/python benchmarks/synthesis.py

clean:
	rm -rf .venv demo-report dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "docpanel needs Python 3.11 or newer; set PYTHON=/path/to/python" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/core.installed: $(SOURCES) | .venv/bin/python
	@echo "installing docpanel and its libraries, about a minute ..."
	$(PIP) install --quiet --constraint constraints.txt .
	@touch $@

.venv/dev.installed: $(SOURCES) | .venv/bin/python
	$(PIP) install --quiet --constraint constraints.txt '.[all,dev]'
	@touch $@
