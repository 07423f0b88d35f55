"""The page components draw what they are given, and nothing that could run."""

import json
import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

import avow.web
from avow.web.core.components import (
    Cell,
    Chart,
    Column,
    Download,
    Figure,
    MapClass,
    MapDetail,
    MapFigure,
    Table,
)
from avow.web.core.templatetags import avow as tags

ASSETS = Path(avow.web.__file__).parent / "assets"
TABLE = Table(
    caption="Offences by place",
    columns=["Place", Column(label="Offences", numeric=True), Column(label="Rate", numeric=True)],
    rows=[["Alderwick", 4312, 18.44], ["Corvale", None, Cell(text="2.0", note="few")]],
    notes=["Invented."],
)


def draw(source: str, **context: object) -> str:
    return Template("{% load avow %}" + source).render(Context(context))


def test_every_icon_has_a_drawing_and_every_drawing_a_name() -> None:
    assert {path.stem for path in (ASSETS / "icons").glob("*.svg")} == tags.ICONS


def test_an_icon_is_hidden_unless_it_speaks_for_itself() -> None:
    assert 'aria-hidden="true"' in draw("{% icon 'map' %}")
    labelled = draw("{% icon 'map' label=text size='large' %}", text="Show the <map>")
    assert 'role="img" aria-label="Show the &lt;map&gt;"' in labelled
    assert "av-icon--large" in labelled


def test_an_unknown_icon_says_which_there_are() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"no icon 'crown': choose one of \['add'"):
        draw("{% icon 'crown' %}")


@pytest.mark.parametrize(
    ("kind", "colour", "symbol"),
    [
        ("accepted", "good", "#check"),
        ("partly", "partly", "#minus"),
        ("not_accepted", "bad", "#remove"),
        ("already-doing", "doing", "#clock"),
        ("overdue", "bad", "#clock"),
    ],
)
def test_a_tag_says_its_state_by_word_colour_and_icon(kind: str, colour: str, symbol: str) -> None:
    drawn = draw("{% tag 'State' kind %}", kind=kind)
    assert f"av-tag--{colour}" in drawn
    assert symbol in drawn
    assert "State</span>" in drawn


def test_an_unknown_state_is_neutral_and_its_text_is_escaped() -> None:
    drawn = draw("{% tag text 'never-heard' %}", text="<b>")
    assert drawn == '<span class="av-tag av-tag--neutral">&lt;b&gt;</span>'


def test_every_kind_and_state_leads_to_a_colour_and_a_known_icon() -> None:
    assert set(tags.STATES.values()) <= set(tags.KINDS)
    assert {symbol for _, symbol in tags.KINDS.values() if symbol} <= tags.ICONS


def test_a_table_names_its_rows_and_shows_what_is_missing() -> None:
    drawn = draw("{% table table %}", table=TABLE)
    assert "<caption>Offences by place</caption>" in drawn
    assert '<th scope="row">Alderwick</th>' in drawn
    assert '<td class="av-table__num">4,312</td>' in drawn
    assert '<td class="av-table__num">18.4</td>' in drawn
    assert '<span class="av-table__gap">not known</span>' in drawn
    assert '<span class="av-table__note">few</span>' in drawn
    assert "Invented." in drawn


def test_a_table_writes_digits_words_and_links_as_asked() -> None:
    table = Table(
        caption="c",
        columns=[Column(label="a", note="beneath"), Column(label="b", decimals=2)],
        rows=[[Cell(text="x", href="/x/?a=1&b=2"), 3], [True, None]],
        absent="withheld",
        row_heads=False,
    )
    drawn = draw("{% table table %}", table=table)
    assert '<td><a class="govuk-link" href="/x/?a=1&amp;b=2">x</a></td>' in drawn
    assert "<td>3.00</td>" in drawn
    assert "<td>True</td>" in drawn
    assert "withheld" in drawn
    assert "beneath" in drawn
    assert 'scope="row"' not in drawn


def test_a_row_of_the_wrong_length_is_refused() -> None:
    table = Table(caption="c", columns=["a", "b"], rows=[["only one"]])
    with pytest.raises(ValueError, match="shorter"):
        draw("{% table table %}", table=table)


def chart(**more: object) -> Chart:
    values = {"id": "trend", "title": "Trend", "alt": "It rises.", "table": TABLE} | more
    return Chart(**values)  # type: ignore[arg-type]


def test_a_chart_is_a_picture_with_words_table_notes_and_files() -> None:
    drawn = draw(
        "{% chart c level=2 %}",
        c=chart(
            svg_url="/t.svg",
            spec_url="/t.json",
            notes=["Mind."],
            downloads=[Download(label="CSV", url="/t.csv", size="3 kB")],
        ),
    )
    assert '<h2 class="av-figure__title">Trend</h2>' in drawn
    assert '<img src="/t.svg" alt="It rises.">' in drawn
    assert 'data-av-chart="/t.json"' in drawn
    assert "<caption>Offences by place</caption>" in drawn
    assert "Mind." in drawn
    assert re.search(r"Download CSV \(3 kB\)", drawn)


def test_an_inline_picture_can_run_nothing() -> None:
    drawn = draw("{% chart c %}", c=chart(svg="<svg><script>alert(1)</script></svg>"))
    assert '<img src="data:image/svg+xml;base64,' in drawn
    assert "<script" not in drawn
    assert "data-av-chart" not in drawn


