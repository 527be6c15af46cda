"""Django's settings. Everything a council may have to change comes from the environment, with an answer that works."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from huey import PostgresHuey, SqliteHuey

from putright.accounts.signing_in import providers
from putright.config import files, logs

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "putright"

# Everything written at run time: database, files, keys. Never in version control.
VAR = Path(os.environ.get("PUTRIGHT_VAR", ROOT / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def _flag(name: str, *, otherwise: bool = False) -> bool:
    given = os.environ.get(name, "").strip().lower()
    return given in {"1", "yes", "true", "on"} if given else otherwise


def _secret(name: str) -> str:
    """A secret from the environment, or from the file that the same name with _FILE gives, as containers have it."""
    file = os.environ.get(f"{name}_FILE", "").strip()
    return (Path(file).read_text(encoding="utf-8") if file else os.environ.get(name, "")).strip()


def _secret_key(given: str) -> str:
    """The council's own, or one made on first start and kept beside the database."""
    if given:
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return kept.read_text(encoding="ascii")


# --- How it runs -----------------------------------------------------------------------------------------------------

DEMO = _flag("PUTRIGHT_DEMO")
"""A council that does not exist, with sign-in by choosing a name. Never for real complaints."""

DEMO_DAY = os.environ.get("PUTRIGHT_DEMO_DAY", "")
"""The day the demo takes for today (YYYY-MM-DD); empty for the real one. Only in demo mode."""

DEBUG = _flag("PUTRIGHT_DEBUG")
SECRET_KEY_GIVEN = _secret("PUTRIGHT_SECRET_KEY")
SECRET_KEY = _secret_key(SECRET_KEY_GIVEN)
SECRET_KEY_FALLBACKS = [_secret("PUTRIGHT_SECRET_KEY_BEFORE")] if _secret("PUTRIGHT_SECRET_KEY_BEFORE") else []
"""The secret key before the one in force, until what was sealed with it is sealed anew."""
PUBLIC_ADDRESS = os.environ.get("PUTRIGHT_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""How the public reaches this site; letters carry links that begin with it."""

ALLOWED_HOSTS = [host for host in os.environ.get("PUTRIGHT_HOSTS", "localhost 127.0.0.1 [::1]").split() if host]
SECURE = PUBLIC_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "huey.contrib.djhuey",
    "putright.council",
    "putright.accounts",
    "putright.web",
    "putright.letters",
    "putright.casework",
    "putright.portal",
    "putright.desk",
    "putright.administration",
    "putright.records",
    "putright.operations",
    "putright.stories",
]

MIDDLEWARE = [
    "putright.operations.watching.requests.watch",
    "putright.web.strict.say",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "putright.web.strict.turn_away",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django adds a length of its own to every page, so that its size tells nothing of the secrets in it.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "putright.council.here.looked_up_once_a_page",
    "putright.accounts.signing_in.idle.sign_out_when_idle",
    "putright.administration.opening.not_open_yet",
]

ROOT_URLCONF = "putright.config.urls"
WSGI_APPLICATION = "putright.config.wsgi.application"

# --- The database ----------------------------------------------------------------------------------------------------

DATABASE_URL = _secret("DATABASE_URL")
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        DATABASE_URL or f"sqlite:///{VAR / 'putright.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if SQLITE:
    # A writer takes its turn at once instead of failing half-way, and readers never wait for it.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # Tests have a file as well, one for each process: two threads that write at once cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"putright-test-{os.getpid()}.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The worker ------------------------------------------------------------------------------------------------------

HUEY = (
    SqliteHuey("putright", filename=str(VAR / "queue.sqlite3"))
    if SQLITE
    # Its tables are made by a migration of letters: a process can start while the database is away.
    else PostgresHuey("putright", dsn=DATABASE_URL, create_tables=False)
)

# --- Pages -----------------------------------------------------------------------------------------------------------

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PRODUCT / app / "templates"
            for app in ("web", "accounts", "portal", "desk", "administration", "records", "operations")
        ],
        "OPTIONS": {
            "environment": "putright.web.pages.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "putright.web.pages.frame",
            ],
        },
    },
    # Only for pages of the libraries that we have not drawn ourselves.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

STAFF_NAVIGATION = [f"putright.{surface}.navigation" for surface in ("desk", "operations", "records", "administration")]
"""Where each surface declares its parts of the navigation of the staff pages, in the order they stand there."""

FORM_RENDERER = "putright.web.forms.Renderer"
CSRF_FAILURE_VIEW = "putright.web.errors.stale_form"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("PUTRIGHT_STATIC", VAR / "static"))
STATIC_ROOT.mkdir(exist_ok=True)
# Nobody else's page loads them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# A copy whose style sheets have not been collected yet serves them from where they are.
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": files.settings(os.environ, secret=_secret),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "files"
# Uploads and letters are served by views that ask who may see them, never from an address of their own.
MEDIA_URL = ""

ANCHORS = Path(os.environ.get("PUTRIGHT_ANCHORS", VAR / "anchors"))
"""Where a copy of each night's anchor of the record is kept: best a folder that this machine can only add to."""

ANCHORS_TO = os.environ.get("PUTRIGHT_ANCHORS_TO", "")
"""Who gets each anchor by email, to keep it outside the database; empty: nobody."""

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = None

# --- Who may come in -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "putright.accounts.signing_in.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Failed passwords are counted by `accounts.guessing`; these are failed codes of the second step, for each account.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    # A sign-in that signs a whole council out in the evening says so once for each session.
    "signed_out_elsewhere": "600/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PUTRIGHT_PROXIES", "0"))
