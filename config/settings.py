"""Settings, all from the environment (docs/settings.md). Demo needs none; production won't start without secrets."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import flag, get, require, words

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(get("VAR_DIR", str(BASE_DIR / "var")))
MODE = get("PORTAL_MODE", "demo")  # demo | production
if MODE not in {"demo", "production"}:
    raise ImproperlyConfigured(f"PORTAL_MODE must be demo or production, not {MODE!r}")
IS_PRODUCTION = MODE == "production"


def demo_secret() -> str:
    """A random key of this installation's own, kept between starts so that log-ins survive them."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def site_url() -> str:
    """Where visitors find the portal, as far as the settings tell."""
    named = [host for host in ALLOWED_HOSTS if "*" not in host and not host.startswith(".")]
    return f"https://{named[0]}" if IS_PRODUCTION and named else f"http://127.0.0.1:{get('PORT', '8000')}"


DEBUG = flag("DEBUG", default=False)
SECRET_KEY = require("SECRET_KEY") if IS_PRODUCTION else (get("SECRET_KEY") or demo_secret())
ALLOWED_HOSTS = (
    words(require("ALLOWED_HOSTS"))
    if IS_PRODUCTION
    else words(get("ALLOWED_HOSTS", "127.0.0.1 localhost [::1] testserver"))
)
SITE_URL = (get("SITE_URL") or site_url()).rstrip("/")  # in citations, packages, feeds
CSRF_TRUSTED_ORIGINS = words(get("CSRF_TRUSTED_ORIGINS", ""))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "csp",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "budgets",
    "ingest",
]

MIDDLEWARE = [
    "config.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressPages",
    "csp.middleware.CSPMiddleware",
    "budgets.api.gate.Gate",
    "budgets.middleware.Refusals",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ingest.private_pages.StaffPagesArePrivate",
    "ingest.first_passwords.OwnPasswordFirst",
    "ingest.second_factors.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

METRICS_TOKEN = get("METRICS_TOKEN")  # what a Prometheus sends as its bearer token; without it there is no /metrics
if METRICS_TOKEN:
    MIDDLEWARE.insert(0, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "budgets.context.portal",
            ],
            "builtins": ["budgets.templatetags.portal"],
        },
    }
]

# A query asked for the sixth time on a connection is neither parsed nor, mostly, planned again.
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
STATEMENT_SECONDS = int(get("STATEMENT_SECONDS", "0"))  # the longest one statement may take on PostgreSQL; 0: no limit


def database(url: str) -> dict[str, object]:
    """A connection that is kept for a minute, asked whether it lives before it is used, and not waited for long."""
    found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if found["ENGINE"].endswith("sqlite3"):
        found["CONN_MAX_AGE"] = 0
        # Writers wait for each other in place of failing, and readers never wait for a writer.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        limit = f"-c statement_timeout={STATEMENT_SECONDS}s" if STATEMENT_SECONDS else ""
        found["OPTIONS"] = {
            "connect_timeout": 5,
            **({"options": limit} if limit else {}),
            **(PREPARED if flag("PREPARED_STATEMENTS", default=True) else {}),
            **found.pop("OPTIONS", {}),
        }
    return found


DATABASES = {
    "default": database(
        require("DATABASE_URL") if IS_PRODUCTION else get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
    )
}
if replica_url := get("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = database(replica_url)
    DATABASE_ROUTERS = ["config.replica.Router"]
    MIDDLEWARE.insert(1, "config.replica.VisitorsReadReplica")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "staff:login"
LOGIN_REDIRECT_URL = "staff:desk"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"  # source files; never served by path
S3_BUCKET = get("S3_BUCKET")
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": get("S3_ENDPOINT_URL") or None,
            "region_name": get("S3_REGION") or None,
            "access_key": require("S3_ACCESS_KEY"),
            "secret_key": require("S3_SECRET_KEY"),
            "default_acl": None,  # nothing in the bucket is public: the portal serves files, masked where they must be
            "file_overwrite": False,
        },
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION

TASKS = {"default": {"BACKEND": get("TASKS_BACKEND", "django_tasks_db.DatabaseBackend")}}

