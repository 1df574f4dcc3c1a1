# The plain commands behind these targets are in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE := corpus/releases/2023-11-ciie-g60.de.txt

# Tests side by side: make test JOBS=4
JOBS ?= 2

BASELINE := eval/baselines/press.de-en.json

.PHONY: demo serve test check docs quality baseline bench clean

# Each stamp stands for one set of installed extras; a change of pyproject.toml renews it.
$(VENV)/core.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/web.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[web]'
	touch $@ $(VENV)/core.stamp

$(VENV)/all.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all,test]'
	touch $@ $(VENV)/core.stamp $(VENV)/web.stamp

# The young model makes errors, and says so; to show it is no failure.
demo: $(VENV)/core.stamp
	mkdir -p out
	$(BIN)/g60translate translate $(RELEASE) --to en --force --fail-on never \
		-o out/2023-11-ciie-g60.en.txt --report out/2023-11-ciie-g60.en.html
	$(BIN)/g60translate translate eval/sets/seed.en --format text --from en --to de --force \
		--fail-on never -o out/2023-11-ciie-g60.de.txt --report out/2023-11-ciie-g60.de.html

# The page and the APIs on this machine; Ctrl+C stops it. The glossary page edits this checkout's file.
# Options: make serve SERVE='--port 8061'
serve: $(VENV)/web.stamp
	$(BIN)/g60translate serve --open --glossary glossary/g60.csv $(SERVE)

test: $(VENV)/all.stamp
	$(BIN)/python -m pytest -n $(JOBS)

check: $(VENV)/all.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

# The reference of the public names; a name without a docstring is an error.
docs: $(VENV)/all.stamp
	$(BIN)/python docs/reference.py out/docs

# Ends with 5 (make: an error) if the shipped model got worse; docs/ci.md explains the summary.
quality: $(VENV)/core.stamp
	mkdir -p out
	rm -f out/quality.*
	$(BIN)/g60translate eval press --pair de-en --against $(BASELINE) --reuse -o out/quality.json \
		--html out/quality.html --junit out/quality.xml --markdown out/quality.md >/dev/null; \
	status=$$?; test ! -f out/quality.md || cat out/quality.md; exit $$status

# From a state that you trust: what is measured now is what later states are held against.
baseline: $(VENV)/core.stamp
	mkdir -p out $(dir $(BASELINE))
	$(BIN)/g60translate eval press --pair de-en -o out/baseline.json --html out/baseline.html
	$(BIN)/g60translate eval baseline set out/baseline.json $(BASELINE)

# About 15 minutes; the peers are installed into out/bench-venv, which takes a while the first time.
bench: $(VENV)/all.stamp
	$(BIN)/python eval/bench/bench.py
	$(BIN)/python eval/bench/growth.py
	$(BIN)/python eval/bench/serve.py
	$(BIN)/python eval/bench/batch.py

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache
