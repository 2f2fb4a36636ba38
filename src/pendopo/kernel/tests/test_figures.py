"""Geometry: proportions, the zero line, labels that do not overlap, and no comma in an attribute."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pendopo.kernel import figures
from pendopo.kernel.figures.scale import ticks

ROWS = [{"label": "A", "value": 30, "text": "30"}, {"label": "B", "value": 60, "text": "60"}]
PARTS = [*ROWS, {"label": "C", "value": 10, "text": "10", "url": "/c/"}]


def test_bars_are_in_proportion_to_the_largest():
    assert [row.width for row in figures.bars(ROWS).rows] == ["50", "100"]


def test_bars_below_zero_go_left_of_the_zero_line():
    chart = figures.bars([{"label": "A", "value": -10, "text": "-10"}, {"label": "B", "value": 30, "text": "30"}])
    assert (chart.zero, chart.rows[0].x, chart.rows[0].width) == ("25", "0", "25")
    assert (chart.rows[1].x, chart.rows[1].width) == ("25", "75")


def test_progress_is_of_a_hundred_and_marks_the_plan():
    row = figures.share_bar(65.2, plan=71.6).rows[0]
    assert (row.width, row.mark) == ("65.2", "71.6")


def test_progress_above_the_whole_fills_the_bar():
    assert figures.share_bar(120).rows[0].width == "100"


def test_no_values_draw_nothing_and_do_not_divide_by_zero():
    assert figures.bars([]).rows == ()
    assert figures.stack([]).parts == ()
    assert figures.stack([{"label": "A", "value": 0, "text": "0"}]).parts[0].width == "0"


def test_a_stack_fills_its_whole_with_gaps():
    parts = figures.stack(PARTS).parts
    assert [(part.x, part.width, part.css) for part in parts] == [
        ("0", "297", "s1"),
        ("300", "597", "s2"),
        ("900", "97", "s3"),
    ]


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [(0, 100, [0, 25, 50, 75, 100]), (-8, 11, [-10, -5, 0, 5, 10, 15]), (0, 0, [0, 1]), (3, 7, [0, 2, 4, 6, 8])],
)
def test_axes_have_round_steps_and_always_zero(low, high, steps):
    assert ticks(low, high) == steps


def chart():
    lines = [figures.Line("Rencana", [0, 50, 100], "plan", at=1), figures.Line("Nyata", [0, 49, None], css="f-late")]
    return figures.line_chart(lines, ["Jan", "Feb", "Mar"], today=1, high=100)


def test_a_line_chart_is_drawn_for_phones_and_for_wide_screens():
    assert [(size.css, size.width) for size in chart().sizes] == [("p-only-wide", "620"), ("p-only-narrow", "328")]


def test_a_gap_ends_the_line_and_dots_stand_where_asked():
    wide = chart().sizes[0]
    plan, real = wide.lines
    assert (plan.path.count("L"), real.path.count("L")) == (2, 1)
    assert plan.x == real.x == wide.today
    assert (plan.anchor, real.anchor) == ("end", "start")


def test_end_labels_keep_eighteen_units_apart():
    lines = [figures.Line(name, [0, value]) for name, value in (("A", 50), ("B", 51), ("C", 52))]
    places = sorted(float(line.label_y) for line in figures.line_chart(lines, ["x", "y"]).sizes[0].lines)
    assert all(second - first >= 18 for first, second in pairwise(places))


def test_a_sparkline_spans_its_box_and_survives_one_value():
    spark = figures.sparkline([1, 2, 3])
    assert spark.path == "M4 28L46 16L88 4"
    assert figures.sparkline([5]).path == "M4 28L88 28"
    assert figures.sparkline([]).x == "88"


def test_a_treemap_fills_its_frame_in_proportion():
    wide = figures.treemap(PARTS).sizes[0]
    areas = [float(cell.width) * float(cell.height) for cell in wide.cells]
    assert areas == sorted(areas, reverse=True)
    assert areas[0] / (1024 * 420) == pytest.approx(0.6, abs=0.01)


def test_small_cells_of_a_treemap_carry_a_title_instead_of_words():
    items = [{"label": "Besar", "value": 1000, "text": "1.000"}, {"label": "Kecil sekali", "value": 1, "text": "1"}]
    cells = figures.treemap(items).sizes[1].cells
    assert (cells[0].words[0][1], cells[1].words, cells[1].title) == ("Besar", (), "Kecil sekali: 1")


def test_a_treemap_leaves_out_what_is_not_above_zero():
    assert figures.treemap([{"label": "A", "value": 0, "text": "0"}]).sizes[0].cells == ()


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("chart_bar", figures.bars(ROWS)),
        ("chart_stacked", figures.stack(PARTS)),
        ("chart_line", chart()),
        ("treemap", figures.treemap(PARTS)),
        ("sparkline", figures.sparkline([1.5, 2.25])),
        ("map", figures.shape_map([figures.Shape("A", "M0 0L9.5 9z", "m1", x="4.5", y="3")], width=560, height=508)),
    ],
)
def test_no_language_puts_a_comma_or_a_style_into_a_drawing(name, figure):
    with translation.override("id"):
        html = render_to_string(f"components/{name}.html", {"figure": figure, "summary": "x"})
    assert " style=" not in html
    numbers = re.findall(r'\b(?:x|y|cx|cy|r|dx|dy|width|height|viewBox|font-size)="([^"]*)"', html)
    assert [text for text in numbers if "," in text] == []


def test_a_treemap_of_one_part_is_a_strip():
    sizes = figures.treemap([{"label": "A", "value": 3, "text": "3"}]).sizes
    assert [size.height for size in sizes] == ["88", "88"]
