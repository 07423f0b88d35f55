import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.web.core.sealing import SealError, seal, unseal

OTHER = base64.b64encode(b"x" * 32).decode()


@given(st.text(), st.text())
def test_what_is_sealed_opens_in_its_own_context(text, context):
    envelope = seal(text, context=context)
    assert unseal(envelope, context=context) == text


@given(st.text(min_size=4))
def test_the_envelope_shows_nothing_of_the_text(text):
    payload = base64.b64decode(seal(text, context="c").split(":")[2])
    assert text.encode() not in payload


def test_the_same_text_never_seals_alike():
    assert seal("secret", context="c") != seal("secret", context="c")


def test_a_value_moved_to_another_place_does_not_open():
    with pytest.raises(SealError, match="changed, or belongs somewhere else"):
        unseal(seal("secret", context="row 1"), context="row 2")


def test_a_changed_value_does_not_open():
    version, key, payload = seal("secret", context="c").split(":")
    raw = bytearray(base64.b64decode(payload))
    raw[-1] ^= 1
    with pytest.raises(SealError):
        unseal(f"{version}:{key}:{base64.b64encode(raw).decode()}", context="c")


def test_an_unknown_key_is_named(settings):
    envelope = seal("secret", context="c")
    settings.FIELD_KEYS = f"new:{OTHER}"
    with pytest.raises(SealError, match="'demo' is not among AVOW_FIELD_KEYS"):
        unseal(envelope, context="c")


def test_an_older_key_still_opens_after_a_new_one_is_put_first(settings):
    envelope = seal("secret", context="c")
    settings.FIELD_KEYS = f"new:{OTHER},{settings.FIELD_KEYS}"
    assert unseal(envelope, context="c") == "secret"
    assert seal("secret", context="c").startswith("v1:new:")


@pytest.mark.parametrize("envelope", ["", "secret", "v1:demo:not base64!", "v2:demo:AAAA"])
def test_what_was_never_sealed_is_refused(envelope):
    with pytest.raises(SealError):
        unseal(envelope, context="c")
