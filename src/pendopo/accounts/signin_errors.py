"""What the sign-in library says when something is wrong, in our words: each says what to do."""

from django.utils.translation import gettext_lazy as _

SIGN_IN = {
    "account_inactive": _("This account is closed. Ask the administrator of your office."),
    "cannot_remove_primary_email": _("Your main address cannot be removed. Make another one the main address first."),
    "duplicate_email": _("This address belongs to your account already."),
    "email_password_mismatch": _("Address or password do not fit. Check both."),
    "phone_password_mismatch": _("Number or password do not fit. Check both."),
    "username_password_mismatch": _("Address or password do not fit. Check both."),
    "email_taken": _("An account with this address exists."),
    "enter_current_password": _("Write your present password."),
    "incorrect_code": _("This code does not fit. Look again, or ask for a new one."),
    "incorrect_password": _("This password does not fit. Write it once more."),
    "invalid_or_expired_key": _("This link is no longer valid. Ask for a new one."),
    "invalid_login": _("Address or password do not fit. Check both."),
    "invalid_password_reset": _("This link is no longer valid. Ask for a new one."),
    "max_email_addresses": _("You can have at most %d addresses."),
    "phone_taken": _("An account with this number exists."),
    "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
    "unknown_email": _("No account has this address."),
    "unknown_phone": _("No account has this number."),
    "unverified_primary_email": _("Confirm your main address first."),
    "select_only_one": _("Choose one of the two."),
    "same_as_current": _("Write another one than the present."),
    "rate_limited": _("Too many attempts. Wait five minutes, then try again."),
}
SECOND_STEP = {
    "add_email_blocked": _("Switch the second step off before you add an address."),
    "cannot_delete_authenticator": _("The second step cannot be switched off."),
    "cannot_generate_recovery_codes": _("Switch the second step on first; then there are recovery codes."),
    "incorrect_code": _("This code does not fit. Wait for the next one in the app, then write it."),
    "unverified_email": _("Confirm your e-mail address before you switch on the second step."),
}
