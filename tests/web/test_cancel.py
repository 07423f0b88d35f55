"""Every “Cancel” of the staff pages leads back to where somebody came from."""

import re
from pathlib import Path

import avow.web

TEMPLATES = sorted(Path(avow.web.__path__[0]).glob("*/templates/**/*.html"))
BLOCK = re.compile(r"{%\s*block (\w+)[^%]*%}(.*?){%\s*endblock", re.DOTALL)
NAMED = re.compile(r"{%\s*url [^%]* as (\w+)\s*%}")


def test_no_page_uses_an_address_that_another_block_named():
    """What a block names is forgotten at its end: used after it, the link would lead nowhere."""
    astray = [
        f"{path.name}: {name}"
        for path in TEMPLATES
        for blocks in [BLOCK.findall(path.read_text(encoding="utf-8"))]
        for _block, inside in blocks
        for name in {n for _other, text in blocks for n in NAMED.findall(text)}
        if f'href="{{{{ {name} }}}}' in inside and name not in NAMED.findall(inside)
    ]
    assert astray == []
