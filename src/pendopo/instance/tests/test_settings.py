"""Changing what this regency says of itself: identity, contacts, crest, population; each written once in the log."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from pendopo.audit.models import Entry
from pendopo.instance import queries, services
from pendopo.instance.models import Instance
from pendopo.instance.rules import brand_problems, contrast
from pendopo.instance.services import ContactValues, IdentityValues
from pendopo.kernel.access import SYSTEM

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
SOGAN = IdentityValues(
    name="Kabupaten Purbalingga",
    tagline="Rumah warga",
    time_zone="Asia/Jakarta",
    brand_colour="#123A5E",
    action_colour="#0B5A48",
    accent_colour="#FFC947",
)
CONTACTS = ContactValues(
    contact_address="Jalan Onje 1B, Purbalingga",
    contact_phone="0281 891012",
    contact_hours="Senin sampai Jumat, 07.30–15.30 WIB",
    contact_email="kominfo@contoh.id",
    social_links=["https://www.instagram.com/contoh"],
)


@pytest.fixture
def instance(db):
    """A regency that nobody has changed since it was set up."""
    return Instance.objects.create(
        pk=1, region_code="33.03", name="Kabupaten Purbalingga", kind="KABUPATEN", updated_at=NOW
    )


def picture(mode: str = "RGBA", size: tuple[int, int] = (600, 700)) -> bytes:
    """A PNG whose upper left is clear when the mode knows it."""
    drawn = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else (10, 20, 30))
    drawn.paste((200, 30, 30), (size[0] // 2, 0, *size))
    target = io.BytesIO()
    drawn.save(target, format="PNG")
    return target.getvalue()


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_the_identity_changes_and_one_entry_names_what(instance, administrator):
    services.change_identity(values=SOGAN, actor=administrator, now=NOW)
    instance.refresh_from_db()
    assert (instance.tagline, instance.brand_colour) == ("Rumah warga", "#123A5E")
    entry = Entry.objects.get(event="instance.identity.changed")
    assert entry.data == {"changed": ["tagline", "brand_colour"]}


def test_the_same_again_writes_nothing(instance, administrator):
    services.change_identity(values=SOGAN, actor=administrator, now=NOW)
    services.change_identity(values=SOGAN, actor=administrator, now=NOW + dt.timedelta(hours=1))
    assert events().count("instance.identity.changed") == 1
    assert Instance.objects.get().updated_at == NOW


def test_a_colour_on_which_white_cannot_be_read_is_refused(instance, administrator):
    with pytest.raises(services.BrandRefused) as refusal:
        services.change_identity(values=replace(SOGAN, brand_colour="#E0A030"), actor=administrator, now=NOW)
    assert list(refusal.value.problems) == ["brand_colour"]
    assert Instance.objects.get().brand_colour == "#6E3710"
    assert events() == []


def test_contrast_is_that_of_wcag():
    assert round(contrast("#FFFFFF", "#000000"), 2) == 21
    assert round(contrast("#FFFFFF", "#777777"), 2) == 4.48
    same = {"brand_colour": "#6E3710", "action_colour": "#0B5A48", "accent_colour": "#7A4018"}
    assert list(brand_problems(same)) == ["accent_colour"]
    assert list(brand_problems({**same, "action_colour": "hijau"})) == ["action_colour"]


def test_contacts_change(instance, administrator):
    services.change_contacts(values=CONTACTS, actor=administrator, now=NOW)
    assert Instance.objects.get().social_links == ["https://www.instagram.com/contoh"]
    assert events() == ["instance.contacts.changed"]


def test_the_crest_becomes_a_small_picture_that_keeps_its_clear_ground(instance, administrator):
    services.put_crest(data=picture(), actor=administrator, now=NOW)
    crest = Instance.objects.get().crest
    assert (crest.public, crest.media_type) == (True, "image/png")
    assert queries.crest_url(queries.current()) == f"/d/{crest.code}/320.webp"
    from pendopo.files import storage
    from pendopo.files.queries import rendition_of

    shown = Image.open(storage.path_of(rendition_of(crest, "320.webp").sha256))
    assert (shown.size, shown.mode, shown.getpixel((2, 2))[3]) == ((219, 256), "RGBA", 0)
    flat = Image.open(storage.path_of(rendition_of(crest, "320.jpg").sha256))
    assert min(flat.getpixel((2, 2))) > 250


def test_a_crest_that_is_no_picture_is_refused(instance, administrator):
    with pytest.raises(services.CrestRefused):
        services.put_crest(data=b"%PDF-1.7\n%%EOF", actor=administrator, now=NOW)
    assert Instance.objects.get().crest is None


def test_the_crest_is_taken_off(instance, administrator):
    services.put_crest(data=picture("RGB"), actor=administrator, now=NOW)
    services.remove_crest(actor=administrator, now=NOW)
    assert queries.crest_url(queries.current()) == ""
    assert events()[-2:] == ["instance.crest.changed", "instance.crest.removed"]


def test_a_population_needs_source_and_date(instance, administrator):
    for source, on_date in (("", dt.date(2026, 6, 30)), ("Dindukcapil", None)):
        with pytest.raises(services.PopulationIncomplete):
            services.set_population(population=1_046_920, source=source, on_date=on_date, actor=administrator, now=NOW)
    assert Instance.objects.get().population is None


def test_the_population_is_set_and_taken_back(instance, administrator):
    day = dt.date(2026, 6, 30)
    services.set_population(population=1_046_920, source="Dindukcapil", on_date=day, actor=administrator, now=NOW)
    assert Instance.objects.get().population == 1_046_920
    services.set_population(population=None, source="Dindukcapil", on_date=day, actor=administrator, now=NOW)
    found = Instance.objects.get()
    assert (found.population, found.population_source, found.population_date) == (None, "", None)


@pytest.mark.parametrize("who", ["head", "staff", "auditor", "other_official", "resident", "stranger"])
def test_who_is_no_administrator_of_the_whole_changes_nothing(who, instance, request):
    actor = request.getfixturevalue(who)
    acts = [
        lambda: services.change_identity(values=SOGAN, actor=actor, now=NOW),
        lambda: services.change_contacts(values=CONTACTS, actor=actor, now=NOW),
        lambda: services.put_crest(data=picture(), actor=actor, now=NOW),
        lambda: services.remove_crest(actor=actor, now=NOW),
        lambda: services.set_population(population=1, source="x", on_date=NOW.date(), actor=actor, now=NOW),
        lambda: services.switch_module(module="budget", on=False, actor=actor, now=NOW),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    instance.refresh_from_db()
    assert (instance.tagline, instance.crest, instance.population) == ("", None, None)
    assert "budget" in queries.modules_on()
    assert events() == []


def test_an_administrator_of_one_unit_is_not_one_of_the_regency(instance, opd):
    from pendopo.accounts.tests import factories

    local = factories.person("admin.pu@contoh.id", "Admin DPUPR", roles=["admin"], unit=opd)
    with pytest.raises(PermissionDenied):
        services.change_identity(values=SOGAN, actor=local, now=NOW)
    assert services.change_identity(values=SOGAN, actor=SYSTEM, now=NOW).tagline == "Rumah warga"
