"""The weights in the package are those that the corpus and the code give."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TRAINING, WEIGHTS = ROOT / "training", ROOT / "src" / "avow" / "analysis" / "text" / "weights"


@pytest.fixture
def training(monkeypatch):
    """The modules of the training folder, out of the way again afterwards."""
    if not TRAINING.is_dir():
        pytest.skip("The folder 'training' is not here: it is in the source, not in the package.")
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(TRAINING))
    import corpus
    import frames
    import train

    yield corpus, frames, train
    for name in set(sys.modules) - before:
        if str(TRAINING) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.parametrize("name", ["asks", "links"])
def test_the_weights_were_made_from_this_corpus_and_this_code(training, name):
    _, _, train = training
    stored = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    assert stored["made_from"] == train.digest(), "Run: python training/train.py"


def test_the_corpus_is_whole(training):
    corpus, frames, _ = training
    documents = corpus.read_all()
    assert len(documents) >= 40
    assert sum(len(d.sentences) for d in documents) >= 2_000
    for document in documents:
        assert document.author
        assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
        assert all(s.links for s in document.sentences if s.asks)
    filled = frames.filled()
    assert filled == frames.filled()
    assert len({text for _, text in filled}) >= 0.9 * len(filled)


def test_a_line_without_a_label_is_named(training, tmp_path):
    corpus, _, _ = training
    (tmp_path / "x1-bad.tagged").write_text("@ plan: city ; kind: bad\n\nNo label.\n")
    with pytest.raises(ValueError, match=r"x1-bad\.tagged, line 3"):
        corpus.read(tmp_path / "x1-bad.tagged")
    (tmp_path / "x1-bad.tagged").write_text("0 | No plan.\n")
    with pytest.raises(ValueError, match="which plan"):
        corpus.read(tmp_path / "x1-bad.tagged")


@pytest.mark.slow
def test_training_on_a_slice_tells_asks_from_others_the_same_every_time(training):
    corpus, _, train = training
    from examples import sentence_examples

    examples = sentence_examples(corpus.read_all()[:4])
    labels = [int(e.asks) for e in examples]
    base, weights = train.fit(examples, labels)
    assert (base, weights) == train.fit(examples, labels)
    assert weights["rule asks:True"] > 0 > weights["rule asks:False"]
