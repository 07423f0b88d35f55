"""Page components for templates: `{% load avow %}`. See `templates/core/README.md`."""

import base64
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from avow.web.core.components import Cell, Column, Figure, MapFigure, Table

register = template.Library()

ICONS = frozenset(
    {
        "add",
        "alert",
        "answer",
        "arrow",
        "back",
        "calendar",
        "chart",
        "check",
        "clock",
        "download",
        "edit",
        "evidence",
        "exit",
        "eye",
        "feed",
        "filter",
        "gap",
        "home",
        "info",
        "link",
        "lock",
        "map",
        "menu",
        "minus",
        "people",
        "person",
        "plan",
        "print",
        "quote",
        "remove",
        "search",
        "shield",
        "undo",
        "upload",
        "voice",
    }
)

# What a tag's colour means, and the icon that says it without colour.
KINDS = {
    "good": ("good", "check"),
    "partly": ("partly", "minus"),
    "bad": ("bad", "remove"),
    "late": ("bad", "clock"),
    "warning": ("partly", "alert"),
    "doing": ("doing", "clock"),
    "plan": ("plan", "plan"),
    "draft": ("plan", "edit"),
    "gap": ("partly", "gap"),
    "neutral": ("neutral", ""),
}

# The words of the rooms, so that each state looks the same on every page.
STATES = {
    "accepted": "good",
    "adopted": "good",
    "approve": "good",
    "approved": "good",
    "done": "good",
    "on-track": "good",
    "published": "good",
    "released": "good",
    "partly-accepted": "partly",
    "at-risk": "warning",
    "signal": "warning",
    "not-accepted": "bad",
    "reject": "bad",
    "rejected": "bad",
    "request-changes": "partly",
    "overdue": "late",
    "already-doing": "doing",
    "in-progress": "doing",
    "in-review": "doing",
    "proposed": "doing",
    "under-way": "doing",
    "candidate": "plan",
}

PUBLIC_PAGES = (
    ("publication:home", _("Home")),
    ("publication:plan", _("The plan")),
    ("have-your-say:index", _("Have your say")),
    ("publication:answers", _("You said, we did")),
    ("publication:measures", _("Measures")),
    ("publication:map", _("Map")),
    ("publication:data", _("Data")),
    ("publication:about", _("About")),
)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw an icon; without a label it is hidden from screen readers, as text stands beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"no icon {name!r}: choose one of {sorted(ICONS)}")
    classes = f"av-icon av-icon--{size}" if size else "av-icon"
    address = f"{static('built/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            classes,
            label,
            address,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        classes,
        address,
    )


def _kind(word: str) -> tuple[str, str]:
    state = word.replace("_", "-")
    return KINDS.get(STATES.get(state, state), KINDS["neutral"])


@register.simple_tag
def tag(text: str, kind: str = "neutral") -> SafeString:
    """Draw a state as a tag; `kind` is a key of `KINDS` or `STATES`, else it is neutral."""
    colour, symbol = _kind(kind)
    drawn = icon(symbol) if symbol else ""
    return format_html('<span class="av-tag av-tag--{}">{}{}</span>', colour, drawn, text)


