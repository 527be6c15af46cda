# syntax=docker/dockerfile:1
# Putright as an image: the product, what it runs on, and nothing to build with. The same image is web server and worker.
# tests/house/test_image.py goes through these steps, since most machines that run the tests have no container engine.

FROM python:3.11-slim-bookworm AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
# requirements-s3.txt is the same and what a store that speaks S3 needs, for files kept in one.
ARG NEEDS=requirements.txt
COPY requirements.txt requirements-s3.txt ./
# Every package by its hash, and none that would have to be compiled here.
RUN python -m venv --without-pip /opt/putright \
    && python -m pip --python /opt/putright/bin/python install --require-hashes --only-binary :all: --requirement "$NEEDS"
COPY manage.py pyproject.toml LICENSE ./
COPY putright ./putright
# The style sheets and scripts of the pages, with names that change with their content. The key signs nothing.
RUN PUTRIGHT_VAR=/tmp/var PUTRIGHT_STATIC=/app/static PUTRIGHT_SECRET_KEY=only-to-collect \
    /opt/putright/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && find /app/putright -name tests -type d -prune -exec rm -r {} + \
    && /opt/putright/bin/python -m compileall -q /app /opt/putright

FROM python:3.11-slim-bookworm
# What draws letters as PDF, in the letters' own typeface. Then all that could build or install something goes, the copy
# of pip that Python keeps for making environments too, and no program lets anybody become somebody else.
# A stable Debian keeps only the newest of each package, with the security fixes in it: no version can be named.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && python -m pip uninstall --yes --quiet setuptools wheel pip \
    && rm -r "$(python -c 'import ensurepip; print(*ensurepip.__path__)')" \
    && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
    && groupadd --gid 10001 putright \
    && useradd --uid 10001 --gid putright --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin putright \
    && install --directory --owner=putright --group=putright --mode=0700 /var/lib/putright /backups /downtime
COPY --from=built /opt/putright /opt/putright
COPY --from=built /app /app
ENV PATH=/opt/putright/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=putright.config.settings \
    PUTRIGHT_VAR=/var/lib/putright \
    PUTRIGHT_STATIC=/app/static \
    PUTRIGHT_LOGS=json \
    PUTRIGHT_BIND=0.0.0.0:8000
WORKDIR /app
USER 10001:10001
# Everything that is written goes here or to /tmp; the rest may be read-only.
VOLUME ["/var/lib/putright"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "putright.config.alive"]
CMD ["gunicorn", "--config", "python:putright.config.web_server", "putright.config.wsgi"]
