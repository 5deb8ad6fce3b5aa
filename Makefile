# Tantième: install, start, check. `make` alone lists what can be asked.
#
# Nothing is done twice: each step leaves a stamp in .venv/ and is done again only when its requirements change.

VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check install -qq --require-hashes
VENDOR := shared/ui/static/vendor
ASSETS := $(VENDOR)/htmx-2.min.js
# How many processes the tests use; the tests of one file stay together. More arguments for pytest: make test ARGS="-k majorites".
JOBS   ?= 2
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help venv assets run test style check bench lock programmes

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

venv: $(VENV)/runtime.stamp ## make .venv with what the suite needs, and .venv/bin/tantieme

assets: $(ASSETS) ## unpack Bootstrap and htmx into shared/ui/static/vendor

run: venv assets ## start the whole suite on PORT (8000); data in TANTIEME_DONNEES (var/)
	@$(VENV)/bin/tantieme serve --port "$${PORT:-8000}"

test: $(VENV)/test.stamp assets programmes ## run every test, on real PostgreSQL, RabbitMQ, Chromium and LibreOffice
	@$(PY) -m pytest -n $(JOBS) --dist loadfile -rsR $(ARGS)

style: $(VENV)/test.stamp ## format, lint and types, without the tests
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

check: style test ## everything a change must pass: style, then test

bench: $(VENV)/test.stamp assets ## measure, as ratios within one run (bench/)
	@$(PY) -m bench $(ARGS)

# The files that pip installs name no index and no address, so they work with whatever index pip is set to use.
LOCK := uv --quiet pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --no-header
lock: ## maintainers: pin again after a change of requirements/*.in (needs uv; UPGRADE=--upgrade takes newer versions)
	@command -v uv >/dev/null || { echo "Il faut uv pour refaire les versions figées : pipx install uv" >&2; exit 2; }
	@for name in runtime test assets; do \
		$(LOCK) $(UPGRADE) $$([ $$name = assets ] && echo --no-deps) \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

# --- What the targets above rest on ---

# A Python that will do: PYTHON=... alone when given, else the first of these that is 3.11, 3.12 or 3.13.
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
$(PY):
	@for python in $(PYTHONS); do \
		"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || continue; \
		"$$python" -m venv --clear $(VENV) && exit 0; \
		echo "Python est là, mais pas son module venv : sous Debian, installez le paquet python3-venv." >&2; exit 2; \
	done; \
	echo "Tantième demande Python 3.11, 3.12 ou 3.13, introuvable ici ($(PYTHONS)) : installez-le, ou indiquez-le par make PYTHON=/chemin/vers/python3." >&2; \
	exit 2

# The project is not installed: one relative path line lets this venv import it from any folder, and -P keeps the
# current folder out of the way. Both survive a move of the project.
$(VENV)/bin/tantieme: $(PY)
	@site=$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && echo ../../../.. > "$$site/tantieme.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$(readlink -f "$$0")")/python" -P -m services "$$@"\n' > $@ && chmod +x $@

$(VENV)/runtime.stamp: requirements/runtime.txt | $(VENV)/bin/tantieme
	@echo "Installation de ce dont Tantième a besoin (une minute environ)…"
	@$(PIP) -r requirements/runtime.txt && touch $@

# test.txt holds runtime.txt, at the same versions.
$(VENV)/test.stamp: requirements/test.txt requirements/runtime.txt | $(VENV)/bin/tantieme
	@echo "Installation de ce dont les tests ont besoin…"
	@$(PIP) -r requirements/test.txt && touch $(VENV)/runtime.stamp $@

# The last file written stands for them all.
$(ASSETS): requirements/assets.txt scripts/unpack_assets.py | $(PY)
	@$(PY) scripts/unpack_assets.py requirements/assets.txt $(VENDOR)

# Root on Debian (CI, a container) gets Chromium and LibreOffice; anyone else is told, and what needs them is skipped.
programmes:
	@missing=; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| missing="$$missing chromium"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-calc"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installation des paquets Debian :$$missing…"; \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing >/dev/null; \
	else \
		echo "Ce qui en a besoin sera sauté (sudo apt install$$missing)." >&2; \
	fi
