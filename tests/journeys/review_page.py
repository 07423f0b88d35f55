"""The review page of a submission, as somebody uses it."""

from playwright.sync_api import Locator, Page, expect

_TEXT = "[data-av-text]"


def card(page: Page, words: str) -> Locator:
    """Return the candidate whose quote holds ``words``."""
    return page.locator("[data-av-card]").filter(has=page.locator("blockquote", has_text=words))


def expect_state(page: Page, words: str, state: str) -> None:
    """Wait until the candidate shows ``state``: the tag beside its number."""
    expect(card(page, words).locator(".av-candidate__head")).to_contain_text(state)


def expect_focus(page: Page, words: str) -> None:
    """Wait until the candidate has the focus."""
    expect(card(page, words)).to_be_focused()


def select_with_mouse(page: Page, words: str) -> None:
    """Drag the mouse over ``words`` in the text, as a reader marks a sentence."""
    piece = page.locator(f"{_TEXT} [data-at]", has_text=words)
    piece.scroll_into_view_if_needed()
    ends = piece.evaluate(
        """(element, words) => {
            const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            const start = node.data.indexOf(words);
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + words.length);
            const boxes = [...range.getClientRects()];
            const first = boxes[0], last = boxes[boxes.length - 1];
            return [first.left, first.top + first.height / 2,
                    last.right, last.top + last.height / 2];
        }""",
        words,
    )
    page.mouse.move(ends[0] + 1, ends[1])
    page.mouse.down()
    page.mouse.move(ends[2] - 1, ends[3], steps=8)
    page.mouse.up()
