"""Dials, ways of money, spans of a forecast, small charts on one scale, one among peers."""

import re

import pytest
from django.template.loader import render_to_string

from pendopo.kernel import figures

CLASSES = [
    {"label": "Rendah", "span": "0–0,5", "low": 0, "high": 0.5},
    {"label": "Tinggi", "span": "0,5–1", "low": 0.5, "high": 1},
]
NODES = [
    ("Dari", [{"key": "a", "label": "A", "text": "30"}, {"key": "b", "label": "B", "text": "10"}]),
    ("Lewat", [{"key": "k", "label": "Kas", "text": "40"}]),
    ("Ke", [{"key": "x", "label": "X", "text": "40", "url": "/x/"}]),
]
FLOWS = [figures.Flow("a", "k", 30, "30"), figures.Flow("b", "k", 10, "10"), figures.Flow("k", "x", 40, "40")]


def test_the_middle_of_a_dial_stands_at_its_top():
    drawn = figures.dial(0.5, CLASSES, text="0,5")
    assert (drawn.x, drawn.y, drawn.label) == ("130", "24", "Tinggi")
    assert [arc.here for arc in drawn.arcs] == [False, True]


@pytest.mark.parametrize(("value", "x", "label"), [(-1, "30", "Rendah"), (7, "230", "Tinggi")])
def test_a_value_outside_a_dial_stands_at_the_nearer_end(value, x, label):
    drawn = figures.dial(value, CLASSES, text="")
    assert (drawn.x, drawn.y, drawn.label) == (x, "124", label)


def test_a_dial_without_classes_is_refused():
    with pytest.raises(ValueError, match="at least one class"):
        figures.dial(1, [], text="")


def test_money_that_comes_in_is_as_high_as_money_that_goes_out():
    drawn = figures.money_flow(NODES, FLOWS)
    heights = [float(node.height) for node in drawn.nodes]
    assert heights[0] == pytest.approx(3 * heights[1], abs=0.2)
    assert heights[0] + heights[1] == pytest.approx(heights[2], abs=0.2)
    assert heights[2] == heights[3]
    assert [node.turned for node in drawn.nodes] == [False, False, True, False]


def test_money_flow_gives_the_table_and_the_bars_of_phones():
    drawn = figures.money_flow(NODES, FLOWS)
    assert drawn.rows == (("A", "Kas", "30"), ("B", "Kas", "10"), ("Kas", "X", "40"))
    assert [(name, [bar.width for bar in chart.rows]) for name, chart in drawn.columns] == [("Dari", ["100", "33.3"])]


def test_more_than_forty_ribbons_are_refused():
    with pytest.raises(ValueError, match="41 ribbons, at most 40"):
        figures.money_flow(NODES, [figures.Flow("a", "k", 1, "1")] * 41)


def test_money_that_is_nothing_draws_and_does_not_divide_by_zero():
    drawn = figures.money_flow(NODES, [figures.Flow("a", "k", 0, "0")])
    assert len(drawn.ribbons) == 1


def test_the_span_of_a_forecast_is_closed_and_inside_the_frame():
    band = figures.Band([None, 20, 40], [None, 20, 80])
    chart = figures.line_chart([figures.Line("a", [0, 20])], ["1", "2", "3"], high=100, band=band)
    assert chart.sizes[0].band == "M270 249.6L488 74.4L488 191.2L270 249.6z"


def test_a_span_of_one_point_draws_nothing():
    band = figures.Band([None, 20], [None, 30])
    assert figures.line_chart([figures.Line("a", [0, 20])], ["1", "2"], band=band).sizes[0].band == ""


def test_a_long_end_label_takes_two_lines_on_phones_only():
    chart = figures.line_chart([figures.Line("a", [0, 20], label="Perkiraan 91%")], ["1", "2"], high=100)
    assert [(size.lines[0].label, size.lines[0].value) for size in chart.sizes] == [
        ("Perkiraan 91%", ""),
        ("Perkiraan", "91%"),
    ]


def test_an_s_curve_marks_today_at_the_last_real_value():
    chart = figures.s_curve([0, 50, 100], [0, 40], ["1", "2", "3"], labels=("P 50%", "N 40%", ""), late=True)
    plan, real = chart.sizes[0].lines
    assert (plan.style, plan.anchor, real.css) == ("plan", "end", "f-late")
    assert chart.sizes[0].today == real.x


def test_small_charts_share_one_scale():
    rows = [{"label": "A", "values": [0, 100], "text": "100"}, {"label": "B", "values": [0, None, 50], "text": "50"}]
    drawn = figures.small_multiples(rows, steps=["1", "2", "3"])
    assert [(panel.x, panel.y, panel.zero) for panel in drawn.panels] == [("78", "6", "58"), ("152", "32", "58")]
    assert (drawn.first, drawn.last) == ("1", "3")


def test_one_among_peers_keeps_its_words_inside():
    drawn = figures.peers([0, 50], 100, text="100%", high=100)
    assert (drawn.dots, drawn.x, drawn.anchor, drawn.text_x) == (("8", "150"), "292", "end", "300")


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("dial", {"figure": figures.dial(0.5, CLASSES, text="0,5")}),
        ("money_flow", {"figure": figures.money_flow(NODES, FLOWS)}),
        ("peers", {"figure": figures.peers([0, 50], 100, text="100%")}),
    ],
)
def test_a_figure_has_a_name_and_its_finding_and_no_comma_in_an_attribute(name, context):
    html = render_to_string(f"components/{name}.html", {**context, "title": "Judul", "summary": "Temuan."})
    assert "<title>Judul</title><desc>Temuan.</desc>" in html
    assert re.findall(r'(?:x|y|cx|cy|d|width|height)="[^"]*,[^"]*"', html) == []
