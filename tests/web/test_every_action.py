"""Every action of every room, found by import, writes to the trace and says who acts."""

import importlib
import inspect
import types
from pathlib import Path

import pytest

import avow.web
from avow.web.audit.actions import record

ROOMS = sorted(
    folder.parent.name
    for folder in Path(avow.web.__path__[0]).glob("*/actions")
    if folder.parent.name != "audit"
)
ACTIONS = [
    pytest.param(action, id=f"{room}.{name}")
    for room in ROOMS
    for module in [importlib.import_module(f"avow.web.{room}.actions")]
    for name in module.__all__
    if isinstance(action := getattr(module, name), types.FunctionType)
]
# Acts of the system itself, on nobody's behalf.
OF_THE_SYSTEM = {"refuse_file"}
# Acts of an organisation through the link that it was given.
OF_AN_ORGANISATION = {"write_reply"}
# Acts of people nobody knows: a trace would keep the time at which they answered (ADR 0019).
OF_THE_PUBLIC = {
    "consultation.stop_telling",
    "surveys.change_comment",
    "surveys.comment_on_plan",
    "surveys.give_code",
    "surveys.resume",
    "surveys.save_section",
    "surveys.send_response",
    "surveys.start_response",
    "surveys.take_turn",
    "surveys.withdraw",
}


def is_public(action):
    """Return whether an action is an act of people nobody knows."""
    return f"{action.__module__.split('.')[2]}.{action.__name__}" in OF_THE_PUBLIC


def names(code):
    """Return every name that a function uses, in the functions within it too."""
    inner = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    return {*code.co_names, *(name for part in inner for name in names(part))}


def traces(function, seen=()):
    """Return whether the function, or one of the same room's actions that it calls, records."""
    function = inspect.unwrap(function)
    used = [function.__globals__.get(name) for name in names(function.__code__)]
    if record in used:
        return True
    room = function.__module__.rsplit(".", 1)[0]
    further = [
        inspect.unwrap(other)
        for other in used
        if isinstance(other, types.FunctionType) and other.__module__.startswith(room)
    ]
    return any(traces(other, (*seen, function)) for other in further if other not in seen)


def test_rooms_with_actions_are_found():
    assert {"accounts", "consultation", "measures", "plan", "releases"} <= set(ROOMS)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_is_traced_to_somebody(action):
    assert traces(action) != is_public(action)
    parameters = inspect.signature(action).parameters
    assert all(p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters.values())
    named = action.__name__ in OF_THE_SYSTEM | OF_AN_ORGANISATION
    assert "by" in parameters or named or is_public(action)


def test_a_function_without_a_trace_is_noticed():
    assert not traces(lambda: len(ROOMS))
