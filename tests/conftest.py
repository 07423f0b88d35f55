"""What holds for every test: no network, except loopback where a journey or Spark needs it."""

import pytest
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Close the network before each test."""
    enable_socket()
    if item.get_closest_marker("journey") or item.get_closest_marker("spark"):
        socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    else:
        disable_socket(allow_unix_socket=True)
