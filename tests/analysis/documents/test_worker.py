"""The confined process: what it is asked, what it answers, what binds it."""

import base64
import io
import json
import resource

import pytest

from avow.analysis.documents import LIMITS, Document, UnreadableDocumentError, worker
from tests.analysis.documents.made import BODY, message, pdf

SMALL = pdf(f"#set page(width: 12cm, height: 12cm)\n{BODY}")


@pytest.fixture
def ask(monkeypatch, capsys):
    """Return a function that sends a request and returns the answer and the bounds set."""
    bounds = {}

    def set_bound(what, pair):
        if what == resource.RLIMIT_CORE:
            raise ValueError("not here")
        bounds[what] = pair[0]

    def send(data=SMALL, **request):
        head = json.dumps({**request, "limits": LIMITS.to_dict()}).encode() + b"\n"
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(head + data)))
        monkeypatch.setattr(resource, "setrlimit", set_bound)
        worker.main()
        return json.loads(capsys.readouterr().out), bounds

    return send


def test_it_binds_itself_before_it_reads(ask):
    answer, bounds = ask(ask="document", kind="pdf", name="a.pdf")
    assert Document.from_dict(answer["document"]).text == BODY.strip()
    assert bounds[resource.RLIMIT_CPU] <= LIMITS.seconds
    assert bounds[resource.RLIMIT_AS] <= LIMITS.memory
    assert bounds[resource.RLIMIT_FSIZE] <= LIMITS.answer


def test_it_draws_pages(ask):
    answer, _ = ask(ask="page", page=1, width=120)
    assert base64.b64decode(answer["png"]).startswith(b"\x89PNG")
    assert round(answer["across"]) == 340


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(ask, page):
    answer, _ = ask(ask="page", page=page, width=120)
    assert f"has no page {page}" in answer["refused"]


def test_it_says_when_memory_ran_out(ask, monkeypatch):
    def run_out(*_):
        raise MemoryError

    monkeypatch.setattr(worker, "answer_to", run_out)
    assert ask(ask="document", kind="pdf", name="a")[0] == {"memory": True}


def test_an_unknown_kind_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="no-kind"):
        worker.answer_to({"ask": "document", "kind": "no-kind", "name": "a"}, b"", LIMITS)


def test_what_comes_out_too_long_is_refused():
    from dataclasses import replace

    with pytest.raises(UnreadableDocumentError, match="more than 9 letters"):
        worker.answer_to(
            {"ask": "document", "kind": "email", "name": "a"},
            message(BODY),
            replace(LIMITS, characters=9),
        )
