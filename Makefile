# 部门预算公开查询平台: `make demo` and `make test` are all it takes.
SHELL := /bin/bash
PY := .venv/bin/python
export PYTHONUNBUFFERED := 1

.PHONY: demo load serve test test-long test-kills check lint samples score bench bench-parse audit clean

.venv/.run: requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	.venv/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

demo: load serve  ## everything, then serve on 127.0.0.1:8000 (PORT changes it)

load: .venv/.run  ## everything but serving
	@$(PY) manage.py fetch_chart_js
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_codes
	@$(PY) manage.py ingest samples/reports --manifest samples/manifest.csv --publish

serve: .venv/.run
	@$(PY) manage.py serve_demo

test: .venv/.dev  ## the whole suite, on SQLite and, where a server is there, on PostgreSQL
	@$(PY) manage.py fetch_chart_js
	$(PY) -m pytest -m "not long" -n auto --dist loadfile
	@if [ -n "$$TEST_DATABASE_URL" ]; then \
	  DATABASE_URL="$$TEST_DATABASE_URL" $(PY) -m pytest -m "not long" -n auto --dist loadfile tests/budgets tests/ingest tests/bench tests/acceptance tests/browser/test_staff_walk.py --ignore tests/ingest/parser --ignore tests/ingest/reading --ignore tests/ingest/checks; \
	else echo "PostgreSQL: skipped (set TEST_DATABASE_URL=postgres://user@host/db to run the suite on it too)"; fi

test-long: .venv/.dev  ## what takes minutes
	$(PY) -m pytest -m long

ROUNDS ?= 10
test-kills: .venv/.dev  ## workers, web processes and databases killed, ROUNDS times in a row
	@[ -n "$$TEST_DATABASE_URL" ] || echo "PostgreSQL: skipped for workers (set TEST_DATABASE_URL=postgres://user@host/db)"
	@for round in $$(seq $(ROUNDS)); do \
	  begun=$$SECONDS; $(PY) -m pytest -x tests/ingest/test_workers.py tests/operation/test_faults.py || exit 1; \
	  echo "round $$round of $(ROUNDS): $$((SECONDS - begun)) s"; \
	done

lint: .venv/.dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

check: lint  ## what CI checks beside the tests
	$(PY) manage.py makemigrations --check --dry-run
	PORTAL_MODE=production SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=example.org \
	  DATABASE_URL=sqlite://:memory: $(PY) manage.py check --deploy --fail-level WARNING

samples: .venv/.dev  ## typeset the sample reports anew (needs a CJK font)
	$(PY) -m samples.generator

score: .venv/.run  ## the reader against the known truth
	$(PY) ../shared/score/score.py --corpus ../shared/corpus/seeds --cmd '$(PY) manage.py parse_report'
	$(PY) ../shared/score/score.py --corpus ../shared/corpus/pdf --cmd '$(PY) manage.py parse_report'
	$(PY) ../shared/score/real.py --cmd '$(PY) manage.py parse_report' ../shared/corpus/real

.venv-bench/.done: requirements-bench.txt
	python3 -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

bench: .venv/.run  ## speed at a province's size, as ratios (docs/performance.md says what it needs)
	@$(MAKE) --silent .venv-bench/.done || echo "# .venv-bench is incomplete: what needs it is not measured"
	@$(PY) -m bench
	@$(PY) manage.py bench_parse | tail -n 1

bench-parse: .venv/.run  ## the reader's speed as a multiple of plain pdfplumber's
	$(PY) manage.py bench_parse

audit: .venv/.dev  ## known vulnerabilities of the pinned libraries; says so where the advisory service can't be reached
	@found=$$(.venv/bin/pip-audit --requirement requirements.txt --no-deps --disable-pip --progress-spinner off 2>&1); \
	status=$$?; echo "$$found" | tail -n 40; \
	if grep -q "could not be audited" <<<"$$found" || { [ $$status -ne 0 ] && ! grep -q "known vulnerabilit" <<<"$$found"; }; then \
	  echo "audit: the advisory service can't be reached, or does not know the libraries above: nothing was learnt of them"; exit 3; \
	fi; exit $$status

clean:
	rm -rf .venv .venv-bench var static/vendor
