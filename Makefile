# Two targets do all the set-up on a machine that has Python 3.11 or later and make:
#   make demo    install into .venv, extract the example articles, show one of them
#   make test    install with the test tools, run the linters, the type checker and the tests
#   make compiled  make the slowest modules native, in place: one and a half times as fast; two minutes
#   make pure    back to the Python source, for instance to change it
#   make system  on Debian, as root: the programs that some tests start (a browser, PostgreSQL, Java); they skip without
#   make model   train the models anew from all annotated documents that are there
#   make accuracy  measure the whole pipeline on documents that its models have not seen; some time
#   make site    build the documentation as a site in build/site
#   make fuzz    look for bytes that raise untyped errors, MINUTES=10 long
#   make bench   measure: characters a second beside other libraries, cold start, memory; some ten minutes
PYTHON ?= python3

BIN := .venv/bin
ARTICLES := $(wildcard examples/articles/*.txt)
SHOWN := examples/articles/newspaper-page.txt
# An edited source would not be seen beside a compiled one: only make compiled compiles.
PIP_INSTALL := CNREPORT_NATIVE=0 $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DELETE_ON_ERROR:
.PHONY: help demo test compiled pure system model accuracy site bench fuzz clean

help:
	@sed -n 's/^#   //p' Makefile

demo: build/demo.jsonl
	$(BIN)/cnreport show $(SHOWN)
	@echo
	@echo "All $(words $(ARTICLES)) articles are in build/demo.jsonl, one report a line."

build/demo.jsonl: $(ARTICLES) .venv/installed
	@mkdir -p build
	$(BIN)/cnreport extract examples/articles -o $@

test: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

compiled: .venv/installed
	CNREPORT_NATIVE=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .

pure:
	find cnreport -name '*.so' -delete
	rm -f cnreport__mypyc*.so

SYSTEM := chromium fonts-noto-cjk postgresql default-jre-headless
system:
	@dpkg --status $(SYSTEM) >/dev/null 2>&1 || { \
	  apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends $(SYSTEM); }

# What is annotated: corpora/annotated; the development articles and the reports of corpora/excerpts, where they lie beside
# the checkout; the folders that EXTRA names. REPORTS is another folder of reports.
DEVELOPMENT := $(wildcard ../shared/eval/gold/dev)
DOCUMENTS = $(addprefix --extra ,$(DEVELOPMENT) $(EXTRA)) $(if $(REPORTS),--reports $(REPORTS))

model: .venv/installed
	$(PIP_INSTALL) --editable '.[train]'
	$(BIN)/python models/train.py $(DOCUMENTS)

WORKERS ?= 2
accuracy: .venv/installed
	$(PIP_INSTALL) --editable '.[train]'
	$(BIN)/python models/held_out.py $(DOCUMENTS) --workers $(WORKERS)

site: .venv/installed
	$(PIP_INSTALL) --editable '.[docs]'
	$(BIN)/mkdocs build --strict

bench: .venv/installed .venv-peers/installed
	$(BIN)/python bench/throughput.py

# What others' libraries need does not go together with ours. Where they cannot be had, bench says so and goes on.
.venv-peers/installed: | .venv/bin/python
	$(PYTHON) -m venv .venv-peers
	-.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check jionlp==1.5.31 'emoji<1.7' && touch $@
	-.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check recognizers-text-number-with-unit==1.0.2a2 || rm -f $@

MINUTES ?= 10
fuzz: .venv/installed-test
	$(PIP_INSTALL) atheris
	$(BIN)/python -m fuzz.fuzz_pipeline --minutes $(MINUTES)

clean: pure
	rm -rf .venv .venv-peers build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The stamps make a second run skip what is done; a change of the dependencies installs again.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "cnreport needs Python 3.11 or later, and $(PYTHON) is older: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP_INSTALL) --editable .
	@touch $@

.venv/installed-test: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP_INSTALL) --editable '.[test]'
	@touch $@ .venv/installed
