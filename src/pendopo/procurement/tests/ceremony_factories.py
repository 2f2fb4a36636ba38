"""Trustees with keys of their own, plans that they rehearsed and confirmed, bidders, envelopes that arrived."""

import base64
import dataclasses
import datetime as dt
import hashlib

from pyrage import x25519

from pendopo.accounts.models import User
from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel.access import SYSTEM
from pendopo.organisations.models import Organisation, Supplier
from pendopo.procurement import sealing, services
from pendopo.procurement.models import BidEnvelope, GroupRehearsal, Participant, SealPlan, Tender, Trustee
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


class Ceremony:
    """The opening of one stage, step by step: the chair is the first of the committee."""

    def __init__(self, tender, held, stage="single"):
        self.held, self.stage = held, stage
        self.chair = held["committee", 0][0]
        self.where = {"tender_id": tender.pk, "stage": stage}

    def close(self):
        return services.close_bidding(**self.where, actor=self.chair)

    def seat(self, *places):
        return services.seat_trustees(**self.where, present=places or list(self.held), actor=self.chair)

    def take(self, place):
        """The mnemonics of a seat, opened with its key: rows as they are handed in."""
        user, identity, _trustee = self.held[place]
        rows = []
        for one in services.release_shares(**self.where, actor=user):
            header = sealing.read_header(one.envelope.header)
            plan = sealing.read_plan(one.envelope.plan.message)
            mnemonic = sealing.open_share(one.ciphertext, identity, one.place, header, plan)
            rows.append({"header_hash": header.header_hash, "mnemonic": mnemonic})
        return rows

    def hand_in(self, *places):
        for place in places or list(self.held):
            rows = self.take(place)
            services.hand_in_shares(**self.where, shares=rows, actor=self.held[place][0])

    def recover(self):
        return services.recover_keys(**self.where, actor=self.chair)

    def reveal(self):
        return services.reveal_bids(**self.where, actor=self.chair)

    def finish(self, now=s.DEADLINE):
        return services.finish_opening(**self.where, actor=self.chair, now=now)

    def to_the_keys(self, *places):
        self.close()
        self.seat(*places)
        self.hand_in(*places)
        return self.recover()

    def whole(self, *places):
        self.to_the_keys(*places)
        self.reveal()
        return self.finish()


def statuses():
    """Commitment -> status."""
    return dict(BidEnvelope.objects.values_list("header_hash", "status"))


def reason_of(sealed):
    """Status and reason of an envelope."""
    return BidEnvelope.objects.values_list("status", "reason").get(header_hash=sealed.header.header_hash)


def equal(opening):
    """Whether the numbers of the minutes agree."""
    names = ("opened", "withdrawn", "superseded", "incomplete", "unopenable")
    return opening.counts["committed"] == sum(opening.counts.get(name, 0) for name in names)


def outcomes():
    """Commitment -> what the log says of its outcome."""
    found = Entry.objects.filter(event="procurement.envelope.opened").order_by("pk")
    return {entry.data["header_hash"]: entry.data for entry in found}
