"""What the tests of accounts share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_attempts_counted():
    """Attempts are counted in the cache: each test begins with none."""
    cache.clear()
    yield
    cache.clear()
