"""django-allauth: e-mail or phone, TOTP, passkeys, recovery codes, a national identity (security handbook 4.3)."""

import os

# An Apprise address of the text message gateway, `{phone}` standing for the number; without one phones are hidden.
PENDOPO_SMS_URL = os.environ.get("PENDOPO_SMS_URL", "")


def phone_settings(gateway: str) -> dict:
    """What changes with a gateway for text messages: a phone signs in and up, and a code opens the door."""
    return {
        "ACCOUNT_LOGIN_METHODS": {"email", "phone"} if gateway else {"email"},
        # The library wants one required field; our form asks for one of the two.
        "ACCOUNT_SIGNUP_FIELDS": ["email*", *(["phone"] if gateway else []), "password1*"],
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": bool(gateway),
    }


ACCOUNT_USER_MODEL_USERNAME_FIELD = None
globals().update(phone_settings(PENDOPO_SMS_URL))
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = True
LOGIN_REDIRECT_URL = "/workspace/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "pendopo.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "pendopo.accounts.name_form.NameForm"
_FORMS = "pendopo.accounts.signin_forms."
ACCOUNT_FORMS = {
    "login": f"{_FORMS}LoginForm",
    "signup": f"{_FORMS}SignupForm",
    "add_email": f"{_FORMS}AddEmailForm",
    "change_password": f"{_FORMS}ChangePasswordForm",
    "set_password": f"{_FORMS}SetPasswordForm",
    "reset_password": f"{_FORMS}ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}ResetPasswordKeyForm",
    "reauthenticate": f"{_FORMS}ReauthenticateForm",
    "request_login_code": f"{_FORMS}RequestLoginCodeForm",
    "confirm_login_code": f"{_FORMS}ConfirmLoginCodeForm",
    "verify_phone": f"{_FORMS}VerifyPhoneForm",
    "change_phone": f"{_FORMS}ChangePhoneForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}SecondStepForm",
    "reauthenticate": f"{_FORMS}SecondStepAgainForm",
    "activate_totp": f"{_FORMS}ActivateAppForm",
    "add_webauthn": f"{_FORMS}AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}EditPasskeyForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "pendopo.accounts.adapter.MfaAdapter"
# Officials must have a second step after the grace of accounts/rules.csv; a number here is stronger than the rule.
PENDOPO_MFA_DUTY = True
PENDOPO_MFA_GRACE_DAYS: int | None = None

# A national identity (or any other OpenID Connect provider): hidden while PENDOPO_OIDC_URL is empty.
PENDOPO_OIDC_URL = os.environ.get("PENDOPO_OIDC_URL", "")
PENDOPO_OIDC_NIK_CLAIM = os.environ.get("PENDOPO_OIDC_NIK_CLAIM", "")
SOCIALACCOUNT_ADAPTER = "pendopo.accounts.social.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": f"{_FORMS}SocialSignupForm"}
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "identitas",
                "name": os.environ.get("PENDOPO_OIDC_NAME", "Identitas digital nasional"),
                "client_id": os.environ.get("PENDOPO_OIDC_CLIENT_ID", "pendopo"),
                "secret": os.environ.get("PENDOPO_OIDC_SECRET", ""),
                "settings": {"server_url": PENDOPO_OIDC_URL},
            }
        ]
        if PENDOPO_OIDC_URL
        else [],
    }
}
