# The plain commands behind these targets are in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE := corpus/releases/2023-11-ciie-g60.de.txt

.PHONY: demo test check clean

# Each stamp stands for one set of installed extras; a change of pyproject.toml renews it.
$(VENV)/core.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/all.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all,test]'
	touch $@ $(VENV)/core.stamp

demo: $(VENV)/core.stamp
	mkdir -p out
	$(BIN)/g60translate translate $(RELEASE) --to en --force \
		-o out/2023-11-ciie-g60.en.txt --report out/2023-11-ciie-g60.en.html

test: $(VENV)/all.stamp
	$(BIN)/python -m pytest

check: $(VENV)/all.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache
