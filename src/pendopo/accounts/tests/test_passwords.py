"""Long passwords that everybody tries first are refused; long ones of one's own are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("word", [
    "password1234", "Password2026!", "123456789012", "qwertyuiop123", "passwordpassword", "indonesia2026",
    "purbalingga123", "aaaaaaaaaaaa", "abcabcabcabc", "bismillah1234", "1qaz2wsx3edc", "iloveyou1234!",
    "210987654321", "sayangindonesia", "terimakasih1", "abc123abc123",
])  # fmt: skip
def test_a_long_common_password_is_refused(word):
    with pytest.raises(ValidationError) as refusal:
        validate_password(word)
    assert "password_too_common" in {error.code for error in refusal.value.error_list}


@pytest.mark.parametrize("word", [
    "kucing makan soto pagi", "kata sandi yang panjang", "W7!tqz-Klawu-93x",
    "gunung slamet berkabut", "pendopo-demo-2026-x9",
])  # fmt: skip
def test_a_long_password_of_ones_own_is_taken(word):
    validate_password(word)
