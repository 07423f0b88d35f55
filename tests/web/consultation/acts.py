"""What each action on a recommendation is given, to try them all."""


def decisions(candidate, commitment):
    return {
        "adopt": {},
        "reject": {},
        "mark_gap": {},
        "set_links": {"commitments": [commitment]},
        "correct_quote": {"passage": candidate.quote.split(".")[0]},
    }
