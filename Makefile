# make run    the bulletin on http://127.0.0.1:8000 with sample articles (PORT=… for another port)
# make test   every check, every test on SQLite, and on PostgreSQL those that a database can change
# make audit  known holes in the packages, and their licences; asks a service on the network
# make fonts  the Chinese faces that PDFs are set in; make run and make test do it where none is installed
# make ocr    what recognises the text of scans and photographed pages (120 MB); nothing else needs it
# make coverage  what the tests reach, branches too; fails below the floor in pyproject.toml
# make screenshots  the pictures of README.md and docs/editors.md, of the sample bulletin
# make bench-quick  what pages cost, in some minutes, beside nginx and a hello-world; into docs/performance.md
# make bench  the same and growth to 300,000 articles, Wagtail, editors, nodes, exports: 20 minutes of an idle machine
# make lock   the locks anew from the requirement files (UPGRADE=1: the newest versions they allow)
# make upgrade  after taking newer code: a backup first, then packages' tables, static files, search
# make serve  the production server (WORKERS, PORT, SECRET_KEY, ALLOWED_HOSTS …; see docs/operations.md)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
LINTERS := node_modules/.package-lock.json
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PORT ?= 8000
WORKERS ?= 2

.PHONY: run test lint format audit coverage fonts screenshots bench bench-quick ocr lock serve upgrade clean

run: .venv/run.stamp .venv/fonts.stamp
	@DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@echo
	@DEBUG=1 $(BIN)/python manage.py sample --issue
	@echo
	@echo "网站　http://127.0.0.1:$(PORT)/"
	@echo "编辑部　http://127.0.0.1:$(PORT)/admin/"
	@echo "停下：按 Ctrl+C"
	@echo
	@DEBUG=1 SITE_URL=http://127.0.0.1:$(PORT) $(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT)

test: .venv/test.stamp .venv/fonts.stamp $(LINTERS)
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/test

lint: .venv/test.stamp $(LINTERS)
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/lint

format: .venv/test.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

audit: .venv/test.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/audit

coverage: .venv/test.stamp .venv/fonts.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/browser
	@mkdir -p var
	@env -u DATABASE_URL COVERAGE=var/coverage.json \
		.ci/pytest -n $${TEST_PROCESSES:-2} --dist worksteal
	@$(BIN)/python -m slipcover --out var/coverage.json --merge var/coverage.json

fonts: .venv/run.stamp
	@echo "正在装排PDF的中文字体……"
	@$(INSTALL) --require-hashes --no-deps -r deploy/fonts.txt

ocr: .venv/run.stamp
	@echo "正在装文字识别，约120 MB……"
	@$(INSTALL) --require-hashes -r requirements-ocr.lock
	@echo "装好了：扫描件和拍下的版面从现在起读得了。"

screenshots: .venv/test.stamp .venv/fonts.stamp
	@$(BIN)/python bench/screenshots.py

bench-quick: .venv/run.stamp
	@nice $(BIN)/python bench/serving.py --articles 300 --requests 1500 --rounds 6 --write

bench: .venv/run.stamp .venv/fonts.stamp
	@$(INSTALL) -r bench/requirements.txt
	@$(BIN)/python bench/every.py

# On Python 3.11 and newer, and on every system: markers say what is for which.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

# uv by its line in the file: locks that lag behind, or can't be installed, are made anew all the same.
lock: $(BIN)/python
	@$(INSTALL) "$$(grep -o '^uv[^ ]*' requirements-dev.txt)"
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) requirements-ocr.txt --constraint requirements-dev.lock --output-file requirements-ocr.lock

serve: .venv/run.stamp
	@DEBUG=0 $(BIN)/python manage.py check --deploy
	@DEBUG=0 $(BIN)/python manage.py migrate --verbosity 0
	@DEBUG=0 $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@mkdir -p var
	@DEBUG=0 BIN=$(CURDIR)/$(BIN) RUN=$(CURDIR)/var PORT=$(PORT) WORKERS=$(WORKERS) $(BIN)/supervisord -c deploy/supervisord.conf

# The backup is of the tables as they are, whatever the code: docs/operations.md says how to go back.
upgrade: .venv/run.stamp
	@mkdir -p $${VAR_DIR:-var}/backups
	@DEBUG=0 $(BIN)/python manage.py backup $${VAR_DIR:-var}/backups/before-$$(date +%Y%m%d-%H%M%S).tar
	@DEBUG=0 $(BIN)/python manage.py check --deploy
	@DEBUG=0 $(BIN)/python manage.py migrate --verbosity 0
	@DEBUG=0 $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@DEBUG=0 $(BIN)/python manage.py reindex --stale
	@echo "数据库已升级。请逐个重启服务：systemctl restart newsroom@1，再newsroom@2；make serve的按Ctrl+C再运行。"

clean:
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要Python 3.11或更新的版本：make PYTHON=…")'
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock | $(BIN)/python
	@echo "正在安装依赖，头一次要一两分钟……"
	@$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

.venv/test.stamp: requirements-dev.lock .venv/run.stamp
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# npm, the venv's own, writes this file when it is done.
$(LINTERS): package-lock.json | .venv/test.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci > /dev/null
	@touch $@

# No fonts is no reason to stop: what needs them says so, and the next run tries again.
.venv/fonts.stamp: deploy/fonts.txt .venv/run.stamp
	@if $(BIN)/python -c 'from articles.fonts import are_whole; exit(not are_whole())' 2>/dev/null \
		|| PIP_RETRIES=1 $(MAKE) --no-print-directory fonts 2>/dev/null; then touch $@; \
		else echo "没有装上中文字体：审签单等PDF要有它才能生成。连上网以后再运行make fonts。"; fi
