"""A large table over a line that breaks: it waits, goes on where it stopped, also after a reload."""

import pytest
from django.test import Client

from pendopo.files.models import ImportRun, Upload, UploadPart
from pendopo.files.tests.conftest import sample_format  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "/workspace/data/impor/baru/files.sample/"
PART = 4 * 1024 * 1024
ROWS = b"".join(b"%07d,%d\n" % (number, number) for number in range(800_000))
TABLE = (b"kode,nilai\n" + ROWS)[: 2 * PART + 3_000_000].rsplit(b"\n", 1)[0] + b"\n"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(one => one.id))"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "besar.csv"
    path.write_bytes(TABLE)
    return path


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def opened(browser, live_server, administrator, sample_format):  # noqa: F811
    client = Client()
    client.force_login(administrator)
    context = browser.new_context(locale="id-ID", viewport={"width": 360, "height": 800})
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + NEW)
    yield page
    context.close()


def send(page, table):
    page.get_by_label("Tahun").fill("2026")
    page.get_by_label("Berkas", exact=True).set_input_files(table)
    page.get_by_role("button", name="Periksa berkas").click()


def cut_after_the_first_part(page):
    """Let one part through, then no more, until the way is opened again."""
    taken = []

    def part(route):
        if route.request.method == "PATCH" and taken:
            return route.abort("internetdisconnected")
        if route.request.method == "PATCH":
            taken.append(1)
        return route.continue_()

    page.route("**/workspace/data/unggahan/**", part)


def test_a_line_that_breaks_is_waited_for_and_no_part_goes_twice(opened, table, axe):
    cut_after_the_first_part(opened)
    send(opened, table)
    opened.get_by_text("Sambungan terputus").wait_for()
    assert Upload.objects.get().received == PART
    opened.evaluate(axe)
    assert opened.evaluate(RUN, TAGS) == []
    opened.unroute_all()
    opened.evaluate("dispatchEvent(new Event('online'))")
    opened.wait_for_url("**/workspace/data/impor/*/")
    assert list(UploadPart.objects.values_list("start", flat=True)) == [0, PART, 2 * PART]
    assert (ImportRun.objects.get().size, ImportRun.objects.get().file_name) == (len(TABLE), "besar.csv")


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(opened, table):
    cut_after_the_first_part(opened)
    send(opened, table)
    opened.get_by_text("Sambungan terputus").wait_for()
    opened.unroute_all()
    opened.reload()
    opened.get_by_text("Ada berkas yang belum selesai dikirim").wait_for()
    send(opened, table)
    opened.wait_for_url("**/workspace/data/impor/*/")
    assert (Upload.objects.count(), ImportRun.objects.get().size) == (1, len(TABLE))


def test_a_file_above_the_limit_is_refused_before_it_is_sent(opened, tmp_path):
    path = tmp_path / "raksasa.csv"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    send(opened, path)
    opened.get_by_text("Berkas lebih besar dari 200 MB.").wait_for()
    assert not Upload.objects.exists()
