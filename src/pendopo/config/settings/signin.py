"""django-allauth: e-mail or phone, TOTP, passkeys, recovery codes (security handbook 4.3)."""

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = True
LOGIN_REDIRECT_URL = "/workspace/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "pendopo.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "pendopo.accounts.forms.NameForm"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "pendopo.accounts.adapter.MfaAdapter"
# Officials must have a second step after 14 days (security handbook 4.3); the local profile of a demo never asks.
PENDOPO_MFA_DUTY = True
