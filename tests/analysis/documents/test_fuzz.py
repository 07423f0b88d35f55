"""Documents changed at random are read or refused in words; nothing else happens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis.documents.mutating import WAYS, attempt, changed, samples, within

SAMPLES = samples()
ROOT = Path(__file__).parents[3]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(WAYS),
        st.floats(0, 1, exclude_max=True),
        st.one_of(st.binary(max_size=6), st.sampled_from([b"<", b"&#0;", b"]]>", b"endobj"])),
    ),
    min_size=1,
    max_size=5,
)
QUICK = settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_sample_is_read(kind):
    assert attempt(SAMPLES[kind]).kind == kind


@pytest.mark.slow
@pytest.mark.parametrize("kind", SAMPLES)
@QUICK
@given(changes=CHANGES)
def test_changed_bytes_are_read_or_refused(kind, changes):
    attempt(changed(SAMPLES[kind], changes))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt"])
@QUICK
@given(changes=CHANGES)
def test_changed_parts_of_a_package_are_read_or_refused(kind, changes):
    attempt(within(SAMPLES[kind], changes))


@QUICK
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    attempt(data)


@pytest.mark.slow
def test_many_changed_documents_in_one_process():
    """``AVOW_FUZZ`` says how many of each format; the seed is fixed unless ``AVOW_SEED`` is set."""
    times = os.environ.get("AVOW_FUZZ", "40")
    command = [sys.executable, "-m", "tests.analysis.documents.mutating"]
    seed = os.environ.get("AVOW_SEED", "1")
    ended = subprocess.run(
        [*command, seed, times], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert ended.stdout.count("refused") == len(SAMPLES)
