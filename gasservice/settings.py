"""Settings, all read from the environment with safe defaults.

DATABASE_URL and REDIS_URL name the servers (`make run` starts embedded ones where they are missing). SECRET_KEY and
SITE_URL are demanded; the embedded default makes its own. Everything else has a default that is right for production.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
RUN_DIR = Path(env.str("RUN_DIR", default=str(BASE_DIR / ".run")))


def demanded(name: str, meaning: str) -> str:
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"Set {name}: {meaning}. `make run` and `make manage` set it for the embedded default."
        )
    return value


EMBEDDED = env.bool("EMBEDDED", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = demanded("SECRET_KEY", "a long random text, the same on every web and worker process")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
SITE_IS_TLS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname, "localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Who we are: shown on every page and in every message.
COMPANY = {
    "NAME_EN": env.str("COMPANY_NAME_EN", default="Linjiang Gas"),
    "NAME_ZH_HANS": env.str("COMPANY_NAME_ZH_HANS", default="临江燃气"),
    "NAME_ZH_HANT": env.str("COMPANY_NAME_ZH_HANT", default="臨江燃氣"),
    "HOTLINE": env.str("COMPANY_HOTLINE", default="000-5555-0100"),
    "EMERGENCY_PHONE": env.str("COMPANY_EMERGENCY_PHONE", default="000-5555-0119"),
    "ADDRESS_EN": env.str("COMPANY_ADDRESS_EN", default="118 Binjiang Road, Linjiang"),
    "ADDRESS_ZH_HANS": env.str("COMPANY_ADDRESS_ZH_HANS", default="临江市滨江路118号"),
    "ADDRESS_ZH_HANT": env.str("COMPANY_ADDRESS_ZH_HANT", default="臨江市濱江路118號"),
}

# Under what others may use the public figures; without a name they are told to ask.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="CC BY 4.0")
OPEN_DATA_LICENCE_URL = env.str("OPEN_DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/")

INSTALLED_APPS = [
    "complaints",
    "billing",
    "repairs",
    "gasservice.portal",
    "gasservice.keyaccounts",
    "gasservice.questionnaires",
    "gasservice.volunteers",
    "gasservice.training",
    "gasservice.oversight",
    "gasservice.cases",
    "gasservice.notices",
    "gasservice.registry",
    "gasservice.standards",
    "gasservice.files",
    "gasservice.users",
    "gasservice.web",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "phonenumber_field",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gasservice.web.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gasservice.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "gasservice.web.middleware.PrivacyHeadersMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gasservice.users.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "gasservice.urls"
WSGI_APPLICATION = "gasservice.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "gasservice.web.context_processors.company",
            ]
        },
    }
]

# Servers
DATABASES = {
    "default": env.db_url_config(
        demanded("DATABASE_URL", "where PostgreSQL is, like postgres://user:password@host/name")
    )
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: it is the only one this portal runs on.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = demanded("REDIS_URL", "where Redis or Valkey is, like redis://:password@host:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"
# Nothing waits in the broker for long, so what a killed worker held is handed out again soon.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 360,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")
PHONENUMBER_DEFAULT_REGION = "CN"
PHONENUMBER_DB_FORMAT = "E164"

# Static files and uploads
STATIC_URL = "static/"
STATIC_ROOT = RUN_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = RUN_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gasservice.web.storage.WholeSheetStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOADS_AT_ONCE = 5
UPLOAD_MAX_BYTES = 15 * 1024 * 1024
UPLOAD_MAX_PIXELS = 60_000_000  # reading one then takes at most a few hundred megabytes
UPLOAD_LONGEST_SIDE = 2560

# Who signs in
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["gasservice.users.adapters.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after-sign-in"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "gasservice.users.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1"]  # our form takes a phone number instead of an address too
ACCOUNT_FORMS = {
    "signup": "gasservice.users.forms.SignUpForm",
    "login": "gasservice.users.forms.SignInForm",
    "request_login_code": "gasservice.users.forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # tell people when their password, address or second factor changes
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# Messages wait in queues, and people read slowly; three tries a code and few codes a day keep guessing hopeless.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key,20/d/key",
    "reset_password": "20/m/ip,3/5m/key,20/d/key",
    "verify_phone": "1/30s/key,5/m/ip,10/d/key",
    "change_phone": "3/5m/user",
    "signup": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SESSION_COOKIE_AGE = 14 * 24 * 3600  # for those who ask to stay signed in; staff sessions end with the shift
MFA_TOTP_ISSUER = COMPANY["NAME_EN"]
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_TLS
# Staff prove who they are twice. The sample city switches it off, and only there (it is embedded and on loopback).
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)

# Safe by default
SECURE_SSL_REDIRECT = SITE_IS_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if SITE_IS_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE_IS_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
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
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an e-mail address is unique whatever its case, by a constraint on Lower("email")
    "security.W021",  # preloading HSTS is the operator's decision for all sub-domains
]

# What we send
EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default=f"filemail:///{quote(str(RUN_DIR.resolve() / 'mail'))}" if EMBEDDED else "smtp://localhost:25"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default="service@linjiang-gas.example")
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_SECRET = env.str("SMS_GATEWAY_SECRET", default="")
SMS_FILE = RUN_DIR / "sms.log"
# Whose rules on outages hold here; the rules themselves are dated rows of the published catalogue.
JURISDICTIONS = env.list("JURISDICTIONS", default=["national", "linjiang"])
# What we say to a customer in our books who never named a language.
CUSTOMER_LANGUAGE = env.str("CUSTOMER_LANGUAGE", default="zh-hans")
# How many a provider takes in a second from all our workers together; 0 is no limit.
SENT_PER_SECOND = {
    "email": env.int("EMAIL_PER_SECOND", default=0),
    "sms": env.int("SMS_PER_SECOND", default=0),
}
QUIET_HOURS = (22 * 60, 7 * 60)  # minutes of the local day; nothing that can wait is sent between them

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "gasservice.users.api_auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "gasservice.web.api_paging.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "gasservice.web.api_schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["gasservice.web.throttles.VisitorThrottle", "gasservice.web.throttles.UserThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE_ANON", default="60/m/ip"),
        "user": env.str("API_RATE_USER", default="600/m/user"),
        "file-case": env.str("API_RATE_FILE_CASE", default="20/h/user"),
        "track": "20/m/ip",
    },
    "EXCEPTION_HANDLER": "gasservice.web.api_errors.problem_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gas service office",
    "DESCRIPTION": "Cases, catalogue, outages and public figures. Times carry offsets; errors follow RFC 9457.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    # One name for each set of words, wherever it is used.
    "ENUM_NAME_OVERRIDES": {
        "PipePartEnum": "gasservice.standards.terms.PipePart.choices",
        "RepairPartEnum": "repairs.models.faults.PARTS",
        "SideEnum": "gasservice.standards.terms.Side.choices",
        "KindEnum": "gasservice.cases.terms.EventKind.choices",
        "StatusEnum": "gasservice.cases.terms.Status.choices",
        "PurposeEnum": "gasservice.standards.terms.Purpose.choices",
        "WorkStatusEnum": "repairs.terms.WorkStatus.choices",
        "BillStateEnum": "billing.terms.BillState.choices",
        "PaymentMethodEnum": "billing.terms.PaymentMethod.choices",
    },
}

# A line of JSON each where machines read them (LOG_FORMAT=json), plain words elsewhere; both carry the request’s id.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        name: {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.processors.format_exc_info,
            ],
        }
        for name, renderer in {
            "json": structlog.processors.JSONRenderer(ensure_ascii=False),
            "plain": structlog.dev.ConsoleRenderer(colors=False),
        }.items()
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env.str("LOG_FORMAT", default="plain")}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
