"""Every text of a survey that is shown to the public, to be translated.

The same words are translated once, wherever they stand: an agreement scale asked of twelve
commitments is six texts, not seventy-two.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from avow import definitions
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.models.question import AREA
from avow.web.surveys.scales import ELSEWHERE, PREFER_NOT

Wording = dict[str, str]
_GAP = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True)
class Text:
    """A text in the survey's first language, where it stands, and its translations by language."""

    key: str
    source: str
    where: str
    translations: Mapping[str, str]

    @property
    def gaps(self) -> frozenset[str]:
        """The places to be filled in, such as ``{closes}``, which every translation keeps."""
        return gaps(self.source)


def gaps(text: str) -> frozenset[str]:
    """Return the places in a text that are filled in when it is shown."""
    return frozenset(_GAP.findall(text))


def check_gaps(text: Text, translation: str) -> None:
    """Raise IllegalMoveError unless a translation keeps exactly what is filled in."""
    if translation and gaps(translation) != text.gaps:
        raise IllegalMoveError(
            _("“%(text)s” must keep %(gaps)s as it is, and nothing else in braces.")
            % {"text": text.source, "gaps": ", ".join(sorted(text.gaps)) or _("no braces")}
        )


def key_of(source: str) -> str:
    """Return the key of a text: the same for the same words."""
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def fingerprint(survey: Survey, language: str) -> str:
    """Return a hash of what stands in a language, by which a page tells whether it changed."""
    said = [(text.key, text.translations.get(language, "")) for text in texts(survey)]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def interface_words() -> Mapping[str, str]:
    """Return the words of the public's pages in English, by key."""
    words: Mapping[str, str] = definitions.read("wording", "default")["words"]
    return words


def words(survey: Survey, language: str) -> dict[str, str]:
    """Return the words of the public's pages in a language, by key; in English where it lacks."""
    return {
        key: survey.words.get(key, {}).get(language) or english
        for key, english in interface_words().items()
    }


def texts(survey: Survey) -> list[Text]:
    """Return every text of a survey once, in the order in which the public meets them."""
    first = survey.languages[0]
    found: dict[str, Text] = {}
    for where, wording in (*asked(survey), *_pages(survey)):
        source = wording.get(first) or wording.get("en", "")
        if source and source not in found:
            others = {tag: said for tag, said in wording.items() if tag != first and said}
            found[source] = Text(key_of(source), source, where, others)
        elif source:
            known = found[source]
            everywhere = {tag: said for tag, said in known.translations.items() if wording.get(tag)}
            found[source] = Text(known.key, source, known.where, everywhere)
    return list(found.values())


def asked(survey: Survey) -> Iterator[tuple[str, Wording]]:
    """Yield (where it stands, wording by language) of all that the survey itself says."""
    yield _("Title"), survey.title
    yield _("Introduction"), survey.introduction
    sections = survey.sections.order_by("position").prefetch_related("questions")
    for place, section in enumerate(sections, 1):
        where = _("Section %(n)s") % {"n": place}
        for wording in of_section(section):
            yield where, wording
        ordered = sorted(section.questions.all(), key=lambda question: question.position)
        for number, question in enumerate(ordered, 1):
            for wording in of_question(question):
                yield _("%(section)s, question %(n)s") % {"section": where, "n": number}, wording


def of_section(section: Section) -> list[Wording]:
    """Return the wordings of a section, to read or to change in place."""
    return [section.title, section.introduction]


def of_question(question: Question) -> list[Wording]:
    """Return the wordings of a question, to read or change in place. Areas keep their names."""
    named = question.kind == AREA
    return [
        question.wording,
        question.hint,
        *(
            option["wording"]
            for option in question.options
            if not named or option["value"] in (ELSEWHERE, PREFER_NOT)
        ),
    ]


def _pages(survey: Survey) -> Iterator[tuple[str, Wording]]:
    for key, english in interface_words().items():
        yield _("Pages"), {"en": english, **survey.words.get(key, {})}


def put(survey: Survey, language: str, said: Mapping[str, str]) -> None:
    """Store translations into ``language``, by the text in the first language, in every place."""
    first = survey.languages[0]
    _set([survey.title, survey.introduction], first, language, said)
    for key, english in interface_words().items():
        if english in said:
            survey.words.setdefault(key, {})[language] = said[english]
    survey.save(update_fields=["title", "introduction", "words"])
    for section in survey.sections.all():
        if _set(of_section(section), first, language, said):
            section.save(update_fields=["title", "introduction"])
    for question in survey.questions.all():
        if _set(of_question(question), first, language, said):
            question.save(update_fields=["wording", "hint", "options"])


def _set(wordings: list[Wording], first: str, language: str, said: Mapping[str, str]) -> bool:
    found = [wording for wording in wordings if wording.get(first) in said]
    for wording in found:
        wording[language] = said[wording[first]]
    return bool(found)
