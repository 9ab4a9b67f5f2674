# Needs make and one Python of 3.11 or newer with pip and venv; everything else goes into $(VENV), pinned by hash.

VENV ?= .venv
JOBS ?= 3
CANDIDATES := python3.11 python3.12 python3.13 python3.14 python3 python $(wildcard $(HOME)/.pyenv/versions/*/bin/python)
FITS := import sys; sys.exit(sys.version_info < (3, 11) or sys.implementation.name != "cpython")
ifndef PYTHON
PYTHON := $(shell for p in $(CANDIDATES); do "$$p" -c '$(FITS)' 2>/dev/null && echo "$$p" && break; done)
endif

READY := $(VENV)/.ready
IN := $(VENV)/bin/python -m
# Tests start hundreds of processes: Python must keep the bytecode of what they import, whatever the environment says, and
# OpenBLAS must not start threads in each, as it does not in the processes of `shequn`.
TESTED := env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX="$$(cd $(VENV) && pwd)/bytecode" OPENBLAS_NUM_THREADS=1 \
	$(IN) pytest
PIP := $(IN) pip install --disable-pip-version-check
SLOW_MINUTES := 40
EXPLORE ?= --explore quick
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: demo test slow test-all-pythons lint bench requirements clean
.DELETE_ON_ERROR:

demo: $(READY)  ## compare three strategies with equal growth spending, twenty seeds each, and explore what turns it (make demo EXPLORE= is quicker)
	@mkdir -p results/demo
	$(VENV)/bin/shequn compare xiaomi_200k traffic_mall_200k huang_taiji --seeds 20 $(EXPLORE) --out results/demo/report.html

test: $(READY)  ## the tests, without the slow ones
	$(TESTED) -n $(JOBS) --dist loadfile --no-loadscope-reorder

slow: $(READY)  ## the slow tests only
	@echo "The slow tests take about $(SLOW_MINUTES) minutes on two cores."
	$(TESTED) -m slow -n $(JOBS) --dist loadfile --no-loadscope-reorder --durations=15

lint: $(READY)  ## style, types, and the direction of imports
	$(IN) ruff check .
	$(IN) mypy
	$(IN) pytest -q tests/contracts/test_imports.py

bench: $(READY)  ## how fast it is here
	$(VENV)/bin/shequn bench

# One environment for each minor version that this machine has, in .venvs/.
test-all-pythons:
	@seen=; for p in $(CANDIDATES); do \
		"$$p" -c '$(FITS)' 2>/dev/null || continue; \
		v=$$("$$p" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		case " $$seen " in *" $$v "*) continue;; esac; seen="$$seen $$v"; \
		echo "== Python $$v"; $(MAKE) --no-print-directory test PYTHON="$$p" VENV=".venvs/$$v" || exit 1; \
	done; test -n "$$seen" || { echo "No Python of 3.11 or newer was found." >&2; exit 1; }; echo "Passed on:$$seen"

# One package has no wheel; what builds it must be there first, and is pinned too.
$(READY): requirements-build.txt requirements.txt pyproject.toml setup.py
	@test -n "$(PYTHON)" || { echo "No Python of 3.11 or newer was found; say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "== 1 of 4: create the environment $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv --clear $(VENV)
	@echo "== 2 of 4: install the build tools of requirements-build.txt"
	@$(PIP) --require-hashes -r requirements-build.txt
	@echo "== 3 of 4: install the packages of requirements.txt (a minute or two on a new machine)"
	@$(PIP) --require-hashes --no-build-isolation -r requirements.txt
	@echo "== 4 of 4: install Shequn itself, as a link to this folder"
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

requirements:  ## pin anew; needs uv
	uv $(COMPILE) --upgrade --extra dev pyproject.toml --output-file requirements.txt
	uv $(COMPILE) --upgrade --group build --output-file requirements-build.txt

clean:
	rm -rf $(VENV) .venvs build dist *.egg-info .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
