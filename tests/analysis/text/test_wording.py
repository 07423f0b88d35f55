"""Sentences that ask and sentences that do not, by their wording alone; all invented."""

import pytest

from avow.analysis.documents.sentences import sentences
from avow.analysis.text.asks import Judge
from avow.analysis.text.wording import judge_words

ASKS = [
    ("Officers should ring victims every week.", "explicit"),
    ("The council must reopen the refuge.", "explicit"),
    ("We urge the force to publish its figures.", "explicit"),
    ("The Coalition calls on the Chief Constable to act.", "explicit"),
    ("I would like to see women on the panel.", "explicit"),
    ("We'd welcome a date for this.", "explicit"),
    ("It is vital that interpreters are paid for.", "explicit"),
    ("It is important these officers have been vetted.", "explicit"),
    ("Far more detail is needed on bail.", "explicit"),
    ("There is a clear need for specialist teams.", "explicit"),
    ("The force could consider lending handsets.", "explicit"),
    ("A yearly report would be helpful.", "explicit"),
    ("Our one request is that survivors are paid.", "explicit"),
    ("Please stop closing cases by text message.", "explicit"),
    ("Supervisors have to set the tone.", "explicit"),
    ("We welcome the hub, but it needs to open at weekends.", "explicit"),
    ("While we support tagging, alarms must be answered at night.", "explicit"),
    ("The plan says nothing about stalking.", "implied"),
    ("Stalking has not been mentioned.", "implied"),
    ("There is no commitment to specialist detectives.", "implied"),
    ("The draft fails to name who is responsible.", "implied"),
    ("We are disappointed that rural women are left out.", "implied"),
    ("We are concerned that the hub will open without any interpreters.", "implied"),
    ("We hope the Commissioner will listen to children too.", "implied"),
    ("Orders can protect women only if breaches lead to arrest, and will only work when they do.",
     "implied"),
    ("Ensuring that staff feel able to report colleagues is essential.", "implied"),
    ("Where is the money for refuges?", "implied"),
    ("How will the force know that this works?", "implied"),
    ("Greater use of special measures would help more women to give evidence.", "implied"),
    ("Another way to build trust would be to publish the outcome of each hearing.", "implied"),
]  # fmt: skip
NOT_ASKS = [
    ("We welcome the commitment to train officers.", "endorses"),
    ("The commitment to vetting is important.", "endorses"),
    ("We are pleased that the plan recognises that officers must do better.", "endorses"),
    ("It is right that the plan puts victims first.", "endorses"),
    ("Our helpline took 3,000 calls last year.", "describes"),
    ("Women have to wait for months.", "describes"),
    ("This would have saved her.", "describes"),
    ("She must have been terrified.", "describes"),
    ("They asked what they should do next.", "describes"),
    ("It should be noted that figures are low.", "reports"),
    ("We asked our members what they thought.", "describes"),
    ("The inspectorate recommended that forces should record ethnicity.", "reports"),
    ("Under the Victims' Code, police must tell victims of an arrest.", "reports"),
    ("No woman should have to live in fear.", "a value"),
    ("Should you have any questions, ring us.", "describes"),
    ("We would be happy to discuss any of this.", "an offer"),
    ("What do you think of our plan?", "a question put"),
    ("Is anybody surprised?", "a question that"),
    ("In this response we suggest where the plan could be strengthened.", "speaks of"),
]


@pytest.mark.parametrize(("text", "strength"), ASKS)
def test_asks(text, strength):
    verdict = judge_words(text)
    assert verdict.ask, verdict.reason
    assert verdict.strength == strength, verdict.reason


@pytest.mark.parametrize(("text", "reason"), NOT_ASKS)
def test_what_does_not_ask(text, reason):
    verdict = judge_words(text)
    assert not verdict.ask, verdict.reason
    assert verdict.reason.startswith(reason)


def verdicts(text):
    judge, found = Judge(), sentences(text)
    return [
        judge.judge(s, found[i + 1] if i + 1 < len(found) else None).ask
        for i, s in enumerate(found)
    ]


def test_items_follow_their_lead_in():
    asked = "We recommend that the force:\n\n- vetting of all staff by June\n- More advisers\n"
    told = "Our services include:\n\n- Counselling for girls\n- Support for mothers\n"
    assert verdicts(asked) == [False, True, True]
    assert verdicts(told) == [False, False, False]


def test_items_under_an_asking_heading_and_alone():
    headed = "Recommendations\n\nThese are ours.\n\n- A named officer for each victim\n\nThanks.\n"
    alone = "Thoughts\n\nSome first thoughts.\n\n- Publish the figures by district\n- It is cold.\n"
    assert verdicts(headed) == [False, False, True, False]
    assert verdicts(alone) == [False, False, True, False]


def test_later_sentences_of_an_item():
    text = "We ask that you:\n\n- Fund advisers. This means ten posts. Demand has grown.\n"
    assert verdicts(text) == [False, True, True, False]


def test_labels_of_recommendations():
    text = (
        "Recommendation 1\n\nMore women on the panel by next spring.\n\n"
        "Recommendation 2: Advisers in all stations.\n\nThat is all.\n"
    )
    assert verdicts(text) == [False, True, True, False]


def test_fragments_continue_an_ask():
    text = "Where is the promise of refuge? To counselling? The night was dark.\n"
    assert verdicts(text) == [True, True, False]
    text = "We need more detail. For example, how the panel will be chosen. It was late.\n"
    assert verdicts(text) == [True, True, False]


def test_instructions_in_running_text():
    assert verdicts("I was not believed. Train officers properly. Work is slow.\n") == [
        False,
        True,
        False,
    ]
