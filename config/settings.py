"""All settings. What differs between machines comes from the environment (see docs/operations.md).

RESONANZ_ENV is `development`, `test` or `production`; production is the default, so that
nobody opens the doors of a server by forgetting a variable.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import env, guard

# Products of arrays on one core, set before anything imports NumPy: on a machine that is busy its
# threads wait for each other ten times longer than they compute, and sums differ with their number.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.text("RESONANZ_ENV", "production")
if ENVIRONMENT not in {"development", "test", "production"}:
    raise ImproperlyConfigured("RESONANZ_ENV is development, test or production.")
PRODUCTION = ENVIRONMENT == "production"
DEVELOPMENT = ENVIRONMENT == "development"

DATA_DIR = Path(env.text("RESONANZ_DATA", str(BASE_DIR / "var")))
PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")

DEBUG = env.flag("DEBUG", default=False) and not PRODUCTION
SECRET_KEY = env.text("SECRET_KEY", None if PRODUCTION else "not-secret-and-refused-in-production")
if PRODUCTION:
    guard.require_strong_secret(SECRET_KEY)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS", PUBLIC_URL)

# Who runs this house; shown in the imprint and in every mail.
SITE_NAME = env.text("SITE_NAME", "Resonanz")
OPERATOR_NAME = env.text("OPERATOR_NAME", "Resonanz")
OPERATOR_ADDRESS = env.text("OPERATOR_ADDRESS", "")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "hallo@localhost")
# Where the source of this very house can be had (AGPL, section 13).
SOURCE_URL = env.text("SOURCE_URL", "")
SIGN_UP_OPEN = env.flag("SIGN_UP_OPEN", default=True)

INSTALLED_APPS = [
    # Ours first, upper floors before lower ones, so that their templates win.
    "config",
    "sharing",
    "debates",
    "communities",
    "members",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "config.back_office.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
if ENVIRONMENT == "test":
    INSTALLED_APPS.append("zeal")

MIDDLEWARE = [
    "config.middleware.RouteMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.PrivateMiddleware",
    "members.middleware.MemberPreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.LastSeenMiddleware",
    "members.middleware.WaitingMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "members.middleware.SignInAgainMiddleware",
    "config.middleware.NotAllowedMiddleware",
    "config.middleware.ReadableMiddleware",
]
if ENVIRONMENT == "test":
    MIDDLEWARE.append("zeal.middleware.zeal_middleware")
    # Django keeps content types per process; allauth loads an address once per step of a sign-up;
    # news and encounters are written one by one, each under its own key.
    ZEAL_ALLOWLIST = [
        {"model": "contenttypes.ContentType"},
        {"model": "account.EmailAddress"},
        {"model": "members.Outbox", "field": "get()"},
        {"model": "members.Encounter", "field": "get()"},
        # What somebody leaves open is closed one by one, each under its lock.
        {"model": "sharing.Exchange", "field": "get()"},
        # A ring opens an exchange and a conversation a seat, five at most.
        {"model": "members.Conversation", "field": "get()"},
    ]

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
                "members.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "members.templatetags.resonanz",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# -- Stores

DATABASES = {"default": env.database(env.text("DATABASE_URL", "postgresql://localhost/resonanz"))}
if ENVIRONMENT == "test":
    # A server in a thread would keep its sessions, and the test database could not be dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Queue, cache and sessions never share a database: clearing a cache empties all of its database.
REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
CACHE_URL = env.text("CACHE_URL", "") or env.redis_beside(REDIS_URL, 1)
SESSIONS_URL = env.text("SESSIONS_URL", "") or env.redis_beside(REDIS_URL, 2)
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "resonanz",
    }
    for name, url in {"default": CACHE_URL, "sessions": SESSIONS_URL}.items()
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/Zurich"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "global_keyprefix": "resonanz:",
    "socket_connect_timeout": 2,
}

# -- Members sign in

AUTH_USER_MODEL = "members.Member"
# One only: every backend that does not know a password hashes it once more.
AUTHENTICATION_BACKENDS = ["members.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "handle", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "members.passwords.NotGuessed"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "members.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "members.forms.accounts.SignInForm",
    "signup": "members.forms.accounts.SignUpForm",
    "change_password": "members.forms.accounts.ChangePasswordForm",
    "set_password": "members.forms.accounts.SetPasswordForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
# After so many seconds somebody else may sit there: what matters most is asked for anew.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A code that has just run out still holds: people type slowly, and clocks differ.
MFA_TOTP_TOLERANCE = 1
# Browsers allow passkeys without TLS on the name localhost only, and so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_CACHE_ALIAS = "sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- Security

SECURE_SSL_REDIRECT = HTTPS and env.flag("SSL_REDIRECT", default=True)
# The probes come from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
    "publickey-credentials-get": ["self"],
    "publickey-credentials-create": ["self"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# -- Languages and time

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
# Members write in many more (`members.models.Language`).
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Zurich"
USE_TZ = True

# -- Files and mail

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_STORAGE = {
    "production": "config.staticfiles.JoinedManifestStorage",
    "development": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "test": "django.contrib.staticfiles.storage.StaticFilesStorage",
}[ENVIRONMENT]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE},
}
del STATICFILES_STORAGE
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

MAIL_FOLDER = DATA_DIR / "mail"
globals().update(
    env.email(env.text("EMAIL_URL", "smtp://localhost:25" if PRODUCTION else "file:"), MAIL_FOLDER)
)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <{CONTACT_EMAIL}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "members.api.authentication.TokenAuthentication",
        "members.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["members.api.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "members.api.pagination.NewestFirst",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "PAGE_SIZE": 20,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "members.api.throttles.WritesThrottle",
    ],
    # For the whole of it; how often a single act is possible stands in members/services/limits.py.
    "DEFAULT_THROTTLE_RATES": {
        "anon": "60/min",
        "user": "300/min",
        "writes": "60/min",
    },
    "EXCEPTION_HANDLER": "members.api.problems.problem_response",
    "DEFAULT_SCHEMA_CLASS": "members.api.schema.ProblemSchema",
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Resonanz",
    "VERSION": "1",
    "DESCRIPTION": (
        "Communities, topics, positions, offers and requests, over the same rules as the pages. "
        "Ids are codes of ten letters. Errors are problem details (RFC 9457), in the language of "
        "your Accept-Language header. Lists come newest first, by a cursor."
    ),
    "LICENSE": {
        "name": "AGPL-3.0-or-later",
        "url": "https://www.gnu.org/licenses/agpl-3.0.html",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "validatorUrl": None},
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "Language": "members.models.Language",
        "BasicValue": "members.values.all_values",
        "QuestionState": "members.models.QuestionState",
        "MembershipState": "communities.models.MembershipState",
        "CaseState": "communities.models.CaseState",
        "DecisionGround": "communities.models.Ground",
        "MatchKind": "sharing.matching.Kind",
        "SavedSearchKind": "sharing.models.SavedSearch.Kind",
        "ArgumentKind": "debates.models.ArgumentKind",
        "CreditKind": "debates.models.CreditKind",
        "QuestionKind": "members.models.QuestionKind",
        "Readers": "debates.models.Readers",
        "Visibility": "communities.models.Visibility",
        "RestatementState": "debates.models.RestatementState",
        "JointState": "debates.models.JointState",
        "MissionState": "debates.models.MissionState",
        "CommitmentState": "debates.models.CommitmentState",
        "ExchangeState": "sharing.models.ExchangeState",
        "Way": "sharing.models.Way",
        "Outcome": "sharing.models.Outcome",
        "NotEntered": "sharing.models.NotEntered",
        "TellingKind": "sharing.models.TellingKind",
        "DeclineKind": "sharing.api.exchanges.decline_kinds",
        "ReportReason": "communities.models.Reason",
        "NotForMeReason": "sharing.models.NotForMeReason",
        "AskableKind": "members.api.questions.kinds",
        "ReportableKind": "communities.api.reports.kinds",
        "SearchableKind": "communities.api.search.kinds",
    },
    "ENUM_SUFFIX": "",
    # What the code of an id looks like; members.ids makes them.
    "PATH_CONVERTER_OVERRIDES": {"code": {"type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{10}$"}},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "members.api.schema.add_problems",
    ],
    "TAGS": [
        {"name": "Me", "description": "My page, consents, values, skills and blocks."},
        {"name": "Members", "description": "People, for each other."},
        {"name": "Communities", "description": "Places with a purpose: found, join, ask, leave."},
        {"name": "Memberships", "description": "Who belongs where; roles; requests to join."},
        {"name": "Topics", "description": "Burning topics: ask, reword, close, follow, mute."},
        {"name": "Listening", "description": "What became of what I gave, and whom I heard."},
        {"name": "Positions", "description": "Who stands for what, with reasons and grounds."},
        {
            "name": "Restatements",
            "description": "Somebody's words in one's own, and whether they feel heard.",
        },
        {"name": "Arguments", "description": "Support, objection, experience, answer: the thread."},
        {
            "name": "Statements",
            "description": "Short claims: write them, vote, see the map of opinions.",
        },
        {
            "name": "Joint statements",
            "description": "What both sides can say: draft, share, answer.",
        },
        {"name": "Missions", "description": "Deeds of both sides, and who does what by when."},
        {"name": "Offers", "description": "Skills given."},
        {"name": "Requests", "description": "Skills sought."},
        {"name": "Skills", "description": "ESCO in three languages, and own words."},
        {"name": "Matches", "description": "What fits me, with the reasons in words."},
        {
            "name": "Hours and rings",
            "description": "My own hours given and received, and rings in which I have a seat.",
        },
        {"name": "Experiences", "description": "What members have learnt, under CC BY-SA 4.0."},
        {"name": "Introductions", "description": "Bring two together; listen to a request."},
        {"name": "Exchanges", "description": "What two do together, from question to done."},
        {"name": "Questions", "description": "How contact starts."},
        {"name": "Notifications", "description": "News for me."},
        {"name": "Search", "description": "One search for all I may see."},
        {"name": "Reports", "description": "Say that something is not right."},
    ],
}

# -- What is written down when something goes wrong: never what was written, and no address.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without addresses": {"()": "config.logs.WithoutAddresses"}},
    "formatters": {
        "line": {
            "()": "config.logs.Wordless",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without addresses"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Django's own little server, which nothing here starts, writes addresses.
        "django.server": {"handlers": ["nowhere"], "propagate": False},
    },
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []
