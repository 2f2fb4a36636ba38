"""Issued papers: signed (PAdES), judged by pyHanko itself, checked by everybody at /periksa/ and /d/<code>/."""

import datetime as dt
import io
import stat

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.audit.models import Entry
from pendopo.files import checks, services, storage
from pendopo.files.checks import Outcome
from pendopo.files.models import Document, Signature
from pendopo.files.signing import authority, reading
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import date_and_time

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
CODE = "7k2mq9x4wbhd"


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path / "secrets" / "signing"


@pytest.fixture(scope="module")
def pdf():
    import typst

    source = f'#set document(title: "DPA", keywords: ("pendopo:{CODE}",))\nDPA Dinas Kesehatan'
    return typst.Compiler(source.encode(), ignore_system_fonts=True).compile(format="pdf", timestamp=0)


@pytest.fixture
def paper(pdf, head):
    return services.issue_document(
        code=CODE, data=pdf, file_name="dpa.pdf", label="DPA Dinas Kesehatan", actor=head, now=NOON
    )


def sign(paper, actor, position="Pengguna Anggaran"):
    return services.sign_document(
        document_id=paper.pk,
        position=position,
        organisation="Kabupaten Purbalingga",
        reason="Pengesahan DPA",
        actor=actor,
        now=NOON,
    )


def bytes_of(paper):
    return storage.path_of(Document.objects.get(pk=paper.pk).sha256).read_bytes()


def test_the_independent_library_finds_both_signatures_good(paper, head, auditor):
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    sign(paper, head)
    sign(paper, auditor, "Inspektur")
    root = Certificate.load(authority.known_authority().public_bytes(Encoding.DER))
    found = []
    for signature in PdfFileReader(io.BytesIO(bytes_of(paper))).embedded_signatures:
        context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOON)
        status = validate_pdf_signature(signature, context)
        found.append((status.bottom_line, signature.sig_object["/SubFilter"], signature.self_reported_timestamp))
    assert found == [(True, "/ETSI.CAdES.detached", NOON)] * 2


def test_one_changed_byte_makes_the_signature_fail(paper, head):
    from pyhanko.pdf_utils.reader import PdfFileReader

    sign(paper, head)
    whole = bytes_of(paper)
    first, length, second, rest = PdfFileReader(io.BytesIO(whole)).embedded_signatures[0].byte_range
    places = [*range(first + 40, first + length, length // 8), *range(second + 2, second + rest, 40)]
    for place in places:
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        found = checks.check_bytes(changed, NOON)
        assert (found.outcome in (Outcome.CHANGED, Outcome.UNKNOWN), found.proven) == (True, False), place


def test_a_changed_copy_is_told_from_the_paper_that_it_claims_to_be(paper, head):
    sign(paper, head)
    whole = bytes_of(paper)
    place = whole.index(b"/Type")
    changed = whole[:place] + b"/tYpe" + whole[place + 5 :]
    assert [one.intact for one in reading.signatures_in(changed, NOON)] in ([False], [])
    appended = checks.check_bytes(whole + b"\n% more", NOON)
    assert (appended.outcome, appended.document, appended.proven) == (Outcome.CHANGED, paper, False)


def test_a_copy_from_between_two_signatures_is_still_known(paper, head, auditor, pdf):
    sign(paper, head)
    between = bytes_of(paper)
    sign(paper, auditor, "Inspektur")
    assert checks.check_bytes(pdf, NOON).outcome == Outcome.EARLIER
    assert checks.check_bytes(between, NOON).outcome == Outcome.EARLIER
    last = checks.check_bytes(bytes_of(paper), NOON)
    assert (last.outcome, last.proven, len(last.read)) == (Outcome.VALID, True, 2)


def test_keys_are_for_the_owner_alone(paper, head, keys):
    sign(paper, head)
    files = [path for path in keys.iterdir() if path.is_file()]
    assert len(files) == 3  # passphrase, authority, person
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700


@pytest.mark.parametrize("provider", ["BSRE", "NONE"])
def test_a_provider_that_is_not_set_up_refuses_and_nothing_moves(paper, head, settings, provider):
    settings.PENDOPO_SIGNATURES = provider
    before, entries = bytes_of(paper), Entry.objects.count()
    with pytest.raises(services.SigningUnavailable):
        sign(paper, head)
    assert (bytes_of(paper), Signature.objects.count(), Entry.objects.count()) == (before, 0, entries)


def test_a_stranger_signs_nothing(paper):
    with pytest.raises(PermissionDenied):
        sign(paper, ANONYMOUS)
    assert not Signature.objects.exists()


def test_the_code_of_the_qr_leads_to_who_signed(client, paper, head):
    sign(paper, head)
    answer = client.get(reverse("files:document", args=[CODE]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Sri Wahyuni" in page
    assert "Pengguna Anggaran" in page
    assert date_and_time(NOON) in page
    assert reverse("files:paper_file", args=[CODE]) not in page
    assert client.get(reverse("files:paper_file", args=[CODE])).status_code == 404


def test_a_released_paper_is_downloaded_by_everybody(client, paper, head):
    services.release_document(document_id=paper.pk, actor=head, now=NOON)
    address = reverse("files:paper_file", args=[CODE])
    assert address in client.get(reverse("files:document", args=[CODE])).content.decode()
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF-")


def upload(client, data, name="dpa.pdf"):
    return client.post(reverse("files:check"), {"berkas": SimpleUploadedFile(name, data)}).content.decode()


def test_everybody_compares_a_file_and_it_is_not_kept(client, paper, head):
    sign(paper, head)
    stored = Document.objects.count()
    assert "asli dan tidak berubah" in upload(client, bytes_of(paper))
    assert "Berkas ini sudah diubah" in upload(client, bytes_of(paper) + b" ")
    assert "tidak diterbitkan di sini" in upload(client, b"%PDF-1.7 something else")
    assert "Ini bukan PDF" in upload(client, b"PK\x03\x04")
    assert Document.objects.count() == stored


def test_a_code_is_looked_up_however_it_is_typed(client, paper):
    answer = client.get(reverse("files:check"), {"kode": " 7K2M q9x4-WBHD "})
    assert answer.headers["Location"] == reverse("files:document", args=[CODE])
    assert "tidak diterbitkan di sini" in client.get(reverse("files:check"), {"kode": "salah"}).content.decode()


def test_the_authority_is_handed_out_for_other_programs(client, paper, head):
    before = client.get(reverse("files:authority")).content
    sign(paper, head)
    assert before.startswith(b"-----BEGIN CERTIFICATE-----")
    assert client.get(reverse("files:authority")).content == before


def test_the_sweep_leaves_every_state_of_a_signed_paper(paper, head, auditor):
    from pendopo.files.services.sweeping import _named

    sign(paper, head)
    sign(paper, auditor, "Inspektur")
    names = {name for pair in Signature.objects.values_list("before", "sha256") for name in pair}
    assert len(names) == 3
    assert names <= _named(NOON)
