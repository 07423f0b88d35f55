"""The demo's records: the same offences as its published counts, over the same months."""

import pytest

from avow.analysis.synthetic import records
from avow.web.stories.invented import FIRST_MONTH, LAST_MONTH, SEED, invented


@pytest.mark.slow
def test_the_invented_story_writes_records_of_its_own_months(tmp_path):
    story = invented()
    story.records(tmp_path)
    truths = records.read_truths(tmp_path)
    assert truths.seed == SEED
    assert truths.first_day == FIRST_MONTH
    assert (truths.last_day.year, truths.last_day.month) == (LAST_MONTH.year, LAST_MONTH.month)
    assert truths.last_day < story.today
    rows = records.rows(tmp_path)
    assert rows["offences"] == rows["outcomes"] == truths.offences
    assert "population" not in rows  # that is the feeds'
