"""Every setting, from the environment. DEBUG (off unless told) alone may leave SECRET_KEY unset.

In this order: where it runs, who may connect, what it is made of, where it keeps things, language
and time, accounts, what a browser may do, mail and long work, models, the 公众号, the log, first
values.
"""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF

from newsroom import several

env = environ.Env()

# Where it runs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)

# Who may connect

SECRET_KEY = env.str(
    "SECRET_KEY", default="debug-only-" + "x" * 50 if DEBUG else environ.Env.NOTSET
)
# Those of before, apart by commas, until nothing depends on them: docs/operations.md, “Signing in”.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
_HOST = next(iter(ALLOWED_HOSTS), "127.0.0.1")
SITE_URL = env.str(
    "SITE_URL",
    default="http://127.0.0.1:8000" if _HOST in _LOOPBACK else f"https://{_HOST.lstrip('.')}",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# A site whose address is https is reached by https alone.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
if SECURE_SSL_REDIRECT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# Whose X-Forwarded-For is believed: addresses or networks of the web servers in front, apart by
# commas. Nobody's, unless told: an address that anybody may write says nothing.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# What it is made of

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "articles.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "taggit",
    "django_filters",
    "django_prose_editor",
    "reversion",
    "js_asset",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "articles.middleware.NumberRequests",
    "django.middleware.security.SecurityMiddleware",
    "articles.middleware.CompressAnswers",
    "django.middleware.http.ConditionalGetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.TellReadingsApart",
    "articles.middleware.WatchDatabaseFile",
    "csp.middleware.CSPMiddleware",
    "articles.middleware.SandboxFiles",
    "articles.middleware.RefuseUnaskable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.middleware.AskSecondFactor",
    "articles.middleware.KeepSignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.middleware.LeaveOutControls",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

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
                "csp.context_processors.nonce",
                "articles.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "newsroom.widgets.QuickRenderer"
TAGGIT_CASE_INSENSITIVE = True  # campaigns are tags

# Where rows are kept

# No ATOMIC_REQUESTS: under SQLite every read would take the write lock.
# The figures behind SQLite's options are in docs/decisions/0002-sqlite.md.
DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{(VAR_DIR / 'newsroom.sqlite3').as_posix()}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # Tests on a file too: in memory, SQLite's connections refuse each other instead of waiting.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # Kept open: a disk that is full lets nobody open a database, but read on in an open one.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=2147418112;"
            "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000;"
        ),
    }
else:
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    # Compiling a query (jit) takes longer than any of ours runs. A command may take its time; of
    # a page no statement does (newsroom/wsgi.py).
    _longest = 1000 * env.int("STATEMENT_SECONDS", default=0)
    _options.setdefault("options", f"-c jit=off -c statement_timeout={_longest}")
    # Seconds and milliseconds after which a server that no longer answers is taken for gone.
    _options.setdefault("connect_timeout", 3)
    _options.setdefault("tcp_user_timeout", 10_000)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if _most := env.int("DATABASE_POOL", default=0):  # so many connections of a process at most
        _options["pool"] = several.share(_most)
        DATABASES["default"]["CONN_MAX_AGE"] = 0
    else:
        DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    # A streaming replica of it, from which readers' pages are read (newsroom/replica.py).
    if env.str("REPLICA_URL", default=""):
        several.add_replica(env, DATABASES, MIDDLEWARE)
        DATABASE_ROUTERS = ["newsroom.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"]["BACKEND"] = "newsroom.caches.ForgivingRedisCache"
# Pages that anonymous readers get from the memory of each server, in MB; 0: none (pagecache/).
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=0 if DEBUG else 64)

# Where files are kept

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # what browsers ask for at /, by its bare name
# Media are served by a view that asks whether the article is public: never by a web server.
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "newsroom.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "newsroom.statics.JoinedStaticFilesStorage"
        )
    },
}
# A bucket in place of the folder, for several nodes: private, and at the service's own address.
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    STORAGES["default"] = several.read_bucket(env)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_PERMISSIONS = 0o640
# What a film or a piece of sound of an article may weigh; the web server must let as much through.
CLIP_LARGEST = env.int("CLIP_MB", default=200) * 1024 * 1024

