# make demo   set up, build the graph, answer the main questions, write the site out/site/index.html
# make test   set up and run the tests
# make check  format, lint, types, layers, tests

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
.DEFAULT_GOAL := help
.PHONY: help setup browser demo test check format lint types layers ontology-page pictures clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) browser ## make everything needed in .venv

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "zonegraph needs Python 3.11 or later; run: make PYTHON=python3.11 setup")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[article,pictures,remote,columnar,spark,serve,dev]'
	@touch $@

# For tests alone: a browser, a SPARQL server, and Java for Spark; the program itself needs none of them.
browser:
	@if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk' && command -v virtuoso-t >/dev/null && command -v java >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
			chromium fonts-noto-cjk fontconfig virtuoso-opensource-7 default-jre-headless procps >/dev/null; \
	else echo "not root, or no apt-get: tests that need them are skipped (chromium, fonts-noto-cjk, virtuoso-opensource-7, default-jre-headless)"; fi

demo: setup ## build the Changzhi graph, answer the main questions, write the site out/site/index.html
	@echo '== The graph, built through its door'
	@$(BIN)/zonegraph build out/store
	@echo; echo '== Which enterprises anchor which clusters: stated beside computed, with the span that says so'
	@$(BIN)/zonegraph --store out/store anchors
	@echo; echo '== Why: the reasons for one enterprise, and who would be missed most'
	@$(BIN)/zonegraph --store out/store anchors --explain 中科潞安
	@$(BIN)/zonegraph --store out/store whatif -n 5
	@echo; echo '== Which of the ten ones each cluster and industry has, by what, and which it lacks'
	@$(BIN)/zonegraph --store out/store gaps
	@echo; echo '== What each group company is for'
	@$(BIN)/zonegraph --store out/store query group-companies
	@echo; echo '== Which annual targets the completion rates imply'
	@$(BIN)/zonegraph --store out/store query implied-targets
	@echo; echo '== Which parts do not add up to their total'
	@$(BIN)/zonegraph --store out/store query totals-and-parts
	@echo; echo '== The site: open it in a browser, no network needed'
	@$(BIN)/zonegraph --store out/store site out/site

test: setup ## run the tests
	$(BIN)/python -m pytest

check: format lint types layers test ## everything that must pass before a commit

format: setup ## formatting, checked
	$(BIN)/ruff format --check .

lint: setup ## lint
	$(BIN)/ruff check .

types: setup ## static types
	$(BIN)/mypy

layers: setup ## layers, kept by import-linter
	$(BIN)/lint-imports

ontology-page: setup ## write docs/ontology.html anew
	$(BIN)/python docs/make_ontology_page.py

pictures: setup ## take the pictures of the README anew
	$(BIN)/python docs/make_pictures.py

clean: ## remove what the other targets made
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