# Reading (limits on what is taken in)
MAX_UPLOAD_BYTES = int(get("MAX_UPLOAD_BYTES", str(64 * 1024 * 1024)))
MAX_PAGES = int(get("MAX_PAGES", "1000"))
READING_SECONDS = int(get("READING_SECONDS", "600"))  # wall and CPU time of one file
READING_MEMORY = int(get("READING_MEMORY", str(2 * 1024 * 1024 * 1024)))  # twice for recognition
READING_LEASE = int(get("READING_LEASE", "60"))  # seconds without a sign of life after which a worker is taken for dead
MAX_ARCHIVE_FILES = int(get("MAX_ARCHIVE_FILES", "500"))
MAX_ARCHIVE_BYTES = int(get("MAX_ARCHIVE_BYTES", str(1024 * 1024 * 1024)))  # unpacked, all files together
MAX_ARCHIVE_RATIO = 200  # bytes unpacked for each packed one
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_ARCHIVE_FILES
FILE_UPLOAD_HANDLERS = [
    "ingest.upload_handlers.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MIN_FREE_BYTES = int(get("MIN_FREE_BYTES", str(1024 * 1024 * 1024)))  # on the data disk, below which /readyz fails
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Readers
API_REQUESTS_PER_MINUTE = int(get("API_REQUESTS_PER_MINUTE", "300"))  # of one address, by each web process; 0: any

# Staff
SELF_APPROVAL = flag("SELF_APPROVAL", default=not IS_PRODUCTION)  # whoever uploaded may approve: small bureaus, demo
BEHIND_PROXY = flag("BEHIND_PROXY", default=False)
LOGIN_FAILURES = 5  # of one name from one address within LOGIN_WINDOW before it has to wait
LOGIN_FAILURES_OF_ADDRESS = 30
LOGIN_WINDOW = 15 * 60
SECOND_FACTOR = get("SECOND_FACTOR", "optional")  # 动态验证码 beside the password: optional | required
if SECOND_FACTOR not in {"optional", "required"}:
    raise ImproperlyConfigured(f"SECOND_FACTOR must be optional or required, not {SECOND_FACTOR!r}")
OTP_TOTP_ISSUER = urlsplit(SITE_URL).hostname  # what the app on the phone calls this portal

# Open data
DATA_LICENSE = get("DATA_LICENSE", "CC-BY-4.0")  # SPDX
DATA_LICENSE_URL = get("DATA_LICENSE_URL", "https://creativecommons.org/licenses/by/4.0/")

CARD_FONT = get("CARD_FONT")  # for the pictures of shared links; else Noto CJK where it usually lies

# Charts: cdn (with integrity hash) | local (static/vendor, fetched with npm at set-up) | off (tables alone)
CHART_JS_VERSION = "4.5.1"
CHART_JS_FILE = BASE_DIR / "static" / "vendor" / "chart.umd.min.js"
CHART_JS = get("CHART_JS") or ("cdn" if IS_PRODUCTION else "local" if CHART_JS_FILE.exists() else "off")
CHART_JS_CDN = f"https://cdn.jsdelivr.net/npm/chart.js@{CHART_JS_VERSION}/dist/chart.umd.min.js"
CHART_JS_INTEGRITY = "sha384-jb8JQMbMoBUzgWatfe6COACi2ljcDdZQ2OxczGA3bGNeWe+6DChMTBJemed7ZnvJ"

# Who may frame charts (?embed=): "*", origins such as https://news.example.org, or "none". Nothing else is framed.
EMBED_ANCESTORS = [origin for origin in words(get("EMBED_ANCESTORS", "*")) if origin != "none"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, *([CHART_JS_CDN] if CHART_JS == "cdn" else [])],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # The prefix has browsers refuse a cookie of that name from a neighbouring host or over plain HTTP.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOG_FORMAT = get("LOG_FORMAT", "json" if IS_PRODUCTION else "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.request_log.WithRequestId"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{request_id}{message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request_id"]}},
    "root": {"handlers": ["stderr"], "level": get("LOG_LEVEL", "WARNING")},
    "loggers": {
        "pdfminer": {"level": "ERROR"},  # it warns of every odd font
        "portal.security": {"level": "INFO"},
        "portal.request": {"level": get("REQUEST_LOG_LEVEL", "INFO" if IS_PRODUCTION else "WARNING")},
    },
}

DJANGO_TABLES2_TEMPLATE = "tables/printed.html"
