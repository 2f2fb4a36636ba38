"""The sample runs with sealed bids: one takes envelopes, one is opened and its audit holds; keys for a demo alone."""

import io
import zipfile

import pyrage
import pytest

from pendopo.accounts.tests import factories as people
from pendopo.audit import notes
from pendopo.audit.verifier import pendopo_verify as verifier
from pendopo.instance import queries as instance
from pendopo.instance.models import Instance
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.procurement import demo_keys, queries, sealing, services
from pendopo.procurement.models import BidEnvelope, Package, SupplierAccount, Tender
from pendopo.procurement.services.demo_keyholders import Cast
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency():
    found = Instance.objects.first() or Instance(pk=1, name="Kabupaten Contoh", region_code="33.03", updated_at=f.NOON)
    found.demo = True
    found.save()
    instance.forget()
    return found


@pytest.fixture
def scene(lines, opd, regency, bid_folders, forgotten):
    """The demo's people, its bidders and two packages."""
    for amount in (420_000_000, 450_000_000):
        f.announced(opd, {lines[1]: amount}, kind="WORKS", method="TENDER")
    Package.objects.update(demo=True)
    for name, role in (("pokja1", "pokja"), ("pokja2", "pokja"), ("pokja3", "pokja"), ("inspektur", "apip")):
        people.person(f"{name}@contoh.id", name.title(), roles=[role])
    for number in (1, 2, 3):
        user = people.person(f"penawar{number}@contoh.id", f"Penawar {number}")
        SupplierAccount.objects.create(supplier=supplier(f"912000000000{number}"), user=user, named_at=f.NOON)


def seeded():
    return services.seed_sealing_demo(year=f.YEAR, actor=SYSTEM, now=clock.now())


def test_both_runs_are_made_once_and_the_audit_holds(scene, tmp_path):
    assert [seeded(), seeded()] == [2, 0]
    opened, bidding = Tender.objects.order_by("pk")
    assert (opened.status, bidding.status, bidding.sealed) == ("OPENED", "OPEN", True)
    statuses = BidEnvelope.objects.filter(plan__tender=opened).order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["SUPERSEDED", "OPENED", "WITHDRAWN", "OPENED"]
    assert opened.minutes.get().paper.public
    assert [one.submitted_at is not None for one in queries.offers_of(opened)] == [True, True]
    assert queries.takes_envelopes(bidding, clock.now())
    assert bidding.seal_plans.get().seats.filter(confirmed_at=None).count() == 0
    file = tmp_path / "audit.zip"
    file.write_bytes(queries.audit_bundle(ANONYMOUS, opened))
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        assert archive.namelist() == ["README.txt", "bundle.json", "leaves.bin"]
    kept = queries.receipt_of(BidEnvelope.objects.filter(status="OPENED").first().entry)
    assert kept is not None
    assert verifier.check_bundle(file, notes.own_verifier_key(), []) == []


def test_a_sample_key_file_is_for_a_demo_and_its_own_key_alone(client, regency):
    made = {name: people.person(f"{name}@contoh.id", name, roles=["pokja"]) for name in ("pokja1", "pokja2")}
    trustee, other = (Cast(made, [], SYSTEM).trustee(name, f.NOON) for name in made)
    client.force_login(made["pokja1"])
    assert demo_keys.PASSPHRASE in client.get("/workspace/pengadaan/kunci/").text
    assert client.get("/workspace/pengadaan/kunci/contoh/").content.startswith(b"age-encryption.org/v1")
    plain = pyrage.passphrase.decrypt(demo_keys.sample_file(trustee), demo_keys.PASSPHRASE)
    assert sealing.recipient_of(sealing.read(plain)["identity"]) == trustee.recipient
    trustee.recipient = other.recipient
    with pytest.raises(demo_keys.NotADemo):
        demo_keys.sample_file(trustee)
    Instance.objects.update(demo=False)
    instance.forget()
    with pytest.raises(demo_keys.NotADemo):
        demo_keys.sample_identity("pokja1@contoh.id")
    assert not demo_keys.is_sample(other)
    assert client.get("/workspace/pengadaan/kunci/contoh/").status_code == 404
    assert demo_keys.PASSPHRASE not in client.get("/workspace/pengadaan/kunci/").text
