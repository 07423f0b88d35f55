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
    ("Members wished to know when the pilot ends.", "explicit"),
    ("The forum asked for a yearly figure.", "explicit"),
    ("Detectives need access to interpreters.", "explicit"),
    ("The council could, for its part, light the ramp.", "explicit"),
    ("Minutes to be sent to the parish clerk.", "explicit"),
    ("We propose that each order be logged.", "explicit"),
    ("The Commissioner is invited to attend.", "explicit"),
    ("The network is calling for an inquiry.", "explicit"),
    ("We would love to see the ramp lit.", "explicit"),
    ("The wording wants tightening.", "explicit"),
    ("The scheme merits a longer trial.", "explicit"),
    ("We cannot agree to this map.", "explicit"),
    ("The duty is unfunded.", "implied"),
    ("Until bail is enforced, women will not report.", "implied"),
    ("The draft speaks of streets but not of homes.", "implied"),
    ("The promise is hollow without money.", "implied"),
    ("There is nothing in it about bail.", "implied"),
    ("We worry about rural stations.", "implied"),
    ("Who will meet her at the door?", "implied"),
    ("Nobody should have to queue outside; the door ought to be staffed.", "explicit"),
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
    ("It was noted that forces must record each breach.", "reports"),
    ("She was told that she should move.", "reports"),
    ("Critics say that the money should go elsewhere.", "reports"),
    ("The leaflet says that officers should listen.", "reports"),
    ("The Act requires councils to provide support.", "reports"),
    ("Every landlord must, under the Act, keep a register.", "describes"),
    ("This should be simple enough.", "describes"),
    ("It does not need to be grand.", "describes"),
    ("One should be careful with small numbers.", "describes"),
    ("They must, all told, have been several hundred.", "describes"),
    ("We must do better ourselves.", "describes"),
    ("Funders want to see results.", "describes"),
    ("Replies must be sent by Friday.", "describes"),
    ("We agree that victims should come first.", "endorses"),
    ("Would you accept this for your sister?", "a question put"),
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


def test_a_numbered_point_with_a_title_is_prose():
    text = (
        "What we would change\n\n1. Night shifts. We asked forty cleaners. "
        "A taxi home for those who finish late. It costs little.\n2. Pay. Our pay has not risen.\n"
    )
    assert verdicts(text)[2:4] == [False, True]
    assert verdicts(text).count(True) == 1


def test_actions_in_minutes_and_asks_after_a_colon():
    assert verdicts("ACTION: Clerk to bring the figures in June.\n") == [True]
    assert verdicts("It failed. So: a line run by outsiders, open to all.\n") == [False, True]
    assert verdicts("Staff know who they are: ask them.\n") == [True]


def test_the_next_numbered_paragraph_ends_a_list():
    text = (
        "2.1 The draft is short. We recommend that:\n\n(a) each station keeps a log;\n\n"
        "(b) each log is read.\n\n2.2 Last year the station in the north kept one.\n"
    )
    assert verdicts(text) == [False, False, True, True, False]


def test_answers_to_a_question_may_lack_a_verb():
    text = "Q2. Do you agree?\n\nMostly. A bit more light by the quay.\n\nQ3. Name?\n\nA.\n"
    assert verdicts(text).count(True) == 1
