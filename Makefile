# Everything happens in .venv, made here from the locked requirements. Needs python3 (3.11 or later, with venv) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
LOCKED := --require-hashes --only-binary :all: --requirement
SOURCES := src evaluate training tests docs

unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint format docs pictures model gate bench locks clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## install onrecord, read the sample story, write demo/story.db and demo/report.html
	@$(BIN)/onrecord demo demo

test: lint ## check style and types, run all tests but the slow ones
	@$(BIN)/python -m pytest --quiet

test-all: lint ## as test, with the slow tests
	@$(BIN)/python -m pytest --quiet -m "slow or not slow"

lint: $(VENV)/.dev ## check style and types
	@echo "ruff and mypy ..."
	@$(BIN)/ruff check --quiet $(wildcard $(SOURCES))
	@$(BIN)/ruff format --quiet --check $(wildcard $(SOURCES)) || { echo "not formatted: run make format"; exit 1; }
	@$(BIN)/mypy --no-error-summary

format: $(VENV)/.dev ## put the code in its format
	@$(BIN)/ruff format --quiet $(wildcard $(SOURCES))

docs: $(VENV)/.run ## write docs/reference/cli.md from the program's own help
	@$(BIN)/python docs/make_cli.py

pictures: $(VENV)/.dev demo ## make the pictures of docs/img from the sample story (needs Chromium)
	@$(BIN)/python docs/make_pictures.py

model: $(VENV)/.training ## train, export and evaluate the model: make model DATA=FOLDER
	@test -n "$(DATA)" || { echo "give the folder of the training data: make model DATA=FOLDER"; exit 2; }
	@$(BIN)/python -m training.make "$(DATA)"

gate: $(VENV)/.run ## measure against the floors in evaluate/baseline.json
	@$(BIN)/python -m evaluate gate

bench: $(VENV)/.run ## measure speed and memory
	@$(BIN)/python -m evaluate bench

locks: $(VENV)/.locker ## resolve the requirements anew, for every platform at once
	@$(VENV)/.locker/bin/uv pip compile $(LOCKING) pyproject.toml requirements/build.in -o requirements/run.txt
	@$(VENV)/.locker/bin/uv pip compile $(LOCKING) pyproject.toml requirements/build.in \
		--extra dev --constraint requirements/run.txt -o requirements/dev.txt
LOCKING := --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make locks"

clean: ## remove what was made, .venv too
	@rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

# The stamps say what was installed; a changed lock or pyproject.toml installs again.
$(BIN)/python:
	@echo "making $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "onrecord needs Python 3.11 or later: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "python3 lacks venv: on Debian, apt-get install python3-venv"; exit 2; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "installing onrecord and what it needs, from requirements/run.txt ..."
	@$(PIP) $(LOCKED) requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "installing what the tests need, from requirements/dev.txt ..."
	@$(PIP) $(LOCKED) requirements/dev.txt
	@touch $@

# Not locked: which build of torch is right depends on the machine's accelerator.
$(VENV)/.training: pyproject.toml $(VENV)/.run
	@echo "installing what training needs ..."
	@$(PIP) --no-build-isolation --editable '.[training]'
	@touch $@

$(VENV)/.locker: | $(BIN)/python
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip --disable-pip-version-check install --quiet uv
