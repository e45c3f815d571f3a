# Everything is done by these commands; each installs what it needs into .venv first.
PYTHON ?= python3
BIN := .venv/bin
BASE ?= origin/main
INSTALLED := .venv/.installed

.PHONY: site serve check report desk links test bench lighthouse profile lint format lock clean

site: $(INSTALLED) ## build the site into site/
	$(BIN)/casebook site

serve: $(INSTALLED) ## show the site on 127.0.0.1 and rebuild it on each change
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

check: $(INSTALLED) ## check the cards alone; FORMAT=github or FORMAT=json for a workflow or a program
	@$(BIN)/casebook check $(if $(FORMAT),--format $(FORMAT))

report: $(INSTALLED) ## tell as Markdown what differs for readers from the commit or branch BASE
	@$(BIN)/casebook report $(BASE)

desk: $(INSTALLED) ## show what an editor should look at next
	@$(BIN)/casebook desk

links: $(INSTALLED) ## ask every web address whether it still answers
	@$(BIN)/casebook links

test: $(INSTALLED) lint ## lint, type-check and run all tests
	$(BIN)/python tests/chromium.py
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

bench: site ## time checks and builds beside MkDocs alone; OPTIONS="--large --compare old.json"
	$(BIN)/python -m bench $(OPTIONS)
	$(BIN)/python -m bench.overview
	$(BIN)/python -m bench.search
	$(BIN)/python -m bench.sheets

lighthouse: site ## print Lighthouse's scores of the main pages; needs Node 18 or newer
	npm install --no-save --no-audit --no-fund --silent --prefix .cache/lighthouse lighthouse@12.8.2
	$(BIN)/python -m bench.lighthouse

profile: $(INSTALLED) ## show what the build of 500 cards spends its time on, stage by stage
	$(BIN)/python -m bench.stages $(OPTIONS)

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(INSTALLED) ## pin what pyproject.toml asks for, at today's versions
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade \
		--no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

clean: ## remove what the commands above made
	rm -rf site .venv .cache .pytest_cache .mypy_cache .ruff_cache
