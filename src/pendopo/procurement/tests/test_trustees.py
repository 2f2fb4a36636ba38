"""Trustees: a key that is proven, rehearsed from its file, seated, rehearsed together, confirmed; or refused."""

import base64
import datetime as dt

import pyrage
import pytest
from pyrage import x25519

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.procurement import queries, sealing, services
from pendopo.procurement.models import GroupRehearsal, SealPlan, Trustee
from pendopo.procurement.services import EnvelopeRefused
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests import sealing_factories as s

pytestmark = pytest.mark.django_db
API = "/api/v1/procurement"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    held = {"now": f.NOON}
    monkeypatch.setattr(clock, "now", lambda: held["now"])
    return held


@pytest.fixture
def tender(opd):
    return c.tender_of(opd)


def post(client, path, **body):
    return client.post(f"{API}/{path}", body, content_type="application/json")


def opened(challenge, identity):
    data = base64.b64decode(challenge["ciphertext"])
    return pyrage.decrypt(data, [x25519.Identity.from_str(identity)]).decode()


def register(client, role="committee"):
    """A new key, registered and proven: its identity."""
    key = x25519.Identity.generate()
    made = post(client, "trustee-keys", role=role, recipient=str(key.to_public())).json()
    proof = post(
        client, f"trustee-keys/own/rehearsals/{made['challenge']['id']}", answer=opened(made["challenge"], str(key))
    )
    assert proof.json()["proven_at"] is not None
    return str(key)


def rehearse(client, identity):
    challenge = post(client, "trustee-keys/own/rehearsals").json()
    return post(client, f"trustee-keys/own/rehearsals/{challenge['id']}", answer=opened(challenge, identity)).json()


def test_three_members_and_an_inspector_make_a_plan(client, tender):
    """The whole way over the API: keys, rehearsals, a dummy opened together, the plan, confirmations."""
    keys = {}
    for number, role in enumerate(["committee"] * 3 + ["inspectorate"]):
        post_of = {"committee": ["pokja"], "inspectorate": ["apip"]}[role]
        user = people.person(f"orang{number}@contoh.id", f"Orang {number}", roles=post_of)
        client.force_login(user)
        identity = register(client, role)
        assert rehearse(client, identity)["rehearsed_at"] is not None
        keys[number] = (user, identity)
    client.force_login(keys[0][0])
    found = client.get(f"{API}/tenders/T-1/trustees").json()
    ids = [one["id"] for one in found["trustees"]]
    assert (found["k"], found["n"], len(ids)) == (2, 3, 4)
    seating = {"committee": ids[:3], "k": 2, "inspectorate": ids[3:], "m": 1, "opening_at": s.DEADLINE.isoformat()}
    assert post(client, "tenders/T-1/seal-plan", seating=seating).json()["code"] == "not_rehearsed"
    rehearsal = post(client, "tenders/T-1/group-rehearsals", seating=seating).json()
    for number in (3, 2, 0):
        client.force_login(keys[number][0])
        shown = client.get(f"{API}/trustee-keys/own").json()["seats"]
        assert [seat["rehearsal"] for seat in shown] == [rehearsal["id"]]
        rehearsal = answer_dummy(client, rehearsal["id"], keys[number][1])
    assert rehearsal["succeeded_at"] is not None
    made = post(client, "tenders/T-1/seal-plan", seating=seating)
    assert (made.status_code, made.json()["ready"]) == (201, False)
    for user, _identity in keys.values():
        client.force_login(user)
        plan = post(client, "tenders/T-1/seal-plan/confirmation", plan_hash=made.json()["plan_hash"]).json()
    assert plan["ready"]
    sealed = s.sealed(sealing.read_plan(plan["message"]))
    assert sealed.header.header_hash


def answer_dummy(client, number, identity):
    share = post(client, f"tenders/T-1/group-rehearsals/{number}/share").json()
    plan, header = sealing.read_plan(share["plan"]), sealing.read_header(share["header"])
    place = (share["group"], share["member"])
    mnemonic = sealing.open_share(base64.b64decode(share["ciphertext"]), identity, place, header, plan)
    return post(client, f"tenders/T-1/group-rehearsals/{number}/mnemonic", mnemonic=mnemonic).json()


def test_the_plan_stands_in_the_public_log_with_the_seats_of_its_trustees(tender):
    held = c.trustees()
    plan = c.publish(tender, held)
    entry = Entry.objects.get(event="procurement.seal_plan.published")
    assert (entry.kind, entry.data["plan_hash"]) == ("OPEN", plan.plan_hash)
    assert [seat.recipient for seat in plan.seats.values()] == [row[2].recipient for row in held.values()]
    assert SealPlan.objects.get().seats.count() == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proven_at": None}, "unproven"), ({"rehearsed_at": None}, "unrehearsed"), ({"role": "inspectorate"}, "role"),
        ({"rehearsed_at": f.NOON - dt.timedelta(days=30, seconds=1)}, "unrehearsed"),
        ({"revoked_at": f.NOON}, "revoked"),
    ],
)  # fmt: skip
def test_a_key_that_may_not_hold_a_seat_stops_the_plan(tender, change, code):
    held = c.trustees()
    Trustee.objects.filter(pk=held["committee", 1][2].pk).update(**change)
    with pytest.raises(EnvelopeRefused, match=code) as refused:
        c.publish(tender, held)
    assert refused.value.more == {"trustee": held["committee", 1][2].pk}
    assert not SealPlan.objects.exists()


