"""What holds for every test: no network but loopback for journeys and Spark, and no luck.

Property tests try the same examples in every run; ``HYPOTHESIS_PROFILE=default`` looks for new
ones.
"""

import os

import pytest
from hypothesis import settings
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

# No test is timed: the first example of one pays for its imports.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Close the network before each test."""
    enable_socket()
    if item.get_closest_marker("journey") or item.get_closest_marker("spark"):
        socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    else:
        disable_socket(allow_unix_socket=True)
