"""A problem profile in a story: words, an edition that is fixed, and its commander’s reply."""

from avow.web.accounts.models import Person
from avow.web.profiles import actions, drafts, queries, reading
from avow.web.profiles.answerable import Subject
from avow.web.profiles.models.reply import SIGNAL
from avow.web.profiles.outline import outline

# What an analyst of an invented force writes, by section of the profile.
WORDS = {
    "recorded": (
        "Recorded offences follow two things at once: what is done to women and girls, and how "
        "many of them trust the police enough to report it. Nothing here says which moved.\n\n"
        "The neighbourhood teams began weekly drop-ins in the spring; some reports came from there."
    ),
    "where": (
        "The wards with most records hold the station, the market and the bars.\n\n"
        "- Homes are the most frequent kind of place in every ward.\n"
        "- Cases without a ward are on no map."
    ),
    "harmed": (
        "Of many people harmed the ethnic group was not asked or not said. Lanternside, who work "
        "with women the police seldom meet, say that their own lists look different."
    ),
    "path": (
        "Most cases that stop do so early. Victims tell the advisers that nobody called for weeks; "
        "that is a matter of our contact, not of their will."
    ),
    "others": (
        "The helpline, the hospitals and the survey stand beside the records. Where they part, we "
        "say so first and look for the reason in who is asked."
    ),
    "differs": (
        "A signal is a reason to look. For each we checked first whether cases are recorded as "
        "elsewhere; what is left is put to the commander below."
    ),
    "next": (
        "- Who calls a victim in the first week, and who notices when nobody does? (detective "
        "inspector, by the end of June)\n"
        "- What would it take to have the missing services? (the boroughs, at the next board)"
    ),
}
REPLY = (
    "We have looked at this. The team lost two posts in the spring and filled them in the autumn; "
    "the cases that waited are being worked through, the longest waiting first. We ask that the "
    "figure is read together with what advisers say."
)


def profile(cast: dict[str, Person]) -> None:
    """Fix the profile of the first unit that has signals to reply to, and have it replied to."""
    units, periods = reading.units(), reading.periods()
    if not units or not periods:
        return
    unit, analyst = units[0], cast["analyst"]
    actions.assign_command(by=cast["lead"], person=cast["commander"], unit=unit)
    edition = actions.start_edition(by=analyst, unit=unit, period=periods[0].label)
    for section in outline().sections:
        if section.id in WORDS:
            actions.write_words(
                by=analyst,
                edition=edition,
                section=section.id,
                text=WORDS[section.id],
                base=0,
                for_partners=True,
            )
    actions.fix_edition(
        by=analyst,
        edition=edition,
        expected=drafts.fingerprint(drafts.joined(edition, exact=True)),
        attested=[name for name, _text in outline().attestations],
    )
    for signal in queries.unanswered(unit)[:1]:
        actions.reply(
            by=cast["commander"],
            unit=unit,
            subject=Subject(SIGNAL, signal.key),
            text=REPLY,
            base=0,
            for_partners=True,
        )
