"""What kind of deed a passage asks for: to publish is not to train, whatever the subject."""

from collections.abc import Mapping

from avow.analysis.text.words import stem, tokens

DEEDS: Mapping[str, str] = {
    "publish": "publish publishing published release publicly public disclose figures",
    "tell": "tell told inform informed explain explained notify notified update ring",
    "train": "train trained training teach taught educate learn course lesson lessons",
    "apply": "apply applied seek sought use used request obtain",
    "enforce": "enforce enforced act acted arrest arrested prosecute charge charged detain",
    "fund": "fund funded funding invest money paid pay commission commissioned grant budget",
    "refer": "refer referred referral referrals signpost",
    "vet": "vet vetted vetting revetted screen screened",
    "listen": "listen consult consulted involve involved ask asked hear survey engage invite",
    "patrol": "patrol patrols patrolled visible",
    "scrutinise": "scrutiny scrutinise scrutinised panel inspect independent oversight",
    "measure": "measure measured evaluate evaluated record recorded monitor count collect",
    "dismiss": "dismiss dismissed sack sacked remove removed suspend suspended",
    "mend": "repair mend fix install light lighting",
}
_KIND = {stem(word): kind for kind, words in DEEDS.items() for word in words.split()}


def deeds(text: str) -> frozenset[str]:
    """Return the kinds of deed that a passage names."""
    return frozenset(kind for token in tokens(text) if (kind := _KIND.get(stem(token))) is not None)
