"""A plan set as a PDF or a Word document is read back as the plan it was set from."""

from pathlib import Path

import docx
import pytest

from avow.analysis.documents import Plan, parse_plan, read_plan
from tests.analysis.documents.made import docx_bytes, pdf, read

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


def typed(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "#*_`$<>@=-+/~[]\"'\\" else sign for sign in text)


def as_pdf(plan: Plan) -> bytes:
    parts = [
        "#set page(header: [_Plan_], footer: context align(center)[#counter(page).display()])\n"
        f'#set par(justify: true)\n#text(size: 22pt, weight: "bold")[{typed(plan.title)}]\n'
    ]
    for pillar in plan.pillars:
        if pillar.number or pillar.title:
            parts.append(f"= Pillar {typed(pillar.number)}: {typed(pillar.title)}")
        for item in pillar.commitments:
            parts.append(f"== Commitment {typed(item.number)}: {typed(item.title)}")
            parts.append(f"{typed(item.text)}\n")
            parts += [f"- {typed(action.text)}" for action in item.actions]
    return pdf("\n".join(parts))


def as_word(plan: Plan) -> bytes:
    made = docx.Document()
    made.add_heading(plan.title, 0)
    for pillar in plan.pillars:
        if pillar.number or pillar.title:
            made.add_heading(f"Pillar {pillar.number}: {pillar.title}", 1)
        for item in pillar.commitments:
            made.add_heading(f"Commitment {item.number}: {item.title}", 2)
            made.add_paragraph(item.text)
            for action in item.actions:
                made.add_paragraph(action.text, style="List Bullet")
    return docx_bytes(made)


def shape(plan: Plan) -> list[object]:
    return [
        (
            item.number,
            " ".join(item.title.split()),
            [" ".join(a.text.split()) for a in item.actions],
        )
        for item in plan.commitments
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("kind", "setting"), [("pdf", as_pdf), ("docx", as_word)])
def test_a_plan_set_again_is_the_same_plan(path, kind, setting):
    plan = read_plan(path)
    if not any(item.actions for item in plan.commitments):
        pytest.skip("This plan has no actions to tell its commitments by.")
    found = read(setting(plan), kind)
    assert shape(parse_plan(found.text, "again", found.structure)) == shape(plan)
