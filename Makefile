# Everything that you do with this project starts here: `make help`.
# Recipes only delegate; what needs thought is Python, in .ci/, tests/ and manage.py.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv/bin/python
SHELL := /bin/sh

# Values for development. In production none of them is right: README.md has the list.
DEVELOPMENT = DEBUG=1 SECRET_KEY=insecure-only-for-development PORT=$(PORT) \
	BASE_URL=http://127.0.0.1:$(PORT) ALLOWED_HOSTS=127.0.0.1,localhost

.DEFAULT_GOAL := help
.PHONY: help run dev play manage test bench lint format lock clean

help: ## Toon deze lijst
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 14

run: ## Start de site op http://127.0.0.1:8000 (andere poort: make run PORT=8001)
	@$(PYTHON) .ci/environment.py requirements.txt
	@exec env $(DEVELOPMENT) $(VENV) manage.py run

dev: ## Hetzelfde, voor wie de site maakt: na een wijziging begint alles vanzelf opnieuw
	@$(PYTHON) .ci/environment.py requirements-dev.txt
	@exec env $(DEVELOPMENT) $(VENV) manage.py run --reload

play: ## Vul het gesprek van de site die draait met twintig telefoons die praten (naast make run)
	@$(PYTHON) .ci/environment.py requirements.txt
	@exec env $(DEVELOPMENT) $(VENV) manage.py play $(ARGS)

manage: ## Geef een opdracht aan manage.py, zoals make manage ARGS="makemigrations"
	@$(PYTHON) .ci/environment.py requirements.txt
	@exec env $(DEVELOPMENT) $(VENV) manage.py $(ARGS)

test: ## Draai alle tests, op SQLite en PostgreSQL (een deel: make test ARGS=tests/pacts)
	@$(PYTHON) .ci/environment.py requirements-dev.txt
	@exec $(VENV) -m tests.suite $(ARGS)

bench: ## Meet wat pagina's kosten, bij de demo en bij 10.000 van alles (een deel: make bench ARGS="--rows 0 --database sqlite")
	@$(PYTHON) .ci/environment.py requirements-dev.txt
	@exec $(VENV) -m tests.bench $(ARGS)

lint: ## Controleer stijl, types, templates, architectuur, migraties en instellingen
	@$(PYTHON) .ci/environment.py requirements-dev.txt
	@exec $(VENV) .ci/lint.py

format: ## Maak Python en templates netjes op
	@$(PYTHON) .ci/environment.py requirements-dev.txt
	@$(VENV) -m ruff check --fix-only --quiet
	@$(VENV) -m ruff format
	@$(VENV) -m djlint templates --reformat --quiet

lock: ## Zet de versies van alle pakketten opnieuw vast (heeft uv nodig)
	@$(PYTHON) .ci/lock.py

clean: ## Gooi de omgeving en caches weg; je gegevens in var/ blijven
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
