# fazhi-kg: `make demo` to see it work, `make test` to check it. Only Python (3.11 or later) and make are needed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := build/demo.kg
.DEFAULT_GOAL := help

.PHONY: bench-web help demo serve test lint unit bench bench-full clean

help:
	@echo "make demo    build the graph of the sample reports and ask it three questions"
	@echo "make serve   the same graph in the browser, on this machine only"
	@echo "make test    style, types, import rules and all tests"
	@echo "make bench   what it takes in time and memory, in under five minutes; make bench-full: in hours"
	@echo "make learn   learn from the annotated reports what characters say of an activity (data/activity_votes.tsv), and how much it helps"
	@echo "make bench-extract   how fast texts become graphs, beside jieba; FLAGS=--full measures 20 MB, REPORTS=FOLDER yours too"
	@echo "make fuzz    10,000 broken inputs: none may crash, take over 5 s or 500 MB; COUNT=500 for fewer"
	@echo "make clean   remove what these have made (not $(VENV))"

# What a user needs, and with [test] what the tests need. Made again when the dependencies change.
$(VENV)/.ready: pyproject.toml
	@echo "Setting up $(VENV): dependencies are downloaded once, this takes a minute or two ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "fazhi-kg needs Python 3.11 or later; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python has no venv module here; on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready
	@echo "Adding what the tests need ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

demo: $(VENV)/.ready
	@mkdir -p build
	$(BIN)/kg build data/sample -o $(DEMO)
	@echo; echo "1. Which acts are cited most?"
	$(BIN)/kg ask most-cited-acts -s $(DEMO)
	@echo; echo "2. Where exactly is the Work Safety Law cited?"
	$(BIN)/kg ask where-cited -s $(DEMO) --param act=安全生产法
	@echo; echo "3. How many penalties, and what fines?"
	$(BIN)/kg ask penalties -s $(DEMO)
	@echo
	@echo "Next: $(BIN)/kg ask --list                       all questions"
	@echo "      $(BIN)/kg build YOUR-REPORTS -o my.kg      the same for your own reports (.txt .docx .pdf .html .zip)"
	@echo "      make serve                                 the graph in your browser"

serve: $(VENV)/.ready
	@test -d $(DEMO) || $(MAKE) --no-print-directory demo
	$(BIN)/kg serve $(DEMO)

test: lint unit

lint: $(VENV)/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

unit: $(VENV)/.ready-test
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=90

# Fails where something is wrong, never where it is slow. NAMES="build startup" runs some only.
bench: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks --write BENCHMARKS.md $(NAMES)

bench-full: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks --full --write BENCHMARKS.md $(NAMES)

# Beside oxigraph serve, and rdflib-endpoint, which it installs into build/bench-env.
bench-web: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks.bench_web $(STORE)

.PHONY: bench-store kill-test ontology-html
# The twenty questions on stores of 1 and 5 million statements, beside oxigraph serve and rdflib (20 minutes, 4 GB of disk).
bench-store: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks.bench_store

# 200 builds killed at random moments (5 minutes).
kill-test: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks.kill

# The ontology as a page for people, by pyLODE.
ontology-html: $(VENV)/.ready-test
	@mkdir -p build
	$(BIN)/pylode ontology/fazhi.ttl -o build/ontology.html

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage htmlcov

.PHONY: bench-extract fuzz learn

bench-extract: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks.bench_extract $(FLAGS) $(REPORTS)

# Learns from the reports whose annotation is in tests/reports; scikit-learn is needed for nothing else.
learn: $(VENV)/.ready-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[learn]'
	$(BIN)/python -m tests.learning.activities --check
	$(BIN)/python -m tests.learning.activities

fuzz: $(VENV)/.ready-test
	$(BIN)/python -m tests.benchmarks.fuzz $(or $(COUNT),10000)