def _written(value: Any, column: Column, absent: str) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell(text=absent, gap=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        decimals = column.decimals
        if decimals is None:
            decimals = 0 if isinstance(value, int) else 1
        return Cell(text=f"{value:,.{decimals}f}")
    return Cell(text=str(value))


@register.inclusion_tag("core/components/table.html")
def table(table: Table) -> dict[str, Any]:
    """Draw a table in a frame that scrolls by itself when it is wider than the page."""
    columns = [c if isinstance(c, Column) else Column(label=c) for c in table.columns]
    absent = table.absent or gettext("not known")
    rows = [
        [
            (column, _written(value, column, absent))
            for column, value in zip(columns, row, strict=True)
        ]
        for row in table.rows
    ]
    return {"table": table, "columns": columns, "rows": rows}


@register.inclusion_tag("core/components/chart.html")
def chart(chart: Any, level: int = 3) -> dict[str, Any]:
    """Draw a chart as a picture with its table; the browser makes it live if it has a spec."""
    picture = getattr(chart, "svg_url", "")
    inline = getattr(chart, "svg", "")
    if inline and not picture:
        picture = _as_picture(inline)
    on_phones = _as_picture(getattr(chart, "svg_narrow", ""))
    return {"chart": chart, "picture": picture, "on_phones": on_phones, "level": level}


def _as_picture(svg: str) -> str:
    """Return an SVG as an address: as a picture it runs no script, nor needs an exception to do."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode() if svg else ""


@register.inclusion_tag("core/components/map.html")
def map_figure(figure: MapFigure, level: int = 3) -> dict[str, Any]:
    """Draw a map as a picture with its legend and table; the browser makes it live."""
    missing = figure.missing_label or gettext("Not shown")
    plan = {
        "layer": figure.layer,
        "property": figure.value,
        "name": figure.name,
        "classes": [{"from": c.start, "colour": c.colour} for c in figure.classes],
        "missing": figure.missing_colour,
        "absent": missing,
        "details": [{"property": d.property, "label": d.label} for d in figure.details],
        "label": figure.title,
        "prompt": gettext("Point at an area, or tap it, to see its figures."),
        "locale": {
            "CooperativeGesturesHandler.WindowsHelpText": gettext(
                "Use Ctrl and scroll to zoom the map"
            ),
            "CooperativeGesturesHandler.MacHelpText": gettext("Use ⌘ and scroll to zoom the map"),
            "CooperativeGesturesHandler.MobileHelpText": gettext("Use two fingers to move the map"),
        },
    }
    legend = [(c.colour, c.label) for c in figure.classes] + [(figure.missing_colour, missing)]
    return {
        "figure": figure,
        "plan": plan,
        "plan_id": f"{figure.id}-plan",
        "legend": legend,
        "level": level,
    }


@register.inclusion_tag("core/components/progress.html")
def progress_bar(
    value: float, label: str, total: float | None = None, kind: str = ""
) -> dict[str, Any]:
    """Draw how far something is: `value` of `total`, or a percentage when no total is given."""
    if total is None:
        share = value
        text = gettext("%(share)s%%") % {"share": f"{share:.0f}"}
    else:
        share = 100 * value / total if total else 0
        text = gettext("%(value)s of %(total)s") % {"value": f"{value:g}", "total": f"{total:g}"}
    width = f"{min(max(share, 0), 100):.1f}"
    return {"label": label, "text": text, "share": width, "kind": _kind(kind)[0]}


@register.inclusion_tag("core/components/figure_value.html")
def figure_value(figure: Figure) -> dict[str, Any]:
    """Draw a figure with its definition, uncertainty and data faults: they travel together."""
    return {"figure": figure}


@register.inclusion_tag("core/components/summary_list.html")
def summary_list(rows: Any) -> dict[str, Any]:
    """Draw names and values: a dict, pairs, or triples whose third is a link `(text, url)`."""
    pairs = rows.items() if hasattr(rows, "items") else rows
    return {"rows": [(*row, None)[:3] for row in (tuple(pair) for pair in pairs)]}


@register.inclusion_tag("core/components/public_nav.html", takes_context=True)
def public_nav(context: RequestContext) -> dict[str, Any]:
    """Draw the links to the public pages that this process serves, and mark where the reader is."""
    path = getattr(context.get("request"), "path", "")
    links = []
    for name, label in PUBLIC_PAGES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        here = path == url or (url != "/" and path.startswith(url))
        links.append({"url": url, "label": label, "current": here})
    return {"links": links}


@register.inclusion_tag("core/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any]) -> dict[str, Any]:
    """Draw links to the pages of a list, keeping the other parameters of the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}


@register.inclusion_tag("core/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List a form's errors at the top of the page, each a link to its field."""
    return {"form": form}
