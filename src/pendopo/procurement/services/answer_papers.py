"""The paper of an answer to an objection or an appeal: printed with the answer, signed by who answers, public."""

import contextlib
import datetime as dt

from django.db import transaction

from pendopo.budget.queries.papers import regency_name, signer_title
from pendopo.files.naming import new_code
from pendopo.files.printing import paper_name, print_pdf
from pendopo.files.services import issue_document, release_document, sign_document
from pendopo.files.signing import SigningUnavailable
from pendopo.kernel.access import Actor, require
from pendopo.procurement import answer_papering as papering
from pendopo.procurement.committees import post_of
from pendopo.procurement.models import Sanggah, SanggahBanding


@transaction.atomic
def print_answer(*, answered: Sanggah | SanggahBanding, actor: Actor, now: dt.datetime) -> None:
    """Print what was answered as a paper that everybody may read, and sign it.

    Answers have a day by law: where signatures cannot be made at the moment the paper stands without one.
    """
    appeal = isinstance(answered, SanggahBanding)
    tender = answered.sanggah.tender if isinstance(answered, SanggahBanding) else answered.tender
    require(actor, "procurement.decide_banding" if appeal else "procurement.answer_sanggah", tender)
    post = signer_title("pa", tender.unit) if appeal else post_of(actor, tender)
    code, title = new_code(), f"{papering.answer_title(answered)} {papering.answer_number(answered)}"
    data = papering.answer_data(answered, post=post, code=code)
    template = papering.VERDICT if appeal else papering.ANSWER
    paper = issue_document(
        code=code, data=print_pdf(template, data, at=now), file_name=paper_name(title), label=title,
        unit=tender.unit.name, actor=actor, now=now,
    )  # fmt: skip
    with contextlib.suppress(SigningUnavailable):
        sign_document(
            document_id=paper.pk, position=post, organisation=regency_name(), reason=title, actor=actor,
            now=now,
        )  # fmt: skip
    answered.document = release_document(document_id=paper.pk, actor=actor, now=now)
    answered.save(update_fields=["document"])