def area_map(**more: object) -> MapFigure:
    values = {
        "id": "wards",
        "title": "Wards",
        "alt": "High in the middle.",
        "table": TABLE,
        "classes": [
            MapClass(start=0, colour="#efe5f6", label="Under 12"),
            MapClass(start=12, colour="#4a1d66", label="12 and over"),
        ],
    } | more
    return MapFigure(**values)  # type: ignore[arg-type]


def test_a_map_carries_its_legend_table_and_plan() -> None:
    drawn = draw(
        "{% map_figure m %}",
        m=area_map(
            tiles_url="/w.pmtiles",
            image_url="/w.svg",
            details=[MapDetail(property="rate", label="</script>")],
        ),
    )
    assert 'data-av-tiles="/w.pmtiles"' in drawn
    assert '<img src="/w.svg" alt="High in the middle.">' in drawn
    assert 'fill="#4a1d66"' in drawn
    assert "Not shown" in drawn
    assert 'href="#wards-after"' in drawn
    held = re.search(r'<script id="wards-plan" type="application/json">(.*?)</script>', drawn)
    assert held
    plan = json.loads(held[1])
    assert plan["classes"][1] == {"from": 12, "colour": "#4a1d66"}
    assert plan["details"] == [{"property": "rate", "label": "</script>"}]
    assert "://" not in held[1]


def test_a_map_without_tiles_is_a_picture_and_a_table() -> None:
    drawn = draw("{% map_figure m %}", m=area_map(image_url="/w.svg", missing_label="Withheld"))
    assert "data-av-map" not in drawn
    assert "<script" not in drawn
    assert "Withheld" in drawn


@pytest.mark.parametrize(
    ("call", "text", "width"),
    [
        ("{% progress_bar 7 'Done' total=12 %}", "7 of 12", "58.3%"),
        ("{% progress_bar 40 'Done' kind='done' %}", "40%", "40.0%"),
        ("{% progress_bar 30 'Done' total=100 %}", "30 of 100", "30.0%"),
        ("{% progress_bar 3 'Done' total=0 %}", "3 of 0", "0.0%"),
        ("{% progress_bar 130 'Done' %}", "130%", "100.0%"),
    ],
)
def test_progress_is_told_in_words_and_never_overflows(call: str, text: str, width: str) -> None:
    drawn = draw(call)
    assert f">{text}<" in drawn
    assert f'width="{width}"' in drawn
    assert "style=" not in drawn


def test_a_figure_brings_definition_uncertainty_and_faults() -> None:
    figure = Figure(
        label="Share late",
        value="31%",
        definition="Of all recorded.",
        uncertainty="29% to 33%",
        unit="of 61",
        period="Year to March",
        faults=["1900 dates left out."],
        source="Open data",
        href="/measures/late/",
        kind="partly",
    )
    drawn = draw("{% figure_value f %}", f=figure)
    told = ("31%", "of 61", "Of all recorded.", "29% to 33%", "1900 dates", "Open data", "Year to")
    assert all(part in drawn for part in told)
    assert 'href="/measures/late/"' in drawn


def test_a_figure_cannot_be_made_without_its_definition() -> None:
    with pytest.raises(TypeError, match="definition"):
        Figure(label="Share", value="3", uncertainty="none")  # type: ignore[call-arg]


def test_a_summary_list_takes_a_dict_pairs_or_links() -> None:
    assert "<dt>When</dt><dd>Today</dd>" in draw("{% summary_list r %}", r={"When": "Today"})
    drawn = draw("{% summary_list r %}", r=[("Who", "Rowan", ("Change", "/who/"))])
    assert '<a class="govuk-link" href="/who/">Change' in drawn


def test_pages_of_a_list_keep_the_filters() -> None:
    request = RequestFactory().get("/answers/?status=partly&page=3")
    page = Paginator(range(100), 10).page(3)
    source = "{% load avow %}{% pagination page %}"
    drawn = Template(source).render(RequestContext(request, {"page": page}))
    assert 'href="?status=partly&amp;page=4"' in drawn
    assert 'aria-current="page"' in drawn
    alone = Paginator(range(3), 10).page(1)
    assert not Template(source).render(RequestContext(request, {"page": alone})).strip()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_say_what_to_do_and_let_the_reader_leave(status: int) -> None:
    request = RequestFactory().get("/nowhere/")
    drawn = render_to_string(
        f"{status}.html", {"quick_exit_url": "https://weather.example/"}, request
    )
    assert "<h1>" in drawn
    assert 'class="govuk-button" href="/"' in drawn
    exit_link = re.search(r"<a [^>]*data-av-quick-exit>", drawn)
    assert exit_link
    assert 'rel="noreferrer nofollow"' in exit_link[0]
    assert "target=" not in exit_link[0]


def test_a_page_follows_the_language_it_is_read_in() -> None:
    request = RequestFactory().get("/")
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl"' in render_to_string("404.html", {}, request)
    assert 'dir="ltr"' in render_to_string("404.html", {}, request)


def test_no_template_holds_a_style_or_an_outside_address() -> None:
    templates = Path(tags.__file__).parents[1] / "templates"
    for path in templates.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        addresses = set(re.findall(r"https?://[^\s'\"<]+", text))
        assert addresses <= {"https://www.bbc.co.uk/weather"}, path
