"""Residents' comments: written, looked at, answered in public; never a name on a cached page."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import ActivityNode, PublicComment
from pendopo.budget.tests.conftest import NOON
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.organisations.models import Unit

CODE = "1.02.02.2.01.0001"


@pytest.fixture
def unit(stage):
    return Unit.objects.get(name__iexact="dinas kesehatan")


@pytest.fixture
def moderator(db):
    return people.person("ppid@contoh.id", "Petugas PPID", roles=["ppid"])


@pytest.fixture
def officer(unit):
    return people.person("kadinkes@contoh.id", "Kepala Dinkes", roles=["pa", "head"], unit=unit)


@pytest.fixture
def written(resident, unit):
    return write(resident, unit)


def write(actor, unit, text="Mengapa puskesmas kami tidak masuk?", now=NOON):
    node = ActivityNode.objects.get(code=CODE)
    return services.write_public_comment(
        year=2025, unit_id=unit.pk, activity_id=node.pk, text=text, actor=actor, now=now
    )


def answered(comment, moderator, officer):
    services.admit_public_comment(comment_id=comment.pk, actor=moderator, now=NOON)
    return services.answer_public_comment(comment_id=comment.pk, answer="Masuk tahun ini.", actor=officer, now=NOON)


def public(client):
    return client.get(reverse("budget:public_comments", kwargs={"year": 2025})).content.decode()


def test_it_is_public_with_its_answer_only_and_without_a_name(client, written, resident, moderator, officer):
    assert written.text not in public(client)
    answered(written, moderator, officer)
    page = public(client)
    assert written.text in page
    assert "Masuk tahun ini." in page
    for private in (resident.name, resident.email, officer.name):
        assert private not in page
    events = list(Notice.objects.filter(channel="INBOX").values_list("event", "recipient"))
    assert sorted(events) == sorted(
        [("budget.public_comment.admitted", officer.pk), ("budget.public_comment.answered", resident.pk)]
    )


def test_declined_it_stays_unseen_and_the_author_reads_why(client, written, resident, moderator):
    services.decline_public_comment(comment_id=written.pk, reason="Menyebut nama orang", actor=moderator, now=NOON)
    assert written.text not in public(client)
    assert "Menyebut nama orang" in Notice.objects.get(recipient=resident, channel="INBOX").body


def test_what_was_published_can_be_taken_down(client, written, moderator, officer):
    answered(written, moderator, officer)
    services.decline_public_comment(comment_id=written.pk, reason="Data pribadi", actor=moderator, now=NOON)
    assert written.text not in public(client)


def test_an_answer_before_a_look_is_refused(written, officer):
    with pytest.raises(MoveRefused):
        services.answer_public_comment(comment_id=written.pk, answer="Ya.", actor=officer, now=NOON)
    assert PublicComment.objects.get().status == "WAITING"


@pytest.mark.parametrize("who", ["staff", "head", "resident", "auditor", "stranger"])
def test_others_neither_moderate_nor_answer(request, written, who):
    actor = request.getfixturevalue(who)
    before = Entry.objects.count()
    for act, words in (
        (services.admit_public_comment, {}),
        (services.decline_public_comment, {"reason": "x"}),
        (services.answer_public_comment, {"answer": "x"}),
    ):
        with pytest.raises(PermissionDenied):
            act(comment_id=written.pk, actor=actor, now=NOON, **words)
    assert (PublicComment.objects.get().status, Entry.objects.count()) == ("WAITING", before)


def test_a_stranger_writes_nothing(stranger, unit):
    with pytest.raises(PermissionDenied):
        write(stranger, unit)
    assert not PublicComment.objects.exists()


def test_five_in_a_day_are_enough(resident, unit):
    for _number in range(5):
        write(resident, unit)
    with pytest.raises(services.TooManyComments):
        write(resident, unit)
    write(resident, unit, now=NOON + dt.timedelta(days=1, minutes=1))
    assert PublicComment.objects.count() == 6


def test_she_writes_on_the_page_and_the_office_answers_there(client, resident, moderator, officer, unit):
    client.force_login(resident)
    address = reverse("budget:write_public_comment", kwargs={"year": 2025}) + f"?unit={unit.code}&kode={CODE}"
    assert "Puskesmas" in client.get(address).content.decode()
    assert "Tanggapan Anda terkirim" in client.post(address, {"text": "Kapan dibangun?"}).content.decode()
    made = PublicComment.objects.get()
    one = reverse("budget:public_comment", kwargs={"comment": made.pk})
    client.force_login(moderator)
    assert "Kapan dibangun?" in client.get(reverse("budget:moderate_comments")).content.decode()
    client.post(one, {"action": "admit"})
    client.force_login(officer)
    assert "Tulis jawaban atau alasannya dahulu" in client.post(one, {"action": "answer"}).content.decode()
    client.post(one, {"action": "answer", "words": "Bulan Juni."})
    assert "Bulan Juni." in public(client)


def test_without_a_unit_there_is_nothing_to_write_about(client, resident, stage):
    client.force_login(resident)
    assert client.get(reverse("budget:write_public_comment", kwargs={"year": 2025})).status_code == 404


def test_what_waits_stands_on_the_first_page(written, moderator, officer, resident):
    assert [task.title for task in queries.waiting_for(moderator, NOON)] == ["1 tanggapan warga perlu ditinjau"]
    services.admit_public_comment(comment_id=written.pk, actor=moderator, now=NOON)
    assert "1 tanggapan warga perlu dijawab" in [task.title for task in queries.waiting_for(officer, NOON)]
    assert not queries.waiting_for(resident, NOON)
