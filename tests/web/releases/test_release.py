import json

import pytest

from avow.web.releases.files import releases_folder, sha256
from avow.web.releases.verification import read_released, verify_release

pytestmark = pytest.mark.django_db


def test_a_release_is_a_folder_of_hashed_files(released):
    made = released()
    folder = releases_folder() / made.folder
    assert made.number == 1
    assert sorted(path.name for path in folder.iterdir()) == [
        "data.csv",
        "data.json",
        "data.parquet",
        "definition.json",
        "dictionary.json",
        "dictionary.md",
        "manifest.json",
    ]
    for name, held in made.manifest["files"].items():
        assert sha256((folder / name).read_bytes()) == held["sha256"]
    assert sha256((folder / "manifest.json").read_bytes()) == made.sha256
    assert json.loads(read_released(made, "manifest.json")) == made.manifest
    assert verify_release(made) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ({"kind": "chart"}, {"chart.vl.json", "chart.svg", "chart.png"}),
        (
            {"kind": "map", "area": "ward"},
            {"map.pmtiles", "map.svg", "map.png", "map.json"},
        ),
    ],
)
def test_pictures_go_out_with_their_data(released, asked, files):
    assert files <= set(released(**asked).manifest["files"])
