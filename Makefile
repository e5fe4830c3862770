# Each target sets up what it needs: Python 3.11, pip, and on Debian the packages named in tools/debian-packages.sh.
PY := .venv/bin/python
STAMP := .venv/.installed

.PHONY: demo test lint bench lock serve clean

$(STAMP): requirements.lock pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: $(STAMP)
	.venv/bin/clemency demo

lint: $(STAMP)
	.venv/bin/ruff check . && .venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/basedpyright

test: lint
	tools/debian-packages.sh
	$(PY) -m pytest -n 2

bench: $(STAMP)
	bench/run.sh

# uv resolves; the lock holds hashes and no registry address.
lock:
	.venv/bin/uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --universal -q -o requirements.lock
	! grep -nE '^(--|.* @ )|https?://' requirements.lock

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache
