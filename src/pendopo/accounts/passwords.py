"""Passwords that are long and yet the first to be tried: a common word with figures, a repeated piece, a run."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

# What people here begin with, beside the list of the world.
LOCAL = frozenset({
    "indonesia", "bismillah", "alhamdulillah", "katasandi", "rahasia", "sayang", "pendopo", "pemkab", "pemkot",
    "kabupaten", "kecamatan", "kelurahan", "purbalingga", "pemerintah", "bupati", "sandi", "kantor", "dinas",
    "merdeka", "garuda", "pancasila", "selamatpagi", "terimakasih",
})  # fmt: skip
RUNS = (
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "0123456789" * 3,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "qwertyuiop" * 3,
    "asdfghjkl" * 3,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujm",
)
FEWEST_LETTERS = 4
FIGURES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED = re.compile(r"(.{1,10}?)\1+(.{0,9})")


class LongCommonPasswordValidator(CommonPasswordValidator):
    """Refuses a long password whose heart is common (ASVS 6.2.4); no mix of characters is asked for."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a common heart."""
        if self._is_common(password.lower().strip()):
            raise ValidationError(gettext("This password is too common."), code="password_too_common")

    def _is_common(self, words: str) -> bool:
        if len(set(words)) <= FEWEST_LETTERS or any(words in run or words[::-1] in run for run in RUNS):
            return True
        repeated = REPEATED.fullmatch(words)
        pieces = [words, repeated[1] if repeated else words]
        hearts = {re.sub(r"[\W_]+", "", FIGURES.sub("", piece)) for piece in pieces}
        return bool(repeated and repeated[1].startswith(repeated[2])) or any(self._is_known(heart) for heart in hearts)

    def _is_known(self, heart: str) -> bool:
        """A word of the lists, or two of them side by side; nothing but figures is known as well."""
        known = self.passwords | LOCAL
        if heart in known or not heart:
            return True
        return any(heart[:cut] in known and heart[cut:] in known for cut in range(4, len(heart) - 3))
