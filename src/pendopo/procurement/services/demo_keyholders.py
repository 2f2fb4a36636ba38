"""What sample runs with sealed bids need of people: trustees who rehearse and confirm, bidders who seal and send."""

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyrage
from pyrage import x25519

from pendopo.kernel.access import Actor
from pendopo.organisations.models import Supplier
from pendopo.procurement import ciphertexts, sealing
from pendopo.procurement.demo_keys import sample_identity
from pendopo.procurement.models import BidEnvelope, Participant, Tender, Trustee
from pendopo.procurement.queries.envelopes import dummy_share
from pendopo.procurement.seating import Seating
from pendopo.procurement.services.ciphertexts import put_part
from pendopo.procurement.services.envelopes import commit_envelope, put_shares
from pendopo.procurement.services.openings import hand_in_shares, release_shares
from pendopo.procurement.services.plans import (
    answer_group_rehearsal,
    begin_group_rehearsal,
    confirm_seat,
    publish_seal_plan,
)
from pendopo.procurement.services.trustees import Challenge, answer_rehearsal, begin_rehearsal, register_trustee

COMMITTEE = ("pokja1", "pokja2", "pokja3")
INSPECTORATE = ("inspektur",)
QUORUM = ("pokja1", "pokja2", "inspektur")
CLIENT = {"name": "pendopo-demo", "version": "1", "sha256": "0" * 64}
LETTER = "Surat penawaran (data contoh). Kami sanggup melaksanakan pekerjaan ini sesuai dokumen pemilihan.\n"


@dataclass(frozen=True)
class Cast:
    """Who plays in the sample runs: accounts by login, bidders with the accounts that act for them, the system."""

    people: Mapping[str, Any]
    firms: list[tuple[Supplier, Any]]
    system: Actor

    def trustee(self, name: str, at: dt.datetime) -> Trustee:
        """A sample key that was registered with its proof and rehearsed."""
        user, role = self.people[name], "inspectorate" if name in INSPECTORATE else "committee"
        key = x25519.Identity.from_str(sample_identity(user.email))
        asked = register_trustee(role=role, recipient=str(key.to_public()), actor=user, now=at)
        trustee = _answered(asked, key, user, at)
        return _answered(begin_rehearsal(trustee_id=trustee.pk, actor=user, now=at), key, user, at)

    def plan(self, tender: Tender, at: dt.datetime) -> sealing.SealPlan:
        """The run's seal plan: two of three and the inspectorate, rehearsed together, in the log, confirmed by each."""
        assert tender.deadline_at is not None
        held = {str(one.user.email).partition("@")[0]: one.pk for one in Trustee.objects.select_related("user")}
        sides = [[held[name] for name in names] for names in (COMMITTEE, INSPECTORATE)]
        seating = Seating(sides[0], 2, sides[1], 1, tender.deadline_at)
        rehearsal = begin_group_rehearsal(tender_id=tender.pk, seating=seating, actor=self.system, now=at)
        for name in QUORUM:
            share = dummy_share(self.people[name], rehearsal)
            header, plan = sealing.read_header(share["header"]), sealing.read_plan(share["plan"])
            place, sealed = (share["group"], share["member"]), base64.b64decode(share["ciphertext"])
            mnemonic = sealing.open_share(sealed, sample_identity(self.people[name].email), place, header, plan)
            answer_group_rehearsal(rehearsal_id=rehearsal.pk, mnemonic=mnemonic, actor=self.people[name], now=at)
        made = publish_seal_plan(tender_id=tender.pk, seating=seating, actor=self.system, now=at)
        for name in (*COMMITTEE, *INSPECTORATE):
            confirm_seat(plan_id=made.pk, plan_hash=made.plan_hash, actor=self.people[name], now=at)
        return sealing.read_plan(made.message)

    def envelope(
        self,
        participant: Participant,
        plan: sealing.SealPlan,
        total_sen: int,
        actor: Actor,
        supersedes: str | None = None,
    ) -> BidEnvelope:
        """A bid with letter and price lines, sealed as `pendopo-bid` does it, bound and sent."""
        line = {"number": 1, "name": "Pekerjaan menurut KAK", "unit": "paket", "volume": "1"}
        line |= {"price_sen": total_sen, "amount_sen": total_sen}
        message = {"v": 1, "suite": "pendopo-seal-1", "type": "price-lines", "tender_id": plan.tender_id,
                   "currency": "IDR", "lines": [line], "total_sen": total_sen}  # fmt: skip
        lines = sealing.canonical(message)
        files = [
            sealing.PlainFile("surat-penawaran.txt", "text/plain", LETTER.encode()),
            sealing.PlainFile("rincian-harga.json", "application/json", lines),
        ]
        price = {"total_sen": total_sen, "currency": "IDR", "lines_sha256": hashlib.sha256(lines).hexdigest()}
        made = sealing.seal_envelope(plan, "single", files, client=CLIENT, price=price, supersedes=supersedes)
        found = commit_envelope(participant_id=participant.pk, message=made.header.message(), actor=actor).envelope
        put_shares(envelope_id=found.pk, shares=made.shares, actor=actor)
        for start in range(0, len(made.ciphertext), ciphertexts.PART):
            data = made.ciphertext[start : start + ciphertexts.PART]
            digest = hashlib.sha256(data).hexdigest()
            found = put_part(envelope_id=found.pk, start=start, data=data, sha256=digest, actor=actor)
        return found

    def shares(self, tender: Tender) -> None:
        """The trustees of a quorum open their shares at the ceremony and hand them in."""
        where: dict[str, Any] = {"tender_id": tender.pk, "stage": "single"}
        for name in QUORUM:
            identity, rows = sample_identity(self.people[name].email), []
            for one in release_shares(**where, actor=self.people[name]):
                header = sealing.read_header(one.envelope.header)
                plan = sealing.read_plan(one.envelope.plan.message)
                mnemonic = sealing.open_share(one.ciphertext, identity, one.place, header, plan)
                rows.append({"header_hash": header.header_hash, "mnemonic": mnemonic})
            hand_in_shares(**where, shares=rows, actor=self.people[name])


def _answered(asked: Challenge, key: x25519.Identity, user: Any, at: dt.datetime) -> Trustee:
    answer = bytes(pyrage.decrypt(asked.ciphertext, [key])).decode()
    return answer_rehearsal(rehearsal_id=asked.rehearsal.pk, answer=answer, actor=user, now=at)
