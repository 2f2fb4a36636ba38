"""Fields: the right kind, errors that say what to do, dates in three boxes, money as people write it."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string

from pendopo.kernel import form_parts
from pendopo.kernel.fields import DateField, MoneyField


class Sample(forms.Form):
    """One field of the kinds that matter here."""

    name = forms.CharField(label="Nama", max_length=80)
    what = forms.CharField(label="Uraian", max_length=500, widget=forms.Textarea, help_text="Singkat saja")
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False)
    start = DateField(label="Mulai")
    amount = MoneyField(label="Nilai")


def rendered(form: forms.Form, name: str, **extra: object) -> str:
    return render_to_string("components/field.html", {"field": form[name], **extra})


def test_each_widget_has_its_kind():
    kinds = [form_parts.kind_of(field) for field in Sample()]
    assert kinds == ["text", "textarea", "radios", "checkboxes", "date", "money"]


def test_what_is_missing_is_asked_for_by_name():
    texts = [link["text"] for link in form_parts.error_links(Sample({}))]
    assert texts == ["Isi: Nama", "Isi: Uraian", "Pilih: Jenis", "Tulis tanggalnya", "Tulis nilainya"]


def test_links_of_the_summary_lead_to_the_first_input():
    targets = [link["target"] for link in form_parts.error_links(Sample({}))]
    assert targets == ["id_name", "id_what", "id_kind_0", "id_start_day", "id_amount"]


def test_summary_and_field_say_the_same():
    form = Sample({})
    assert "Isi: Nama" in rendered(form, "name")


def test_a_field_names_its_hint_and_its_error():
    html = rendered(Sample({}), "what")
    assert 'aria-describedby="id_what-hint id_what-error"' in html
    assert 'id="id_what-hint"' in html
    assert 'id="id_what-error"' in html


def test_nothing_is_left_to_the_browsers_bubbles():
    html = "".join(rendered(Sample(), name) for name in Sample.base_fields)
    assert " required" not in html


def test_a_long_text_counts_its_letters_in_the_pages_language():
    html = rendered(Sample(), "what")
    assert 'data-maxlength="500"' in html
    assert 'data-i18n.characters-under-limit.other="Sisa %{count} huruf"' in html


def test_the_label_may_be_the_heading():
    assert '<h1 class="p-h1 p-label-heading">' in rendered(Sample(), "name", heading=True)


def data(**changes: str) -> dict[str, str]:
    return {"start_day": "24", "start_month": "11", "start_year": "2026", "amount": "1.250.000", **changes}


def cleaned(field: str, **changes: str) -> object:
    form = Sample(data(**changes))
    form.is_valid()
    return form.cleaned_data.get(field)


def test_a_date_is_read_from_three_boxes():
    assert cleaned("start") == dt.date(2026, 11, 24)


@pytest.mark.parametrize("changes", [{"start_day": "31"}, {"start_month": "xi"}, {"start_year": ""}])
def test_a_date_that_does_not_exist_says_how_to_write_one(changes):
    form = Sample(data(**changes))
    assert form["start"].errors == ["Tulis tanggal yang ada di kalender, misalnya 24 11 2026"]


def test_what_was_typed_stays_in_the_boxes():
    assert 'value="31"' in rendered(Sample(data(start_day="31")), "start")


@pytest.mark.parametrize("text", ["1.250.000", "1250000", "Rp1.250.000,00", "Rp 1.250.000"])
def test_money_is_read_as_people_write_it(text):
    assert cleaned("amount", amount=text) == 1_250_000


@pytest.mark.parametrize("text", ["1,250,000", "sejuta", "-5"])
def test_other_money_is_refused(text):
    assert len(Sample(data(amount=text))["amount"].errors) == 1


def test_money_with_cents_is_decimal():
    assert MoneyField(cents=True).clean("1.250,50") == Decimal("1250.50")


def test_saved_money_is_shown_with_points():
    assert 'value="1.250.000"' in rendered(Sample(initial={"amount": 1_250_000}), "amount")


def test_a_line_may_part_after_each_slash_and_nothing_else_is_let_through():
    shown = Template("{{ words|breakable }}").render(Context({"words": "Pembangunan/Rehabilitasi <b>"}))
    assert shown == "Pembangunan/<wbr>Rehabilitasi &lt;b&gt;"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (None, False),
        (Sample(), False),
        (Sample(QueryDict("page=2")), False),
        (Sample(QueryDict("kind=a")), True),
        (Sample(QueryDict("kind=a"), initial={"kind": "a"}), False),
    ],
)
def test_filters_narrow_when_a_field_says_something_of_its_own(form, said):
    assert Template("{{ form|narrowed }}").render(Context({"form": form})) == str(said)
