"""The steps between password and session: an account without e-mail address is not sent to its mailbox."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class AddressStage(EmailVerificationStage):
    """The address is confirmed by a letter, where there is one; a phone number was confirmed by its code before."""

    def handle(self) -> Any:
        """The library's own step, unless the account lives by its number alone."""
        login = self.login
        if login.user is not None and not login.user.email and not login.email:
            return None, True
        return super().handle()
