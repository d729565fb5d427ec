# Everything a contributor runs. Each target sets up what it needs in .venv.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint types imports unit browser bench site clean

$(VENV)/.base: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.base
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,parquet,people,site]'
	touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

# The main job on real content: check it, then show what changed between two releases.
demo: $(VENV)/.base
	$(BIN)/goldline check --rev HEAD
	$(BIN)/goldline diff image-caption@1.0.0 image-caption@2.0.0 --limit 5 --fail-on never

# All that must pass before a change is merged.
test: lint types imports unit

check: test

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

unit: $(VENV)/.dev browser
	$(BIN)/pytest -n auto

# The tests of the site look at it in a real browser.
browser:
	tests/tools/find-or-install-browser

# Whole-process figures as ratios, printed as a table.
bench: $(VENV)/.bench
	PYTHONPATH=toolkit:tests $(BIN)/python -m benchmarks

# The site, in ./public: open public/index.html.
site: $(VENV)/.dev
	$(BIN)/goldline site build --folder public

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
