from pathlib import Path

import pytest

from tests.analysis.feeds import invented


@pytest.fixture
def offences(tmp_path: Path) -> Path:
    return invented.parquet(tmp_path / "o.parquet", invented.OFFENCES, invented.OFFENCE_COLUMNS)


@pytest.fixture
def victims(tmp_path: Path) -> Path:
    return invented.parquet(tmp_path / "v.parquet", invented.VICTIMS, invented.VICTIM_COLUMNS)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