def test_a_rehearsal_of_thirty_days_ago_still_counts(tender):
    held = c.trustees(at=f.NOON - dt.timedelta(days=30))
    assert c.publish(tender, held).plan_version == 1


def test_who_runs_the_server_holds_no_key(tender, client):
    held = c.trustees()
    admin = people.person("admin2@contoh.id", "Admin Pokja", roles=["admin", "pokja"])
    Trustee.objects.filter(pk=held["committee", 0][2].pk).update(user=admin)
    with pytest.raises(EnvelopeRefused, match="role"):
        c.publish(tender, held)
    client.force_login(admin)
    key = str(x25519.Identity.generate().to_public())
    assert post(client, "trustee-keys", role="committee", recipient=key).status_code == 403


def test_other_seats_than_those_that_rehearsed_together_are_refused(tender):
    held = c.trustees(committee=4)
    first = dict(list(held.items())[:3]) | {("inspectorate", 0): held["inspectorate", 0]}
    c.publish(tender, first)
    seating = c.seating_of(held)
    with pytest.raises(EnvelopeRefused, match="not_rehearsed"):
        services.publish_seal_plan(tender_id=tender.pk, seating=seating, actor=c.SYSTEM, now=f.NOON)


def test_a_plan_changes_only_while_nobody_committed_or_when_it_cannot_be_opened_any_more(tender, monkeypatch):
    monkeypatch.setattr(clock, "locked_now", lambda: s.DEADLINE - dt.timedelta(days=1))
    held = c.trustees(committee=4)
    some = dict(list(held.items())[:3]) | {("inspectorate", 0): held["inspectorate", 0]}
    first = c.publish(tender, some)
    second = c.publish(tender, some)
    assert (second.plan_version, second.previous_plan_hash) == (2, first.plan_hash)
    bid = c.bidder(tender)
    with pytest.raises(sealing.SealRefused, match="not of this plan"):
        c.commit(bid, s.sealed(first).header)
    c.commit(bid, s.sealed(second).header)
    with pytest.raises(EnvelopeRefused, match="committed"):
        c.publish(tender, held)
    inspector = held["inspectorate", 0]
    services.revoke_trustee(trustee_id=inspector[2].pk, reason="Laptop hilang", actor=inspector[0], now=f.NOON)
    after = {place: row for place, row in held.items() if place[0] == "committee"}
    after[("inspectorate", 0)] = new_inspector()
    assert c.publish(tender, after).plan_version == 3


def new_inspector():
    user = people.person("pengganti@contoh.id", "Inspektur Pengganti", roles=["apip"])
    key = x25519.Identity.generate()
    at = dict.fromkeys(("registered_at", "proven_at", "rehearsed_at"), f.NOON)
    return user, str(key), Trustee.objects.create(user=user, role="inspectorate", recipient=str(key.to_public()), **at)


def test_a_wrong_or_late_answer_proves_nothing(client, now):
    client.force_login(people.person("pokja@contoh.id", "Pokja", roles=["pokja"]))
    key = x25519.Identity.generate()
    made = post(client, "trustee-keys", role="committee", recipient=str(key.to_public())).json()["challenge"]
    path = f"trustee-keys/own/rehearsals/{made['id']}"
    assert post(client, path, answer="0" * 64).json()["code"] == "wrong"
    now["now"] = f.NOON + dt.timedelta(minutes=10)
    assert post(client, path, answer=opened(made, str(key))).json()["code"] == "over"
    assert Trustee.objects.get().proven_at is None


def test_only_the_holder_confirms_a_seat_and_only_of_the_plan_in_force(client, tender):
    held = c.trustees()
    c.publish(tender, held, confirmed=False)
    client.force_login(people.person("lain@contoh.id", "Orang Lain", roles=["pokja"]))
    wanted = SealPlan.objects.get().plan_hash
    assert post(client, "tenders/T-1/seal-plan/confirmation", plan_hash=wanted).status_code == 403
    client.force_login(held["committee", 0][0])
    assert post(client, "tenders/T-1/seal-plan/confirmation", plan_hash="0" * 64).json()["code"] == "plan"
    assert SealPlan.objects.get().seats.filter(confirmed_at__isnull=False).count() == 0


def test_a_dummy_is_not_opened_by_the_committee_alone(client, tender):
    held = c.trustees()
    seating = c.seating_of(held)
    made = services.begin_group_rehearsal(tender_id=tender.pk, seating=seating, actor=c.SYSTEM, now=f.NOON)
    for place in [("committee", number) for number in range(3)]:
        client.force_login(held[place][0])
        answer_dummy(client, made.pk, held[place][1])
    assert GroupRehearsal.objects.get().succeeded_at is None


def test_a_run_is_announced_only_with_a_plan_that_is_confirmed_and_can_be_opened(tender):
    held = c.trustees()
    assert queries.seal_obstacles(tender) == ["plan"]
    c.publish(tender, held, confirmed=False)
    assert queries.seal_obstacles(tender) == ["unconfirmed"]
    SealPlan.objects.get().seats.update(confirmed_at=f.NOON)
    assert queries.seal_obstacles(tender) == []
    spare, user = held["committee", 1][2], held["committee", 1][0]
    services.revoke_trustee(trustee_id=spare.pk, reason="Hilang", actor=user, now=f.NOON)
    assert queries.seal_obstacles(tender) == []
    last, user = held["committee", 2][2], held["committee", 2][0]
    services.revoke_trustee(trustee_id=last.pk, reason="Dicuri", actor=user, now=f.NOON)
    assert queries.seal_obstacles(tender) == ["keys"]
