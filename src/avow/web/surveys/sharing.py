"""How people find a survey: its address, a QR code, and posters."""

from functools import cache
from importlib.resources import files

from django.conf import settings
from django.utils import formats, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from avow.web.surveys import days, texts
from avow.web.surveys.languages import direction, english_name, name_of
from avow.web.surveys.models import Survey

# Sizes of letters to try, in points.
_SIZES = ("17", "14", "11", "8")


class NoFontError(Exception):
    """No font on this machine has the letters of a language. The text says what to do."""


def address(survey: Survey, language: str = "") -> str:
    """Return the public address of a survey, in a language."""
    asked = f"?language={language}" if language and language != survey.languages[0] else ""
    return f"{settings.SITE_URL}/have-your-say/{survey.slug}/{asked}"


def qr_svg(survey: Survey, language: str = "") -> SafeString:
    """Return the QR code of a survey's address as SVG to stand in a page."""
    import segno

    drawn = segno.make(address(survey, language), error="m").svg_inline(
        scale=4, border=4, omitsize=True, svgclass="av-qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  # made here, of squares alone


def poster(survey: Survey, language: str) -> bytes:
    """Return an A4 poster as a tagged PDF in one of the survey's languages.

    Raises:
        NoFontError: no font on this machine has the letters of that language.
    """
    import segno
    import typst

    template = (files("avow.web.surveys") / "poster.typ").read_bytes()
    code = segno.make(address(survey, language), error="q").svg_inline(scale=4, border=0)
    names = [name for name in map(name_of, survey.languages) if name != name_of(language)]
    said = _said(survey, language) | {"code": code}
    try:
        return _on_one_page(template, {**said, "names": ", ".join(filter(_can_be_set, names))})
    except typst.TypstError as error:
        raise NoFontError(
            _(
                "No font on this server has the letters of %(language)s, so no poster is made with "
                "boxes in their place. Ask whoever runs the server to install one, for example "
                "the package “fonts-noto”."
            )
            % {"language": english_name(language)}
        ) from error


def _said(survey: Survey, language: str) -> dict[str, str]:
    words = texts.words(survey, language)
    return {
        "title": survey.in_language(survey.title, language),
        "lead": words["poster-lead"],
        "dates": dates_in(survey, language),
        "scan": words["poster-scan"],
        "address": address(survey).split("://", 1)[-1].rstrip("/"),
        "anonymous": words["anonymous"],
        "also": words["poster-languages"],
        "language": language.partition("-")[0],
        "direction": direction(language),
    }


def dates_in(survey: Survey, language: str) -> str:
    """Return from when to when a survey is open, in words; nothing where it has no dates."""
    if not survey.opens_at or not survey.closes_at:
        return ""
    words = texts.words(survey, language)["dates"]
    primary = language.partition("-")[0]
    form = "j F Y" if primary == "en" else "DATE_FORMAT"
    with translation.override(primary):
        first = formats.date_format(days.first_day(survey.opens_at), form)
        last = formats.date_format(days.last_day(survey.closes_at), form)
    return words.replace("{opens}", first).replace("{closes}", last)


def _on_one_page(template: bytes, said: dict[str, str]) -> bytes:
    """Return the poster in the largest letters in which it fits on one page."""
    from pypdfium2 import PdfDocument

    made = b""
    for size in _SIZES:
        made = _compiled(template, {**said, "size": size})
        if len(PdfDocument(made)) == 1:
            break
    return made


def _compiled(template: bytes, said: dict[str, str]) -> bytes:
    import typst

    # PDF/UA refuses a letter that no font has, where plain PDF would print a box.
    made: bytes = typst.compile(template, sys_inputs=said, pdf_standards=["ua-1"])
    return made


def unprintable(survey: Survey) -> list[str]:
    """Return the tags of the survey's languages whose letters no font on this machine has."""
    return [tag for tag in survey.languages if not _can_be_set(name_of(tag))]


@cache
def _can_be_set(name: str) -> bool:
    import typst

    try:
        _compiled(b'#set document(title: "x")\n#sys.inputs.name', {"name": name})
    except typst.TypstError:
        return False
    return True
