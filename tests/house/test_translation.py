"""Every word a reader sees in a template is marked for translation."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "avow" / "web"
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
# Names that are the same in every language.
NAMES = {"Avow", "Atom", "CSV", "JSON", "Parquet", "TOML", "VAWG", "SHA", "manifest", "json"}

GONE = re.compile(
    r"{% block body_(?:class|attributes) %}.*?{% endblock %}"
    r"|{% comment %}.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}"
    r"|<script.*?</script>|<style.*?</style>|<code.*?</code>|<kbd.*?</kbd>"
    r"|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->",
    re.DOTALL,
)
LABELS = re.compile(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_no_words_stand_outside_a_translation(path):
    text = GONE.sub(" ", path.read_text(encoding="utf-8"))
    seen = " ".join(LABELS.findall(text)) + " " + re.sub(r"<[^>]*>", " ", text)
    words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"&\w+;", " ", seen)))
    assert words <= NAMES
