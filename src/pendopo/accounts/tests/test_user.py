"""The user."""

import pytest

from pendopo.accounts.models import User
from pendopo.kernel import clock


@pytest.mark.django_db
def test_a_user_is_found_by_e_mail():
    User.objects.create_user("siti@example.id", "sandi-yang-panjang", name="Siti", created_at=clock.now())
    assert User.objects.get(email="siti@example.id").label == "Siti"
