"""The form of an Rka as people fill it in: keys, new rows, a pasted block, undo, two people at once, without script."""

import pytest
from django.test import Client

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import LineItem
from pendopo.budget.tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(one => one.id))"
PASTE = """(field, text) => { const data = new DataTransfer(); data.setData('text/plain', text);
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }"""


@pytest.fixture
def path(staff, opd):
    """The address of a form with two rows."""
    from pendopo.budget import services

    stage = f.draft_stage()
    form = f.sheet(stage, opd)
    rows = [(f.account_id(stage), f.row(component=name)) for name in ("Kertas HVS", "Tinta")]
    services.put_items(stage_id=stage.pk, sheet_id=form.pk, rows=rows, actor=staff, now=f.NOON)
    return f"/workspace/anggaran/{stage.pk}/lembar/{form.pk}/"


@pytest.fixture
def opened(browser, live_server, world, path):
    """Opens the form for a person in a browser of their own."""
    contexts = []

    def open_for(person, **more):
        client = Client()
        client.force_login(person)
        context = browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 900}, **more)
        contexts.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        if more.get("java_script_enabled") is False:
            page.goto(live_server.url + path)
            return page
        with page.expect_response("**/hadir/"):
            page.goto(live_server.url + path)
        return page

    yield open_for
    for context in contexts:
        context.close()


def amounts():
    return sorted(LineItem.objects.values_list("component", "amount"))


def test_the_keyboard_goes_from_cell_to_cell_saves_restores_and_undoes(opened, staff):
    page = opened(staff)
    price = page.get_by_label("Harga, baris 1")
    price.fill("50.000")
    price.press("Enter")
    page.locator("#neraca").get_by_text("Rp950.000").wait_for()
    assert page.evaluate("document.activeElement.ariaLabel") == "Harga, baris 2"
    assert "Tersimpan" in page.locator("#tersimpan").inner_text()
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    assert page.get_by_label("Harga, baris 2").input_value() == "45.000"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.ariaLabel") == "Harga, baris 1"
    page.keyboard.press("Control+z")
    page.locator("#neraca").get_by_text("Rp900.000").wait_for()
    assert page.get_by_label("Harga, baris 1").input_value() == "45.000"
    assert page.evaluate("document.activeElement.ariaLabel") == "Harga, baris 1"
    assert amounts() == [("Kertas HVS", 450_000), ("Tinta", 450_000)]


def test_rows_are_written_at_the_foot_one_after_another_and_a_fault_stays_at_its_cell(opened, staff):
    page = opened(staff)
    foot = page.locator("[data-newrow]").first
    foot.locator("[name=component]").fill("Map")
    foot.locator("[name=coefficients]").fill("dua buah")
    foot.locator("[name=price]").fill("5.000")
    foot.locator("[name=price]").press("Enter")
    page.get_by_text("Tulis angka dan satuannya").wait_for()
    assert foot.locator("[name=component]").input_value() == "Map"
    foot.locator("[name=coefficients]").fill("2 buah")
    foot.locator("[name=coefficients]").press("Enter")
    page.locator("#neraca").get_by_text("Rp910.000").wait_for()
    assert page.evaluate("document.activeElement.name") == "component"
    page.keyboard.type("Pena")
    page.keyboard.press("Tab")
    page.keyboard.type("1 lusin")
    page.keyboard.press("Tab")
    page.keyboard.type("30000")
    page.keyboard.press("Enter")
    page.locator("#neraca").get_by_text("Rp940.000").wait_for()
    assert page.locator("tbody tr[id^=b]").count() == 4
    assert amounts()[1:3] == [("Map", 10_000), ("Pena", 30_000)]


def test_a_copied_block_is_shown_before_it_is_added_to_the_account(opened, staff):
    page = opened(staff)
    block = "Map\t2\tbuah\t5.000\nPena\t1\tlusin\t30.000\n"
    page.locator("[data-newrow] [name=component]").first.evaluate(PASTE, block)
    page.get_by_role("heading", name="2 baris, seluruhnya Rp40.000").wait_for()
    assert LineItem.objects.count() == 2
    page.get_by_role("button", name="Tambahkan baris ini").click()
    page.locator("#neraca").get_by_text("Rp940.000").wait_for()
    assert amounts()[1:3] == [("Map", 10_000), ("Pena", 30_000)]


def test_two_people_in_one_form_see_each_other_and_lose_nothing(opened, staff, opd):
    dwi = people.person("dwi@contoh.id", "Dwi Astuti", roles=["pptk", "staff"], unit=opd)
    hers, his = opened(dwi), opened(staff)
    his.get_by_text("Dwi Astuti juga membuka formulir ini.").wait_for()
    hers.get_by_label("Harga, baris 1").fill("46.000")
    hers.get_by_label("Harga, baris 1").press("Tab")
    hers.locator("#neraca").get_by_text("Rp910.000").wait_for()
    his.get_by_label("Harga, baris 2").fill("47.000")
    his.get_by_label("Harga, baris 2").press("Tab")
    his.locator("#neraca").get_by_text("Rp930.000").wait_for()
    his.get_by_label("Harga, baris 1").fill("1")
    his.get_by_label("Harga, baris 1").press("Tab")
    his.get_by_text("baru saja diubah orang lain").wait_for()
    assert amounts() == [("Kertas HVS", 460_000), ("Tinta", 470_000)]
    his.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    his.get_by_text("Dwi Astuti mengubah 1 baris sejak Anda membukanya.").wait_for()


def test_without_script_the_foot_is_a_plain_form(opened, staff):
    page = opened(staff, java_script_enabled=False)
    foot = page.locator("[data-newrow]").first
    foot.locator("[name=component]").fill("Map")
    foot.locator("[name=coefficients]").fill("2 buah")
    foot.locator("[name=price]").fill("5.000")
    foot.get_by_role("button").click()
    page.locator("#neraca").get_by_text("Rp910.000").wait_for()
    assert LineItem.objects.count() == 3


@pytest.mark.parametrize("width", [360, 1280])
def test_the_grid_has_no_fault(opened, staff, axe, width):
    page = opened(staff)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(axe)
    assert page.evaluate(RUN, TAGS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
