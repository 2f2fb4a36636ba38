"""A report of progress from a phone whose line is cut: kept there, sent when the line is back, stored once."""

import re

import pytest
from django.test import Client

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.monitoring.models import EvidencePhoto, ProgressReport
from pendopo.monitoring.tests import factories as f
from pendopo.monitoring.tests.conftest import contract, lines, project  # noqa: F401
from pendopo.monitoring.tests.test_photo_checks import jpeg, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SENT = re.compile(r"/laporan/[0-9]+/$")
RUN = "tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(one => one.id))"


@pytest.fixture
def opened(browser, live_server, project, opd, settings, tmp_path, monkeypatch):  # noqa: F811, PLR0917
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(clock, "now", lambda: f.week_end(2))
    f.agreed(project)
    client = Client()
    client.force_login(people.person("pengawas@contoh.id", "Joko Pengawas", roles=["pengawas"], unit=opd))
    context = browser.new_context(locale="id-ID", viewport={"width": 360, "height": 800})
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/workspace/pemantauan/proyek/{project.code}/laporan/baru/")
    yield page
    context.close()


def test_the_line_is_cut_and_the_report_arrives_once(opened, axe):
    line = opened.locator("[data-draft-line]")
    opened.get_by_label("Galian tanah").fill("60")
    opened.get_by_label("Foto").set_input_files(
        {"name": "galian.jpg", "mimeType": "image/jpeg", "buffer": jpeg(scene(1))}
    )
    line.get_by_text("Rancangan disimpan di ponsel").wait_for()
    opened.reload()
    line.get_by_text("Rancangan disimpan di ponsel").wait_for()
    assert opened.get_by_label("Galian tanah").input_value() == "60"
    opened.evaluate(axe)
    assert opened.evaluate(RUN, TAGS) == []
    opened.context.set_offline(True)
    opened.get_by_role("button", name="Serahkan laporan").click()
    line.get_by_text("Belum terkirim: disimpan di ponsel").wait_for()
    assert ProgressReport.objects.count() == 0
    opened.context.set_offline(False)
    opened.wait_for_url(SENT)
    assert opened.get_by_text("1 foto tersimpan").is_visible()
    assert float(ProgressReport.objects.get().items.get(item__name="Galian tanah").claimed_quantity) == 60
    assert EvidencePhoto.objects.count() == 1


def test_an_answer_that_was_lost_makes_no_second_report(opened):
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort("internetdisconnected")

    opened.route("**/laporan/baru/", lose)
    opened.get_by_label("Galian tanah").fill("60")
    opened.get_by_role("button", name="Serahkan laporan").click()
    opened.wait_for_url(SENT)
    assert lost == [201]
    assert ProgressReport.objects.count() == 1
