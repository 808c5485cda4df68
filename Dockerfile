# The web and worker image. Build: docker compose build
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.11-slim
# Chinese for the pictures of shared links, and for pages of PDFs without fonts of their own
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app portal && mkdir -p /var/lib/portal && chown portal /var/lib/portal
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY config config
COPY budgets budgets
COPY ingest ingest
COPY templates templates
COPY static static
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PORTAL_MODE=production VAR_DIR=/var/lib/portal
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
