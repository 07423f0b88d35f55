"""A signature that turned out to be wrong is withdrawn: nothing begins, or goes on, by it."""

import pytest
from django.core.exceptions import PermissionDenied

from avow.web.audit import backing
from avow.web.core import waiting
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions, queries
from avow.web.initiatives.models import Initiative, Withdrawal
from avow.web.initiatives.policies import NotAssessedError
from tests.web.initiatives.conftest import REMARK, answer_all, days
from tests.web.initiatives.test_gate import refused, update
from tests.web.initiatives.test_pages import get, post

pytestmark = pytest.mark.django_db
WHY = "The group that was named was never asked."


def withdraw(by, assessment, reason=WHY):
    return actions.withdraw_signature(by=by, assessment=assessment, reason=reason)


def test_nothing_begins_by_a_withdrawn_signature(lead, signer, initiative, signed):
    withdraw(signer, signed)
    with pytest.raises(NotAssessedError, match="was withdrawn: The group that was named"):
        actions.mark_live(by=lead, initiative=initiative)
    said = refused(lambda: update(Initiative, initiative.pk, state="live", live_on=days(0)))
    assert "only with a signed assessment" in said
    following = actions.start_assessment(by=lead, initiative=initiative)
    answer_all(lead, following)
    actions.hand_in_assessment(by=lead, assessment=following)
    actions.sign_assessment(by=signer, assessment=following, remark=REMARK)
    assert actions.mark_live(by=lead, initiative=initiative).live_on == days(0)
    with pytest.raises(IllegalMoveError, match="Only the newest"):
        withdraw(signer, signed)


def test_what_is_live_lapses_and_its_owner_is_told(lead, signer, live, signed):
    assert not queries.standings(today=days(0), overdue=True)
    withdraw(signer, signed)
    [standing] = queries.standings(today=days(0), overdue=True)
    assert WHY in standing.missing
    told = [w.what for w in waiting.waiting(lead, days(0))]
    assert "1 live initiative whose equality impact assessment has lapsed" in told
    with pytest.raises(NotAssessedError, match="withdrawn"):
        actions.extend_initiative(by=lead, initiative=live, ends_on=days(120))
    assert "in date" in refused(lambda: update(Initiative, live.pk, ends_on=days(120)))


def test_who_withdraws_says_why_and_only_once(lead, signer, signed, ready, initiative):
    with pytest.raises(PermissionDenied):
        withdraw(lead, signed)
    with pytest.raises(IllegalMoveError, match="Say why"):
        withdraw(signer, signed, " ")
    withdraw(signer, signed)
    with pytest.raises(IllegalMoveError, match="already"):
        withdraw(signer, signed)


def test_of_what_is_closed_or_not_signed_nothing_is_withdrawn(lead, signer, initiative, ready):
    with pytest.raises(IllegalMoveError, match="Only the newest"):
        withdraw(signer, ready)
    actions.close_initiative(by=lead, initiative=initiative, state="stopped", outcome="No.")
    with pytest.raises(IllegalMoveError, match="closed"):
        withdraw(signer, ready)


def test_it_stays_on_record_and_the_trace_bears_it_out(signer, signed):
    made = withdraw(signer, signed)
    rows = Withdrawal.objects.filter(pk=made.pk)
    assert "append-only" in refused(lambda: rows.update(reason="Nothing."))
    assert "append-only" in refused(lambda: rows._raw_delete("default"))
    bare = Withdrawal(assessment=signed, reason="", withdrawn_by=signer)
    assert "UNIQUE" in refused(bare.save).upper() or "withdrawn_for_a_reason" in refused(bare.save)
    assert not [said for said in backing.unfounded() if "withdrawn" in said]


def test_the_page_shows_it_and_leads_to_it(desk, signer, signed_in, signed, initiative):
    theirs = signed_in(signer)
    assert "Withdraw the signature" not in get(desk, "assessment", signed.pk)
    assert "Withdraw the signature" in get(theirs, "assessment", signed.pk)
    assert "stays on record" in get(theirs, "withdraw", signed.pk)
    empty = post(theirs, "withdraw", signed.pk, reason="").content.decode()
    assert "Say why the signature is withdrawn" in empty
    assert post(theirs, "withdraw", signed.pk, reason=WHY).status_code == 302
    for name, pk in (("assessment", signed.pk), ("document", signed.pk)):
        assert WHY in get(desk, name, pk)
    assert "Signature withdrawn" in get(desk, "initiative", initiative.pk)
    assert "It cannot go live." in get(desk, "initiative", initiative.pk)
    again = post(theirs, "withdraw", signed.pk, reason=WHY).content.decode()
    assert "withdrawn already" in again
    assert "Withdraw the signature</a>" not in get(theirs, "assessment", signed.pk)
