# Everything a newcomer, a developer and CI run. Each target sets up what it needs.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
JOBS ?= 3

.PHONY: demo playground test browser-test page same storms kill fuzz mutants audit bench rules pictures schemas check lint types setup lock clean

demo: $(READY)  ## index the sample minutes and answer questions about them
	@$(BIN)/minutebook demo

playground: $(READY)  ## see and try the whole bot in the browser, without Slack
	@$(BIN)/minutebook playground --open

test: $(READY)  ## run the tests, file by file, three at once as many wait; JOBS=0 one after the other
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

browser-test: $(READY)  ## the playground and the links in headless Chromium, where there is one
	@if command -v npm >/dev/null && [ ! -d playground/page/node_modules ]; then cd playground/page && npm ci --silent --ignore-scripts; fi
	$(BIN)/python -m pytest tests/browser -rs

page:  ## build the playground's page after changing playground/page/; needs node 20
	cd playground/page && npm ci --ignore-scripts && npm run build
	$(PYTHON) playground/page/seal.py

same: $(READY)  ## whether this tree behaves as BASE does: make same BASE=HEAD~1
	$(BIN)/python tests/same.py $(or $(BASE),HEAD)

storms: $(READY)  ## five hundred runs of digests through kills, lost replies and wrong clocks
	PYTHONPATH=tests:. $(BIN)/python tests/support/storm.py --runs 500 2>/dev/null

kill: $(READY)  ## a thousand processes killed while they write to a book
	PYTHONPATH=tests:. $(BIN)/python tests/support/kill.py --kills 1000

fuzz: $(READY)  ## made-up input for every door
	PYTHONPATH=tests:. $(BIN)/python -m support.fuzzing

mutants: $(READY)  ## small faults put into the core, to see whether a test notices
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[mutants]"
	$(BIN)/python tests/mutants.py

audit: $(READY)  ## known faults of the locked dependencies; needs the network
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[audit]"
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

bench: $(READY)  ## start-up, memory, publishing, syncing and questions by size, in one table
	PYTHONPATH=tests:. $(BIN)/python benchmarks/all.py

rules: $(READY)  ## the rows of language rules: how often each fits, which never do, which overlap
	$(BIN)/python benchmarks/rules.py

pictures: $(READY)  ## take the pictures of the playground anew; needs Chromium
	PYTHONPATH=tests/browser $(BIN)/python tests/browser/take_pictures.py

schemas: $(READY)  ## write docs/schemas/ anew after a change in commands/json/
	$(BIN)/python tests/json_schemas.py

check: lint types test  ## everything that CI runs

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

setup: $(READY)

# The environment is made again only when the locked dependencies change.
$(READY): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

lock:  ## after changing the ranges in pyproject.toml; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra semantic pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info