# Language and time

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
FORMAT_MODULE_PATH = "articles.locale"

# Accounts

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "newsroom.backend.NewsroomBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "articles.accounts.words.RefuseNewsroomWords"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # where `next` is missing or leads to another site
# A session ends after so many seconds without an act, and after so many altogether.
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", default=120)
SESSION_LONGEST = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
if SITE_URL.startswith("https://"):
    # No other host of the domain, and no page over http, can set a cookie of that name.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    MESSAGE_STORAGE = "newsroom.messages.HostMessages"

# Failed logins: see articles/accounts/throttle.py for what is counted.
AXES_HANDLER = "articles.accounts.throttle.NewsroomThrottle"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address", "username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # knocking on does not make it longer
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "articles.accounts.origins.address_of"
AXES_LOCKOUT_CALLABLE = "articles.admin.sign_in.answer_locked_out"

# Who must have a second factor: "none", "signers" (who signs off or keeps accounts and settings),
# or "everyone". Whoever has one is asked for it in any case.
SECOND_FACTOR = env.str("SECOND_FACTOR", default="none", choices=["none", "signers", "everyone"])
OTP_TOTP_ISSUER = env.str("SITE_NAME", default="今日临江")
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

# What a browser may do with a page

# Deny by default: nothing inline, nothing from elsewhere; a nonce where a library needs one.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# Mail and long work

# Notices go out by mail when EMAIL_URL names a server, e.g. smtp+tls://user:password@host:587
EMAIL_ENABLED = bool(env.str("EMAIL_URL", default=""))
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="newsroom@localhost")
EMAIL_TIMEOUT = 10

# Work that takes long is done in a thread of the server, unless a worker's back end is named here:
# django_tasks_db.DatabaseBackend, where `db_worker` runs.
TASKS = {
    "default": {
        "BACKEND": env.str("TASKS_BACKEND", default="articles.background.BackgroundBackend")
    }
}
if TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
    INSTALLED_APPS.append("django_tasks_db")

# The proofreader's models, each optional

# A KenLM model of words; unset: Debian's libime-data-language-model, where it is; empty: none.
WORD_MODEL = env.str("WORD_MODEL", default=None)
# A folder with a Chinese masked language model in ONNX.
PROOFING_MODEL = env.str("PROOFING_MODEL", default="")

# The 公众号 whose 草稿箱 the desk fills, if both are set

WECHAT_APPID = env.str("WECHAT_APPID", default="")
WECHAT_SECRET = env.str("WECHAT_SECRET", default="")
WECHAT_API = env.str("WECHAT_API", default="https://api.weixin.qq.com").rstrip("/")

# The log

# A line of JSON each, with the number of the request; on a developer's machine plain words.
_LOG_FORMAT = env.str("LOG_FORMAT", default="plain" if DEBUG else "json", choices=["plain", "json"])
ERROR_MAIL = env.list("ERROR_MAIL", default=[]) if EMAIL_ENABLED else []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {}, "json": {"()": "articles.logs.JsonLines"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": _LOG_FORMAT},
        **({"mail": {"()": "articles.logs.MailErrors", "to": ERROR_MAIL}} if ERROR_MAIL else {}),
    },
    "root": {
        "handlers": ["console", *(["mail"] if ERROR_MAIL else [])],
        "level": env.str("LOG_LEVEL", default="WARNING"),
    },
    # Django's own goes to the root like all else: it would mail what was posted.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

# Measurements: /metrics answers whoever brings this token, and is no page without it. All servers
# of the machine count into the same files.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN:
    with suppress(OSError):  # where nothing can be written, each server counts for itself
        (VAR_DIR / "metrics").mkdir(parents=True, exist_ok=True)
    if os.access(VAR_DIR / "metrics", os.W_OK):
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(VAR_DIR / "metrics"))

# The bulletin's first values: an editor changes them in the admin

SITE_NAME = env.str("SITE_NAME", default="今日临江")
SPONSOR = env.str("SPONSOR", default="")
ICP_NUMBER = env.str("ICP_NUMBER", default="")
POLICE_NUMBER = env.str("POLICE_NUMBER", default="")
