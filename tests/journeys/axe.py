"""What axe-core finds on a page, on a desktop and on a phone."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = (
    "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, "
    "resultTypes: ['violations'], preload: false})"
    ".then(found => found.violations)"
)


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds at both widths, one line each."""
    found = []
    # A click returns when the next page begins to come, which axe would take for an empty one.
    page.wait_for_load_state()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width, (x, y) in WIDTHS.items():
        page.set_viewport_size({"width": x, "height": y})
        found += [
            f"{page.url} ({width}) {rule['id']}: {node['html'][:160]}"
            for rule in page.evaluate(_RUN, _RULES)
            for node in rule["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{page.url} ({width}) must be scrolled sideways")
    return found


def expect_no_findings(page: Page) -> None:
    """Fail with every finding of axe on its own line."""
    found = axe_findings(page)
    assert not found, "\n".join(found)
