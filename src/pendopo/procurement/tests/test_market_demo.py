"""The demo's market: samples are bought, quoted and offered for by the demo's people; once only, refused to others."""

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import CatalogueOrder
from pendopo.procurement.tests import factories as f


def test_without_the_people_of_the_demo_nothing_is_made(db):
    services.seed_catalogue(kecamatan=[], actor=SYSTEM, now=f.NOON)
    assert services.seed_market(year=2027, password="x", actor=SYSTEM, now=f.NOON) == 0
    assert not CatalogueOrder.objects.exists()
    with pytest.raises(PermissionDenied):
        services.seed_market(year=2027, password="x", actor=ANONYMOUS, now=f.NOON)
