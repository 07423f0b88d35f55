"""Spark gives what DuckDB gives, to the last bit, split or not."""

import shutil
from datetime import date
from importlib.util import find_spec

import pytest

from avow.analysis.engine import Facts
from avow.analysis.measures import run
from avow.analysis.synthetic import records
from tests.analysis.measures.test_expressions import CASES, FORCE

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java"),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="needs the extra spark"),
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.enable_socket,
]
SPLIT = {0: "victim.sex", 2: "place_kind", 5: "victim.age_band", 7: "domestic_abuse"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    records.write(folder, offences=2000, seed=7, start=date(2024, 1, 1), end=date(2024, 12, 1))
    return folder


@pytest.fixture(scope="module")
def engines(data):
    return Facts(data), Facts(data, "spark")


@pytest.mark.parametrize(
    ("asked", "group"),
    [(asked, SPLIT.get(i)) for i, asked in enumerate(CASES)] + [(asked, None) for asked in FORCE],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "expression", "whole"),
)
def test_both_engines_agree(engines, asked, group):
    duck, spark = (run(facts, asked, "borough", "quarter", group=group).table for facts in engines)

    # Whole numbers come from the engine; all else follows from them, so not a bit may differ.
    assert spark.equals(duck)
    assert any(n for n in duck["denominator"].to_pylist() + duck["numerator"].to_pylist())
