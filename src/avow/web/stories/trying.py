"""What the force of a story tries, each told through the real actions."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from avow.analysis.engine import NoFactsError
from avow.analysis.measures import MeasureError
from avow.web.accounts.models import Person
from avow.web.initiatives import actions, freezing
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.plan.models import Commitment, Version
from avow.web.plan.units import command_units
from avow.web.stories.story import Story, ToldInitiative


def initiatives() -> tuple[ToldInitiative, ...]:
    """Return what the invented force tries: one live and assessed, one proposed without."""
    return (
        ToldInitiative(
            "First account on video",
            "Victims of rape and domestic abuse may give their first account by video call, to an "
            "officer trained for it, at home or wherever they feel safe. Nobody has to: the "
            "station stays open. It should bring the first contact sooner.",
            ("8",),
            "Superintendent, Public Protection",
            -60,
            240,
            unit=0,
            answers={
                "affected": "Victims in the unit, most of them women. Those without a private "
                "room, a phone or English; Deaf people; people who are watched at home.",
                "evidence": "For one victim in five officers recorded no ethnic group, as the "
                "figure below shows; what people say of themselves is another thing. So the page "
                "that compares groups is read with its bounds: who the unknown are could turn a "
                "difference round. Nothing is recorded about who has a safe phone.",
                "harm": "Somebody may be overheard by the person they report. Those without a "
                "phone could wait longer than before if stations close rooms.",
                "heard": "The survivors' group met us twice in spring. They asked for a word that "
                "ends the call at once, and that the choice is offered again, not once.",
                "mitigation": "The steps below; and no room in a station is closed.",
                "monitoring": "Days to the first contact by group, every month, by the "
                "superintendent. If any group waits longer than before for two months, it stops.",
            },
            steps=(
                (
                    "Officers ask first, in writing, whether it is safe to call",
                    "Inspector, Public Protection",
                    -30,
                ),
                (
                    "Interpreters, and sign language, on every call within five minutes",
                    "Head of contact",
                    45,
                ),
            ),
            figure=("victims-ethnic-group-unknown", ""),
        ),
        ToldInitiative(
            "Known suspects visited before busy weekends",
            "Officers call on people suspected of repeated violence before weekends with large "
            "events, tell them what is known, and offer a programme.",
            ("6",),
            "Chief inspector, Neighbourhoods",
            30,
            210,
        ),
    )


def try_out(people: Mapping[str, Person], version: Version, story: Story) -> None:
    """Propose every initiative of the story; assess, sign and begin those that have answers."""
    today = timezone.localdate()
    for told in story.initiatives:
        made = _propose(people, version, told, today)
        if told.answers:
            _assess(people, made, told, today)
            actions.mark_live(by=people["lead"], initiative=made)


def _propose(
    people: Mapping[str, Person], version: Version, told: ToldInitiative, today: date
) -> Initiative:
    found = Commitment.objects.filter(pillar__version=version, number__in=told.commitments)
    units = command_units()
    return actions.propose_initiative(
        by=people["lead"],
        owner=people["owner"],
        proposed=actions.Proposed(
            title=told.title,
            tried=told.tried,
            lineages=[commitment.lineage for commitment in found],
            areas=[] if told.unit is None or not units else [units[told.unit]],
            starts_on=today + timedelta(days=told.begins),
            ends_on=today + timedelta(days=told.ends),
            owner_post=told.owner_post,
        ),
    )


def _assess(
    people: Mapping[str, Person], made: Initiative, told: ToldInitiative, today: date
) -> None:
    owner = people["owner"]
    draft = actions.start_assessment(by=owner, initiative=made)
    for what, post, days in told.steps:
        due = today + timedelta(days=days)
        step = actions.add_mitigation(by=owner, assessment=draft, what=what, post=post, due=due)
        if days < 0:
            actions.mark_mitigation_done(by=owner, mitigation=step)
    _take(owner, draft, told)
    actions.write_assessment(
        by=owner,
        assessment=draft,
        revision=draft.revision,
        answers=told.answers,
        review_on=today + timedelta(days=told.review_in),
    )
    actions.hand_in_assessment(by=owner, assessment=draft)
    remark = "Read with the survivors’ group, who asked for the word that ends the call."
    actions.sign_assessment(by=people["equality lead"], assessment=draft, remark=remark)


def _take(owner: Person, draft: Assessment, told: ToldInitiative) -> None:
    """Freeze the newest figure of the measure, where the facts have one."""
    measure, split = told.figure
    asked = freezing.Asked(measure=measure, by="force", period="year", split=split)
    try:
        rows = freezing.rows(freezing.result(asked))
    except (MeasureError, NoFactsError):
        return
    for row in rows[:1]:
        actions.take_figure(by=owner, assessment=draft, asked=asked.of_row(row))
