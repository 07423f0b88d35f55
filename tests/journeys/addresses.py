"""An example of every address, with identifiers that the demo site holds.

Runs inside the site (``Site.call``). It takes the plan, an answer and a few proposals one step on,
so that pages of every state are there. The test that walks the addresses fails on a name that is
missing here, so a new page cannot be forgotten.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.consultation import actions as consultation
from avow.web.consultation.addresses import to_stop
from avow.web.consultation.models import Answer, Message, Recommendation, Reply, Submission
from avow.web.engagement import actions as engagement
from avow.web.evaluations.models import Finding
from avow.web.initiatives import actions as initiatives
from avow.web.initiatives.models import Assessment, Initiative, Mitigation
from avow.web.measures.models import Evidence
from avow.web.plan.actions import start_draft
from avow.web.plan.models import (
    Action,
    Commitment,
    Milestone,
    Pillar,
    Plan,
    Progress,
    Proof,
    Version,
)
from avow.web.profiles import actions as profiles
from avow.web.profiles.models import Command, Edition
from avow.web.profiles.models import Reply as UnitReply
from avow.web.releases import actions as releases
from avow.web.releases.models import Proposal
from avow.web.stories.people import cast
from avow.web.themes import actions as themes
from avow.web.themes.models import Standing
from tests.journeys.survey_addresses import of_surveys
from tests.web.themes.asked import ask_about, fill, propose_now

MEASURE = "recorded-offences-per-1000"


def examples() -> dict[str, str]:
    """Return an example of every address of the site."""
    people = cast()
    given = {
        **_sign_in(),
        **_plan(people["lead"]),
        **_consultation(people),
        **of_surveys(people),
        **_engagement(people["lead"]),
        **_themes(people),
        **_initiatives(people["lead"]),
        **_evaluations(),
        **_measures(),
        **_profiles(people),
        **_releases(people),
        **_public(),
    }
    return {name: reverse(name, kwargs=kwargs) for name, kwargs in given.items()}


def _sign_in() -> dict[str, dict]:
    names = (
        "account_login account_logout account_reauthenticate account_change_password "
        "mfa_authenticate mfa_reauthenticate mfa_index mfa_activate_totp mfa_deactivate_totp "
        "mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes "
        "staff-home audit:events"
    )
    return {name: {} for name in names.split()}


def _plan(lead: Person) -> dict[str, dict]:
    draft = start_draft(by=lead, plan=Plan.objects.get())
    published = Version.objects.get(state="published")
    pillar = Pillar.objects.filter(version=draft).first()
    commitment = Commitment.objects.filter(pillar=pillar).first()
    action = Action.objects.filter(commitment__pillar__version=published).first()
    milestone, proof = Milestone.objects.first(), Proof.objects.first()
    report = Progress.objects.filter(action_lineage=action.lineage).first() if action else None
    assert pillar
    assert commitment
    assert action
    assert milestone
    assert proof
    assert report
    return {
        "plan:commitments": {},
        "plan:commitments-file": {},
        "plan:workspace": {"lineage": action.commitment.lineage},
        "plan:unchanged": {"pk": action.pk},
        "plan:undo": {"pk": report.pk},
        "plan:assign": {"pk": action.pk},
        "plan:milestone-add": {"pk": action.pk},
        "plan:milestone": {"line": milestone.line},
        "plan:proof-add": {"pk": action.pk},
        "plan:proof-remove": {"pk": proof.pk},
        "plan:units": {"pk": action.pk},
        "plan:update": {},
        "plan:reminders": {},
        "plan:index": {},
        "plan:import": {},
        "plan:start-draft": {"pk": draft.plan_id},
        "plan:version": {"pk": draft.pk},
        "plan:publish": {"pk": draft.pk},
        "plan:discard": {"pk": draft.pk},
        "plan:download": {"pk": draft.pk, "form": "json"},
        "plan:pillar-add": {"pk": draft.pk},
        "plan:pillar": {"pk": pillar.pk},
        "plan:pillar-remove": {"pk": pillar.pk},
        "plan:commitment-add": {"pk": pillar.pk},
        "plan:commitment": {"pk": commitment.pk},
        "plan:commitment-move": {"pk": commitment.pk},
        "plan:commitment-remove": {"pk": commitment.pk},
        "plan:progress": {"pk": action.pk},
        "plan:compare": {"pk": draft.plan_id},
        "plan:commitment-origins": {"pk": commitment.pk},
        "plan:action-origins": {"pk": commitment.actions.all()[0].pk},
    }


def _consultation(people: dict[str, Person]) -> dict[str, dict]:
    lead = people["lead"]
    submission = Submission.objects.get(document="night-time-forum.txt")
    replied = Answer.objects.filter(ask__replies__state="published")
    public = Answer.objects.exclude(published=None).exclude(pk__in=replied).first()
    row = Recommendation.objects.filter(submission=submission, state="candidate").first()
    assert public
    row = consultation.adopt(by=lead, recommendation=row)
    held = consultation.write_answer(
        by=lead,
        ask=row.ask,
        decision="partly",
        reason="We share what we can.",
        no_change="The words allow it.",
    )
    consultation.hand_in(by=lead, answer=held)
    consultation.sign_off(by=people["owner"], answer=held)
    written, message, token = _replied(lead, public)
    _respond(lead)
    rest = Recommendation.objects.filter(submission=submission, state="candidate")
    bare = consultation.adopt(by=lead, recommendation=rest.first())
    open_row = rest.first()
    consultation.reject(by=lead, recommendation=rest.last())
    assert row
    assert open_row
    return {
        "consultation:index": {},
        "consultation:import": {},
        "consultation:recommendations": {},
        "consultation:review": {"pk": submission.pk},
        "consultation:describe": {"pk": submission.pk},
        "consultation:add": {"pk": submission.pk},
        "consultation:original": {"pk": submission.pk},
        "consultation:original-file": {"pk": submission.pk},
        "consultation:publish-answers": {},
        "consultation:alike": {},
        "consultation:recommendations-file": {},
        "consultation:take-out": {"pk": row.pk},
        "consultation:hand-in": {"pk": row.ask_id},
        "consultation:outbox": {},
        "consultation:message": {"pk": message.pk},
        "consultation:address": {"pk": submission.pk},
        "consultation:replies": {},
        "consultation:responses": {},
        "consultation:publish-response": {"number": 2},
        "consultation:response-file": {"number": 2, "name": "response.pdf"},
        "consultation:decide-reply": {"pk": written.pk},
        "consultation:invite-reply": {"pk": public.ask_id},
        "answers:reply": {"token": token},
        "answers:stop": {"token": to_stop(message.contact).rstrip("/").rsplit("/", 1)[1]},
        "consultation:sign-off": {"pk": row.ask_id},
        "consultation:decide": {"pk": open_row.pk},
        "consultation:quote": {"pk": open_row.pk},
        "consultation:links": {"pk": open_row.pk},
        "consultation:answer": {"pk": bare.ask_id},
        "consultation:publish-answer": {"pk": row.ask_id},
        "consultation:withdraw-answer": {"pk": public.ask_id},
    }


def _engagement(lead: Person) -> dict[str, dict]:
    day = timezone.localdate() - timedelta(days=3)
    planned = engagement.Planned(title="Students’ round table", day=day, wanted=["students"])
    made = engagement.plan_occasion(by=lead, kind="round-table", planned=planned)
    held = engagement.hold_occasion(
        by=lead, occasion=made, revision=1, people={"students": 12}, notes="They want later trams."
    )
    point = engagement.note_point(by=lead, occasion=held, text="Run the last tram later")
    of_occasion = "occasion edit cancel again held note"
    return {
        **{f"engagement:{name}": {} for name in ("index", "new", "coverage", "picture")},
        "engagement:coverage-file": {},
        **{f"engagement:{name}": {"pk": held.pk} for name in of_occasion.split()},
        "engagement:take-out": {"pk": point.pk},
    }


def _themes(people: dict[str, Person]) -> dict[str, dict]:
    analyst = people["analyst"]
    asked = ask_about(people["lead"], Version.objects.get(state="published"))
    fill(asked, 60)
    frame = propose_now(analyst, asked)
    theme = themes.add_theme(by=analyst, frame=frame, label="Safe ways home")
    for row in Standing.objects.filter(frame=frame, first=True)[:3]:
        themes.code_text(by=people["lead"], standing=row, themes=[theme.pk])
    sample = themes.draw_sample(by=analyst, frame=frame, size=3, seed=1)
    question = {"pk": asked.pk}
    of_question = (
        "question propose learn work add code campaigns agreement sample crosstab crosstab-file"
    )
    summary = themes.publish_summary(by=people["lead"], frame=frame, quotes={})
    return {
        "themes:index": {},
        "themes:publish": question,
        "themes:withdraw": {"pk": summary.pk},
        **{f"themes:{name}": question for name in of_question.split()},
        "themes:answers": {**question, "place": "theme"},
        "themes:second": {"pk": sample.pk},
        **{f"themes:{name}": {"pk": theme.pk} for name in ("theme", "decide", "describe", "merge")},
        "themes:split": {"pk": theme.pk},
        "themes:campaign": {"pk": frame.families.all()[0].pk},
        "themes:take-back": {"pk": sample.answers[0]},
        "themes:who": {"pk": asked.survey_id},
        "themes:population": {"pk": asked.survey.questions.filter(kind="area").get().pk},
    }


def _respond(lead: Person) -> None:
    """Have one response published, and a draft of the next."""
    first = consultation.make_response(by=lead, title="What you said, and what we do")
    consultation.publish_response(by=lead, response=first)
    consultation.make_response(by=lead, title="What came after")


def _replied(lead: Person, public: Answer) -> tuple[Reply, Message, str]:
    """Have a reply written, a message queued, and a link that nobody used yet."""
    asked = public.ask.recommendations.exclude(submission__kind="person").select_related(
        "submission"
    )
    row = asked.first()
    assert row
    name = row.submission.organisation
    message = Message.objects.select_related("contact").first()
    assert message
    unused = consultation.invite_reply(by=lead, answer=public, organisation=name)[1]
    used = consultation.invite_reply(by=lead, answer=public, organisation=name)[1]
    written = consultation.write_reply(token=used, text="We asked for more than a letter.")
    return written, message, unused


def _initiatives(lead: Person) -> dict[str, dict]:
    live, proposed = (Initiative.objects.get(state=state) for state in ("live", "proposed"))
    signed = Assessment.objects.get(state="signed")
    draft = initiatives.start_assessment(by=lead, initiative=proposed)
    step = Mitigation.objects.filter(assessment=signed).first()
    assert step
    of_draft = ("write", "hand-in", "take-back", "send-back", "sign", "figure", "mitigation")
    return {
        "initiatives:index": {},
        "initiatives:new": {},
        "initiatives:disparity": {},
        "initiatives:disparity-chart": {},
        "initiatives:disparity-file": {},
        "initiatives:initiative": {"pk": live.pk},
        "initiatives:extend": {"pk": live.pk},
        "initiatives:close": {"pk": live.pk},
        "initiatives:edit": {"pk": proposed.pk},
        "initiatives:hand-over": {"pk": proposed.pk},
        "initiatives:live": {"pk": proposed.pk},
        "initiatives:assess": {"pk": proposed.pk},
        "initiatives:assessment": {"pk": signed.pk},
        "initiatives:document": {"pk": signed.pk},
        "initiatives:withdraw": {"pk": signed.pk},
        **{f"initiatives:{name}": {"pk": draft.pk} for name in of_draft},
        "initiatives:figure-take-out": {"pk": signed.figures.get().pk},
        "initiatives:mitigation-take-out": {"pk": step.pk},
        "initiatives:mitigation-done": {"pk": step.pk},
        "initiatives:mitigation-undone": {"pk": step.pk},
    }


def _evaluations() -> dict[str, dict]:
    finding = Finding.objects.first()
    assert finding
    of_one = ("evaluation", "change", "register", "run", "work", "words")
    return {
        "evaluations:index": {},
        "evaluations:new": {},
        "evaluations:download": {"pk": finding.pk, "form": "csv"},
        **{f"evaluations:{name}": {"pk": finding.evaluation_id} for name in of_one},
    }


def _measures() -> dict[str, dict]:
    piece = Evidence.objects.filter(removed_at=None).first()
    assert piece
    action = Action.objects.filter(
        lineage=piece.action_lineage, commitment__pillar__version__state="published"
    ).get()
    return {
        "measures:index": {},
        "measures:evidence": {},
        "measures:attach": {},
        "measures:remove": {"pk": piece.pk},
        "measures:commitment": {"lineage": action.commitment.lineage},
        "measures:measure": {"measure": MEASURE},
        "measures:compare": {"measure": MEASURE},
        "measures:download": {"measure": MEASURE, "form": "csv"},
        "measures:units": {},
        "measures:unit": {"unit": "Inner East"},
        "measures:store": {},
        "measures:work": {},
        "loads:index": {},
        "loads:feed": {"feed": "mps-vawg"},
        "loads:gaps": {},
        "loads:gaps-file": {"table": "offences_by_place"},
        "loads:quarantine-file": {"feed": "mps-vawg"},
    }


def _profiles(people: dict[str, Person]) -> dict[str, dict]:
    fixed = Edition.objects.get(state="fixed")
    unit, analyst = fixed.unit, people["analyst"]
    draft = profiles.start_edition(by=analyst, unit=unit, period=fixed.period_label)
    reply = UnitReply.objects.first()
    command = Command.objects.first()
    assert reply
    assert command
    words = {"pk": draft.pk, "section": "recorded"}
    return {
        "profiles:index": {},
        "profiles:unit": {"unit": unit},
        "profiles:start": {"unit": unit},
        "profiles:draft": {"pk": draft.pk},
        "profiles:checks": {"pk": draft.pk},
        "profiles:fix": {"pk": draft.pk},
        "profiles:work": {"pk": draft.pk},
        "profiles:discard": {"pk": draft.pk},
        "profiles:section": words,
        "profiles:history": words,
        "profiles:restore": {**words, "number": 1},
        "profiles:edition": {"pk": fixed.pk},
        "profiles:compare": {"pk": draft.pk},
        "profiles:file": {"pk": fixed.pk, "name": "profile.json"},
        "profiles:answerable": {"unit": unit},
        "profiles:reply": {"unit": unit, "about": "profile"},
        "profiles:replies": {},
        "profiles:reply-history": {"pk": reply.pk},
        "profiles:read-reply": {"pk": reply.pk},
        "profiles:commanders": {},
        "profiles:end-command": {"pk": command.pk},
    }


def _releases(people: dict[str, Person]) -> dict[str, dict]:
    draft, waiting, approved = (_proposed(people, title) for title in ("Draft", "Open", "Passed"))
    for proposal in (waiting, approved):
        releases.submit(by=people["analyst"], proposal=proposal)
    for part in ("approver", "second approver"):
        releases.review(by=people[part], revision=approved.latest, verdict="approve")
    return {
        "releases:index": {},
        "releases:propose": {},
        "releases:proposal": {"pk": draft.pk},
        "releases:revise": {"pk": draft.pk},
        "releases:submit": {"pk": draft.pk},
        "releases:withdraw": {"pk": draft.pk},
        "releases:release": {"pk": approved.pk},
        "releases:review": {"pk": waiting.latest.pk},
        "releases:file": {"pk": waiting.latest.pk, "name": "data.csv"},
    }


def _proposed(people: dict[str, Person], title: str) -> Proposal:
    return releases.propose(
        by=people["analyst"],
        title=title,
        summary="How much each borough recorded for its residents.",
        kind="chart",
        measure=MEASURE,
        area="borough",
        period="year",
    )


def _public() -> dict[str, dict]:
    plain = (
        "home plan compare answers results measures map data about accessibility safe-browsing "
        "changes robots"
    )
    return {
        "publication:answers-file": {},
        "publication:organisations": {},
        "publication:organisation": {"slug": "lanternside-domestic-abuse-service"},
        "publication:response": {"number": 1},
        "publication:response-file": {"number": 1, "name": "response.html"},
        **{f"publication:{name}": {} for name in plain.split()},
        "publication:version": {"number": 1},
        "publication:commitment": {"key": "3"},
        "publication:measure": {"measure": MEASURE},
        "publication:release": {"number": 2},
        "publication:release-file": {"number": 2, "name": "data.csv"},
    }
