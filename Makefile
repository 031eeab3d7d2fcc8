# `make demo` and `make test` are all a newcomer needs; each makes the environment when it is not there.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEMO := demo/penguins

.PHONY: demo test quick check bench dev format lint types wheel clean

demo: $(READY)
	$(BIN)/scic build specs/penguins.sci --out $(DEMO)
	cd $(DEMO) && for step in explore train evaluate interpret export seeds report; do \
		$(CURDIR)/$(BIN)/python $$step.py || exit 1; done
	@echo
	@echo "the report: $(CURDIR)/$(DEMO)/runs/main/report.html"

# Two processes of one thread each: the tests train small networks, which more threads only slow down.
test: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup

quick: lint types
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 -m "not slow" tests/compiler tests/grammar

check: lint types wheel test

lint: $(READY)
	$(BIN)/ruff format --check compiler backends tests bench setup.py
	$(BIN)/ruff check compiler backends tests bench setup.py
	$(BIN)/scic fmt --check specs
	$(BIN)/scic lint specs

types: $(READY)
	$(BIN)/mypy -p scic

wheel: $(READY)
	$(BIN)/python tests/release/wheel.py

bench: $(READY)
	$(BIN)/python -m bench

format: $(READY)
	$(BIN)/ruff check --fix --quiet compiler backends tests bench setup.py
	$(BIN)/ruff format --quiet compiler backends tests bench setup.py

dev: $(READY)

# The tree is imported as `scic`; mypy follows links, since it does not read the finder of an editable install.
$(READY): pyproject.toml setup.py
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'scic needs Python 3.11 or newer')"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --editable ".[dev]"
	mkdir -p .links/scic
	for folder in grammar compiler backends; do ln -sfn ../../$$folder .links/scic/$$folder; done
	touch $(READY)

clean:
	rm -rf .venv .links demo build dist *.egg-info