"""How many proxies of the council's own stand before this site; without them everybody would seem to come from one."""
ACCOUNT_FORMS = {
    "login": "putright.accounts.forms.SignIn",
    "change_password": "putright.accounts.forms.NewPassword",
    "reset_password": "putright.accounts.forms.Forgotten",
    "reset_password_from_key": "putright.accounts.forms.PasswordFromLink",
    "reauthenticate": "putright.accounts.forms.Confirm",
}

MFA_REQUIRED = not DEMO and _flag("PUTRIGHT_MFA_REQUIRED", otherwise=True)
"""Whether every officer signs in with an authenticator app as well as a password. Never in a demo."""
MFA_ADAPTER = "putright.accounts.signing_in.sign_in.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers allow passkeys without https on one's own machine alone
MFA_TOTP_ISSUER = "Putright"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator wrote the address down; nobody signs up with one
MFA_FORMS = {
    "authenticate": "putright.accounts.forms.Code",
    "reauthenticate": "putright.accounts.forms.ConfirmByCode",
    "activate_totp": "putright.accounts.forms.FirstCode",
    "add_webauthn": "putright.accounts.forms.NewPasskey",
    "login_webauthn": "putright.accounts.forms.PasskeyAlone",
    "authenticate_webauthn": "putright.accounts.forms.PasskeyToo",
    "reauthenticate_webauthn": "putright.accounts.forms.ConfirmByPasskey",
}

# The council's own ways of signing in, as a file describes them (docs/using/sign-in.md).
_SIGN_IN = os.environ.get("PUTRIGHT_SIGN_IN", "").strip()
SIGN_IN_PROVIDERS = providers.read(Path(_SIGN_IN)) if _SIGN_IN else {}
SOCIALACCOUNT_PROVIDERS = providers.for_allauth(SIGN_IN_PROVIDERS)
SOCIALACCOUNT_ADAPTER = "putright.accounts.signing_in.single_sign_on.Adapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# A form sent elsewhere would need that place in the content security policy; a link begins nothing but the asking.
SOCIALACCOUNT_LOGIN_ON_GET = True

BREAK_GLASS_TELLS = os.environ.get("PUTRIGHT_BREAK_GLASS_TELLS", "").split()
"""Whom every use of the sealed account alarms by email; nobody named: every administrator."""

STAFF_IDLE_MINUTES = int(os.environ.get("PUTRIGHT_STAFF_IDLE_MINUTES", "30"))
STAFF_SESSION_HOURS = int(os.environ.get("PUTRIGHT_STAFF_SESSION_HOURS", "12"))
"""After so long officers sign in again, however busy: whoever has left the council is out by then."""

LINK_DAYS = int(os.environ.get("PUTRIGHT_LINK_DAYS", "365"))
"""For how many days after the last thing in a case that has ended its secret link still opens it."""

AUDIT_DAYS = int(os.environ.get("PUTRIGHT_AUDIT_DAYS", "730"))
"""How long the security log is kept."""

# Attempts are counted in the database, so that every process counts the same.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "limits"}}

# --- Safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": browsers would then send forms with the origin "null", which the guard against forgery refuses.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
COOKIE_MARK = "__Host-" if SECURE else ""
"""With it browsers take a cookie from this very host over https alone: none of the council's other sites can set it."""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_MARK}sessionid", f"{COOKIE_MARK}csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = False
if SECURE and ALLAUTH_TRUSTED_PROXY_COUNT:
    # The council's own proxy says how it was reached. Without one nobody is believed.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURITY_CONTACT = os.environ.get("PUTRIGHT_SECURITY_CONTACT", "").strip()
"""Where whoever finds a weakness tells the council: an email address or an https page. Empty: its email address."""

CLAMD = os.environ.get("PUTRIGHT_CLAMD", "")
"""The council's virus scanner: host:port, or the path of its socket. Empty: files are not scanned, and pages say so."""

# --- Mail ------------------------------------------------------------------------------------------------------------

# Nothing leaves a demo: what would have gone out can be read on a page.
EMAIL_BACKEND = (
    "django.core.mail.backends.dummy.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = os.environ.get("PUTRIGHT_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PUTRIGHT_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PUTRIGHT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = _secret("PUTRIGHT_SMTP_PASSWORD")
EMAIL_USE_TLS = _flag("PUTRIGHT_SMTP_TLS")
EMAIL_TIMEOUT = 20

# --- Copies of it ----------------------------------------------------------------------------------------------------

BACKUP_TO = os.environ.get("PUTRIGHT_BACKUP_TO", "")
"""The folder the worker puts a backup into each night; empty: none is made by itself."""
BACKUP_KEY = _secret("PUTRIGHT_BACKUP_KEY")
BACKUP_KEEP = int(os.environ.get("PUTRIGHT_BACKUP_KEEP", "14"))

DOWNTIME_TO = os.environ.get("PUTRIGHT_DOWNTIME_TO", "")
"""The folder the worker puts the pack for an outage into each night: one that officers reach without this site."""
DOWNTIME_KEY = _secret("PUTRIGHT_DOWNTIME_KEY")

PAPER_FORMS = {"Complaint form": "putright.portal.printable.form"}
"""What the pack holds to be filled in by hand: each drawn by the part that owns it, by its name."""

# --- What is written down of its running -----------------------------------------------------------------------------

METRICS_TOKEN = _secret("PUTRIGHT_METRICS_TOKEN")
METRICS_FROM = [network for network in os.environ.get("PUTRIGHT_METRICS_FROM", "").split() if network]
"""Who may read the figures at /metrics: whoever has the token, or asks directly from one of these networks."""

# --- What is written down of its running -----------------------------------------------------------------------------

LOGGING = logs.settings(
    debug=DEBUG,
    as_json=os.environ.get("PUTRIGHT_LOGS", "").strip().lower() == "json",
    syslog=os.environ.get("PUTRIGHT_SYSLOG", "").strip(),
)
