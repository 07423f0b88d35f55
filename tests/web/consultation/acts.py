"""What each action on a recommendation is given, to try them all."""

from avow.web.consultation import actions


def signed(lead, owner, answer):
    """Hand an answer in and sign it off."""
    return actions.sign_off(by=owner, answer=actions.hand_in(by=lead, answer=answer))


def decisions(candidate, commitment):
    return {
        "adopt": {},
        "reject": {},
        "mark_gap": {},
        "set_links": {"commitments": [commitment]},
        "correct_quote": {"passage": candidate.quote.split(".")[0]},
    }
