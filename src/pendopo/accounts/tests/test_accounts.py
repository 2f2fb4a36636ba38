"""Inviting, accepting, leaving, and the identity number."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.accounts import nik, services
from pendopo.accounts.management.commands.seed_people_demo import PEOPLE
from pendopo.accounts.models import Citizen, Invitation, User
from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.notices.models import Notice

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
PASSWORD = "sandi panjang sekali 1"
NIK = "3303019999999999"


def test_leaving_ends_rights_and_account_at_once(head, opd, administrator, client):
    client.force_login(head)
    services.deactivate(user_id=head.pk, actor=administrator, now=NOW)
    gone = User.objects.get(pk=head.pk)
    assert (gone.is_active, gone.holds("pa", opd)) == (False, False)
    assert client.get("/workspace/pengaturan/unit/").status_code in {302, 404}


def test_a_stranger_cannot_close_an_account(head, stranger):
    with pytest.raises(PermissionDenied):
        services.deactivate(user_id=head.pk, actor=stranger, now=NOW)
    assert (User.objects.get(pk=head.pk).is_active, Entry.objects.count()) == (True, 0)


def test_the_number_is_encrypted_masked_and_found_by_its_hash(resident):
    citizen = services.register_nik(user_id=resident.pk, nik=NIK, actor=resident, now=NOW)
    assert NIK.encode() not in bytes(citizen.nik_cipher)
    assert nik.decrypt(citizen.nik_cipher) == NIK
    assert citizen.masked_nik == "•••• •••• •••• 9999"
    assert NIK not in str(list(Entry.objects.values()))


def test_a_number_of_another_account_and_a_short_one_are_refused_alike(resident, staff):
    services.register_nik(user_id=resident.pk, nik=NIK, actor=resident, now=NOW)
    for number in (NIK, "123"):
        with pytest.raises(services.NikRefused):
            services.register_nik(user_id=staff.pk, nik=number, actor=staff, now=NOW)
    assert Citizen.objects.count() == 1


def test_a_number_is_registered_only_for_oneself(resident, staff):
    with pytest.raises(PermissionDenied):
        services.register_nik(user_id=resident.pk, nik=NIK, actor=staff, now=NOW)
    assert not Citizen.objects.exists()


def test_an_invitation_is_refused_to_who_may_not_invite(staff):
    with pytest.raises(PermissionDenied):
        services.invite(email="baru@contoh.id", name="Orang Baru", actor=staff, now=NOW)
    assert (Invitation.objects.count(), Notice.objects.count()) == (0, 0)


def invited(administrator, now, **values):
    """Invite, let the worker send, and read the key out of the letter."""
    values = {"email": "baru@contoh.id", "name": "Orang Baru", **values}
    services.invite(actor=administrator, now=now, **values)
    factories.deliver_all()
    letter = mail.outbox[-1].body
    return next(line for line in letter.splitlines() if "/undangan/" in line).rstrip("/").split("/")[-1]


def test_an_invited_person_opens_the_account_once(administrator, opd):
    now = clock.now()
    token = invited(administrator, now, role="ppk", unit_id=opd.pk)
    user = services.accept_invitation(token=token, password=PASSWORD, actor=ANONYMOUS, now=now)
    assert (user.email, user.name, user.holds("ppk", opd)) == ("baru@contoh.id", "Orang Baru", True)
    with pytest.raises(services.InvitationRefused):
        services.accept_invitation(token=token, password=PASSWORD, actor=ANONYMOUS, now=now)


def test_the_key_of_an_invitation_stays_nowhere_in_the_database(administrator):
    token = invited(administrator, clock.now())
    assert token not in str(list(Invitation.objects.values()))
    assert list(Notice.objects.values_list("body", "address", "status")) == [("", "", "SENT")]
    assert token not in str(list(Entry.objects.values()))


def test_an_expired_invitation_is_refused_though_its_key_is_right(administrator):
    token = invited(administrator, clock.now() - dt.timedelta(days=7, seconds=1))
    with pytest.raises(services.InvitationRefused):
        services.accept_invitation(token=token, password=PASSWORD, actor=ANONYMOUS, now=clock.now())
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_an_invitation_is_open_until_its_last_moment(administrator):
    token = invited(administrator, clock.now() - dt.timedelta(days=7) + dt.timedelta(minutes=5))
    services.accept_invitation(token=token, password=PASSWORD, actor=ANONYMOUS, now=clock.now())
    assert User.objects.filter(email="baru@contoh.id").exists()


def test_a_wrong_key_opens_nothing(administrator):
    invited(administrator, clock.now())
    with pytest.raises(services.InvitationRefused):
        services.accept_invitation(token="x", password=PASSWORD, actor=ANONYMOUS, now=clock.now())
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_of_two_invitations_to_one_address_only_one_opens_an_account(administrator):
    first, second = invited(administrator, clock.now()), invited(administrator, clock.now())
    services.accept_invitation(token=first, password=PASSWORD, actor=ANONYMOUS, now=clock.now())
    with pytest.raises(services.InvitationRefused):
        services.accept_invitation(token=second, password=PASSWORD, actor=ANONYMOUS, now=clock.now())
    assert User.objects.filter(email="baru@contoh.id").count() == 1


def test_nobody_closes_the_account_with_which_they_are_signed_in(administrator):
    with pytest.raises(services.OwnAccount):
        services.deactivate(user_id=administrator.pk, actor=administrator, now=NOW)
    assert (User.objects.get(pk=administrator.pk).is_active, Entry.objects.count()) == (True, 0)


def test_the_demo_people_are_made_once_and_can_sign_in(capsys, client):
    call_command("seed_people_demo")
    call_command("seed_people_demo")
    assert User.objects.count() == len(PEOPLE)
    assert "pendopo-demo-2026" in capsys.readouterr().out
    assert client.login(email="admin@contoh.id", password="pendopo-demo-2026")
    assert User.objects.get(email="kepala.dpupr@contoh.id").holds("pa")
