"""Trustees with keys of their own, plans that they rehearsed and confirmed, bidders, envelopes that arrived."""

import base64
import dataclasses
import datetime as dt
import hashlib

from pyrage import x25519

from pendopo.accounts.models import User
from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.organisations.models import Organisation, Supplier
from pendopo.procurement import sealing, services
from pendopo.procurement.models import GroupRehearsal, Participant, SealPlan, Tender, Trustee
from pendopo.procurement.seating import compose_plan
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests import sealing_factories as s

PART = 4 * 1024 * 1024


def tender_of(opd, **more):
    """A run that is open and closes at the usual deadline."""
    own = {"code": "T-1", "title": "Jembatan gantung", "kind": "WORKS", "method": "TENDER", "status": "OPEN"}
    own |= {"deadline_at": s.DEADLINE, "year": f.YEAR, "created_at": f.NOON}
    return Tender.objects.create(unit=opd, **own | more)


def trustees(committee=3, inspectorate=1, at=f.NOON):
    """People with keys that were proven and rehearsed: (side, number) -> (user, identity, trustee)."""
    found = {}
    for role, count, post in (("committee", committee, "pokja"), ("inspectorate", inspectorate, "apip")):
        for number in range(count):
            user = people.person(f"{role}{number}@contoh.id", f"{role.title()} {number}", roles=[post])
            key = x25519.Identity.generate()
            trustee = Trustee.objects.create(
                user=user, role=role, recipient=str(key.to_public()), registered_at=at, proven_at=at, rehearsed_at=at
            )
            found[role, number] = (user, str(key), trustee)
    return found


def seating_of(held, k=2, m=1, opening_at=s.DEADLINE):
    """All of these in their order."""
    sides = {"committee": [], "inspectorate": []}
    for (role, _number), row in held.items():
        sides[role].append(row[2].pk)
    return services.Seating(sides["committee"], k, sides["inspectorate"], m, opening_at)


def publish(tender, held, *, confirmed=True, now=f.NOON, **how):
    """The plan of these seats in the log, as if they had rehearsed together."""
    seating = seating_of(held, **how)
    plan = compose_plan(tender, seating, now)
    GroupRehearsal.objects.create(
        tender=tender, seating=seating.plain(), seating_hash=plan.seating_hash, plan=plan.message(), header={},
        ciphertext=b"", shares={}, made_at=now, succeeded_at=now,
    )  # fmt: skip
    made = services.publish_seal_plan(tender_id=tender.pk, seating=seating, actor=SYSTEM, now=now)
    if confirmed:
        made.seats.update(confirmed_at=now)
    return sealing.read_plan(SealPlan.objects.get(pk=made.pk).message)


def bidder(tender, number=0):
    """A participant with a supplier of its own, and the account that bids for it."""
    organisation = Organisation.objects.create(name=f"CV Penawar {number}", form="CV", created_at=f.NOON)
    supplier = Supplier.objects.create(organisation=organisation, registered_at=f.NOON)
    participant = Participant.objects.create(tender=tender, supplier=supplier, registered_at=f.NOON)
    user = people.person(f"penawar{number}@contoh.id", f"Budi Penawar {number}", roles=[])
    services.name_bidder(participant_id=participant.pk, user_id=user.pk, actor=SYSTEM, now=f.NOON)
    return participant, user


def commit(bid, header):
    """Commit to it for its bidder."""
    return services.commit_envelope(participant_id=bid[0].pk, message=header.message(), actor=bid[1])


def upload(bid, envelope, sealed, part=PART, shares=True):
    """Send shares and ciphertext."""
    for place, data in sealed.shares.items() if shares else ():
        services.put_share(envelope_id=envelope.pk, place=place, ciphertext=data, actor=bid[1])
    for start in range(0, len(sealed.ciphertext), part):
        data = sealed.ciphertext[start : start + part]
        sha256 = hashlib.sha256(data).hexdigest()
        envelope = services.put_part(envelope_id=envelope.pk, start=start, data=data, sha256=sha256, actor=bid[1])
    return envelope


def hand_in(bid, plan, **more):
    """An envelope of the bidder that arrived completely: (sealed, row)."""
    sealed = s.sealed(plan, **more)
    envelope = commit(bid, sealed.header).envelope
    return sealed, upload(bid, envelope, sealed)


def priced(sen):
    """A price of so many sen."""
    return s.PRICE | {"total_sen": sen}


def identity_of(held, place):
    """The key of a seat."""
    return held[place][1]


def user_of(held, place):
    """The person of a seat, read anew: rights are kept on the instance."""
    return User.objects.get(pk=held[place][0].pk)


def b64(data):
    """As the API carries bytes."""
    return base64.b64encode(data).decode()


def later(**more):
    """So long after the deadline."""
    return s.DEADLINE + dt.timedelta(**more)


replace = dataclasses.replace
