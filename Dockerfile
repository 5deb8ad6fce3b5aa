# One image for every process of the suite; docker-compose.yml gives each its command.
ARG PYTHON_IMAGE=python:3.12.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS dependances
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/runtime.txt requirements/
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements/runtime.txt \
    && /opt/venv/bin/pip uninstall --yes pip

FROM ${PYTHON_IMAGE} AS interface
ENV PIP_NO_CACHE_DIR=1
COPY requirements/assets.txt requirements/
COPY scripts/unpack_assets.py scripts/
RUN python scripts/unpack_assets.py requirements/assets.txt /vendor

FROM ${PYTHON_IMAGE}
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TZ=Europe/Paris
# A named volume takes the owner of the folder it first covers: /donnees is the processes' own.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin tantieme \
    && install -d -o 10001 -g 10001 -m 0750 /donnees \
    && printf '#!/bin/sh\nexec python -m services "$@"\n' > /usr/local/bin/tantieme \
    && chmod 0755 /usr/local/bin/tantieme
COPY --from=dependances /opt/venv /opt/venv
WORKDIR /app
COPY shared shared
COPY services services
COPY --from=interface /vendor shared/ui/static/vendor
# The containers' file system is read-only: the bytecode is made now.
RUN python -m compileall -q shared services
USER 10001:10001
CMD ["python", "-m", "services", "--help"]
