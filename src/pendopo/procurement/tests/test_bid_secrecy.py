"""Everything that this machine keeps, searched in every form: before the opening and in the middle of the ceremony."""

import base64
import gzip
import json
import logging
import subprocess

import pytest
from django.conf import settings
from django.db import connection

from pendopo.cli import programs
from pendopo.procurement import opening_memory, sealing
from pendopo.procurement.models import BidEnvelope, HandedSecret
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = [("committee", 0), ("committee", 2), ("inspectorate", 0)]
MARK = b"KATA-SANDI-PENAWARAN-4711"
API = "/api/v1/procurement/tenders/T-1"


def forms(secret):
    """A secret as it might stand somewhere: as it is, hex, base64 at each place, JSON, either case."""
    text = secret.decode("latin-1")
    coded = [base64.b64encode(b"\0" * shift + secret)[shift + 1 : -4] for shift in range(3)]
    return {secret, secret.lower(), secret.hex().encode(), secret.hex().upper().encode(), *coded,
            json.dumps(text).strip('"').encode()}  # fmt: skip


def everything(tmp_path, caplog):
    """A plain dump of the database by pg_dump, all files of both copies, what was logged."""
    found = connection.get_connection_params()
    where = {name: str(found[name]) for name in ("dbname", "user", "host", "port") if found.get(name)}
    line = " ".join(f"{name}={value}" for name, value in where.items())
    command = [str(programs.program_folder(None) / "pg_dump"), f"--dbname={line}"]
    dump = subprocess.run(command, capture_output=True, check=True).stdout
    files = [
        path.read_bytes() for root in (tmp_path, settings.VAR / "log") for path in root.rglob("*") if path.is_file()
    ]
    unpacked = [gzip.decompress(data) for data in files if data.startswith(b"\x1f\x8b")]
    return b"\n".join([dump, *files, *unpacked, caplog.text.encode()])


def found_in(haystack, secrets):
    return [secret for secret in secrets for form in forms(secret) if form in haystack]


@pytest.mark.usefixtures("bid_folders")
def test_dump_storage_and_logs_reveal_nothing(client, opd, tmp_path, caplog, at):
    caplog.set_level(logging.DEBUG)
    at["now"] = s.DEADLINE - c.dt.timedelta(hours=1)
    tender, held = c.tender_of(opd), c.trustees()
    plan, bid = c.publish(tender, held), c.bidder(tender)
    files = [sealing.PlainFile("rahasia-harga.pdf", "application/pdf", b"%PDF " + MARK * 50)]
    sealed = s.sealed(plan, files=files, price=c.priced(4_711_471_147))
    client.force_login(bid[1])
    client.post(f"{API}/envelopes", {"header": sealed.header.message()}, content_type="application/json")
    c.upload(bid, BidEnvelope.objects.get(), sealed)
    secrets = [b"AGE-SECRET-KEY-", MARK, b"rahasia-harga", b"4711471147", sealing.secret_of(sealed.identity)]
    kept = everything(tmp_path, caplog)
    # What is kept is found, in the forms that the search knows: it could find more.
    assert sealed.header.header_hash.encode() in kept
    assert found_in(kept, [sealed.shares["committee", 0][:60]])
    assert found_in(kept, secrets) == []
    at["now"] = s.DEADLINE
    ceremony = c.Ceremony(tender, held)
    opening = ceremony.to_the_keys(*PLACES)
    try:
        words = [opening_memory.look(opening.pk, row.sealed) for row in HandedSecret.objects.all()]
        assert len(words) == 3
        lines = [" ".join(mnemonic.split()[4:12]).encode() for mnemonic in words]
        middle = everything(tmp_path, caplog)
        assert found_in(middle, [*secrets, *lines]) == []
        ceremony.reveal()
        assert HandedSecret.objects.count() == 0
    finally:
        opening_memory.end(opening.pk)
