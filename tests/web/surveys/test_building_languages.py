"""Translating a survey: tags, direction, texts, files, posters."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, languages, sharing, strings, texts
from tests.web.plan.pages import page, post

ARABIC = "إلى أي مدى توافق على الالتزام؟"
URDU = "آپ کس حد تک متفق ہیں؟"


@pytest.mark.parametrize(
    ("written", "tag", "direction"),
    [
        ("ar", "ar", "rtl"),
        ("UR", "ur", "rtl"),
        ("pt_br", "pt-BR", "ltr"),
        ("zh-hant", "zh-Hant", "ltr"),
        ("pa-Arab", "pa-Arab", "rtl"),
        ("pa", "pa", "ltr"),
        ("az-Latn-IR", "az-Latn-IR", "ltr"),
        ("en-x-easyread", "en-x-easyread", "ltr"),
        ("sr-Latn", "sr-Latn", "ltr"),
        ("es-419", "es-419", "ltr"),
    ],
)
def test_a_tag_is_read_and_its_direction_known(written, tag, direction):
    assert languages.tag_of(written) == tag
    assert languages.direction(tag) == direction


@pytest.mark.parametrize("written", ["", "english", "e", "ar_", "x-klingon", "ar/../", "en-"])
def test_what_is_no_tag_is_refused(written):
    with pytest.raises(ValueError, match="not a language tag"):
        languages.tag_of(written)


@given(some.text(max_size=12))
def test_whatever_is_written_is_a_tag_or_refused(written):
    try:
        tag = languages.tag_of(written)
    except ValueError:
        return
    assert languages.tag_of(tag) == tag
    assert languages.direction(tag) in ("ltr", "rtl")


def test_languages_are_named_in_their_own_script():
    assert languages.name_of("ar") == "العربية"
    assert languages.name_of("pt-BR") == "Português (pt-BR)"
    assert languages.name_of("en-x-easyread") == "Easy Read"
    assert languages.name_of("tlh") == "tlh"
    assert languages.for_staff("ar") == "Arabic – العربية"
    assert languages.for_staff("en-x-easyread") == "Easy Read"
    assert languages.known()[1][1].startswith("Albanian")


@pytest.fixture
def arabic(lead, survey):
    return actions.set_languages(by=lead, survey=survey, languages=["ar"])


def translate(lead, survey, language="ar", word="ترجمة"):
    """Translate every text, keeping what is filled in."""
    said = {
        text.key: " ".join([word, *sorted(text.gaps)])
        for text in texts.texts(survey)
        if not text.translations.get(language)
    }
    return actions.set_translation(by=lead, survey=survey, language=language, said=said)


@pytest.mark.django_db
def test_the_same_words_are_translated_once_wherever_they_stand(lead, arabic):
    text = next(t for t in texts.texts(arabic) if t.source == "Strongly agree")
    actions.set_translation(by=lead, survey=arabic, language="ar", said={text.key: "أوافق بشدة"})
    scales = arabic.questions.filter(kind="agreement")
    assert {q.options[0]["wording"]["ar"] for q in scales} == {"أوافق بشدة"}
    assert len(scales) == 3


@pytest.mark.django_db
def test_a_language_with_missing_texts_keeps_the_survey_from_being_ready(lead, ready_survey):
    survey = actions.take_back(by=lead, survey=ready_survey)
    survey = actions.set_languages(by=lead, survey=survey, languages=["ur"])
    with pytest.raises(IllegalMoveError, match=r"Urdu lacks \d+ texts"):
        actions.make_ready(by=lead, survey=survey)
    survey = translate(lead, survey, "ur", URDU)
    assert actions.make_ready(by=lead, survey=survey).state == "ready"
    assert texts.words(survey, "ur")["next"] == URDU


@pytest.mark.django_db
def test_a_reworded_text_loses_its_translation(lead, arabic):
    translate(lead, arabic)
    question = arabic.questions.get(key="words-1")
    assert question.wording["ar"] == "ترجمة"
    actions.edit_question(
        by=lead, question=question, revision=1, asking=actions.Asking(wording="Anything else?")
    )
    question.refresh_from_db()
    assert question.wording == {"en": "Anything else?"}


@pytest.mark.django_db
def test_words_that_stand_elsewhere_bring_their_translation(lead, arabic):
    translate(lead, arabic)
    made = actions.add_question(
        by=lead,
        section=arabic.sections.first(),
        kind="text",
        asking=actions.Asking(wording="How old are you?"),
    )
    assert made.wording["ar"] == "ترجمة"


@pytest.mark.django_db
def test_what_is_filled_in_stays_in_a_translation(lead, arabic):
    text = next(t for t in texts.texts(arabic) if "{closes}" in t.source and "{opens}" in t.source)
    for wrong in ("بلا", "{closes} {opens} {other}"):
        with pytest.raises(IllegalMoveError, match="must keep"):
            actions.set_translation(by=lead, survey=arabic, language="ar", said={text.key: wrong})
    right = {text.key: "{closes} – {opens}"}
    actions.set_translation(by=lead, survey=arabic, language="ar", said=right)


@pytest.mark.django_db
def test_names_of_areas_are_not_translated(survey):
    sources = {text.source for text in texts.texts(survey)}
    assert "Northbank" not in sources
    assert {"Somewhere else", "Prefer not to say"} <= sources


@pytest.mark.django_db
def test_the_pages_of_languages_add_translate_and_take_out(desk, survey):
    assert "asked in one language so far" in page(desk, "surveys:languages", survey.pk)
    added = post(desk, "surveys:languages", survey, {"language": "ar"})
    assert added.url.endswith("/languages/ar/")
    wrong = post(desk, "surveys:languages", survey, {"tag": "not a tag"})
    assert "not a language tag" in wrong.content.decode()
    neither = post(desk, "surveys:languages", survey, {"tag": ""}).content.decode()
    assert "Choose a language, or write its tag." in neither
    text = page(desk, "surveys:translation", survey.pk, "ar")
    assert 'lang="ar" dir="rtl"' in text
    key = texts.key_of("What is your sex?")
    desk.post(f"/staff/surveys/{survey.pk}/languages/ar/", {f"t-{key}": ARABIC})
    assert ARABIC in page(desk, "surveys:translation", survey.pk, "ar")
    desk.post(f"/staff/surveys/{survey.pk}/languages/ar/remove/")
    survey.refresh_from_db()
    assert survey.languages == ["en"]
    assert survey.questions.get(key="sex").wording["ar"] == ARABIC
    page(desk, "surveys:translation", survey.pk, "ar", status=404)


@pytest.mark.django_db
def test_a_translation_that_loses_what_is_filled_in_is_said_on_the_page(desk, arabic):
    key = next(t.key for t in texts.texts(arabic) if t.gaps)
    answer = desk.post(f"/staff/surveys/{arabic.pk}/languages/ar/", {f"t-{key}": "بلا"})
    assert "must keep" in answer.content.decode()
    assert "بلا" in answer.content.decode()


def as_xlsx(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.django_db
def test_a_file_goes_out_to_a_translator_and_comes_back(desk, arabic):
    sent = desk.get(f"/staff/surveys/{arabic.pk}/languages/ar/strings/")
    assert "attachment" in sent["Content-Disposition"]
    key = texts.key_of("What is your sex?")
    assert key in sent.content.decode("utf-8-sig")
    rows = [
        ["key", "where", "English", "العربية [ar]"],
        [key, "", "", ARABIC],
        ["gone", "", "", "x"],
    ]
    upload = io.BytesIO(as_xlsx(rows))
    upload.name = "back.xlsx"
    address = f"/staff/surveys/{arabic.pk}/languages/ar/upload/"
    text = desk.post(address, {"strings": upload}, follow=True).content.decode()
    assert "1 text was taken in." in text
    assert "1 was left out" in text
    assert arabic.questions.get(key="sex").wording["ar"] == ARABIC
    assert "Choose the file" in desk.post(address).content.decode()


@pytest.mark.django_db
def test_a_csv_goes_round_unchanged(lead, arabic):
    arabic = translate(lead, arabic, word="= خطير")
    read = strings.read("a.csv", strings.as_file(arabic, "ar").encode(), "ar")
    assert read == {t.key: t.translations["ar"] for t in texts.texts(arabic)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "does not begin with the columns"),
        (b"a,b\n1,2\n", "does not begin with the columns"),
        (b"\xff\xffkey", "not UTF-8"),
        (b"PK\x03\x04broken", "cannot be read as a spreadsheet"),
        (b"key,where,English,Polski [pl]\n", "row 1, column 4"),
        (b"x" * (strings.LARGEST + 1), "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, said):
    with pytest.raises(strings.StringsError, match=said):
        strings.read("back.csv", data, "ar")


@given(some.binary(max_size=300), some.sampled_from([b"", b"PK", b"\xff\xfe", b"key,a,b,[ar]\n"]))
def test_whatever_comes_back_is_read_or_refused_with_a_reason(data, begin):
    with contextlib.suppress(strings.StringsError):
        read = strings.read("back", begin + data, "ar")
        assert all(said.strip() for said in read.values())


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 51_000_000)
    with pytest.raises(strings.StringsError, match="far too large unpacked"):
        strings.read("back.xlsx", held.getvalue(), "ar")


def test_a_file_saved_by_a_spreadsheet_with_semicolons_is_read():
    data = "key;where;English;Polski [pl]\nabc;;Yes;Tak\n".encode("utf-16")
    assert strings.read("back.csv", data, "pl") == {"abc": "Tak"}


@pytest.mark.django_db
def test_the_address_leads_to_the_public_page_in_a_language(survey, settings):
    settings.SITE_URL = "https://avow.example"
    assert sharing.address(survey) == f"https://avow.example/have-your-say/{survey.slug}/"
    assert sharing.address(survey, "ar").endswith("?language=ar")


@pytest.mark.django_db
@pytest.mark.slow
def test_a_poster_is_a_page_in_the_languages_that_can_be_printed(lead, desk, ready_survey):
    import pypdfium2

    survey = actions.take_back(by=lead, survey=ready_survey)
    survey = actions.set_languages(by=lead, survey=survey, languages=["ar", "am"])
    made = pypdfium2.PdfDocument(sharing.poster(survey, "en"))
    assert len(made) == 1
    assert "Have your say" in made[0].get_textpage().get_text_range()
    survey = translate(lead, survey, "ar", ARABIC)
    assert len(pypdfium2.PdfDocument(sharing.poster(survey, "ar"))) == 1
    survey = translate(lead, survey, "am", "ጥያቄ")
    answer = desk.get(f"/staff/surveys/{survey.pk}/poster/am/", follow=True)
    assert "No font on this server has the letters of" in answer.content.decode()
    assert desk.get(f"/staff/surveys/{survey.pk}/poster/en/")["Content-Type"] == "application/pdf"
    assert desk.get(f"/staff/surveys/{survey.pk}/poster/fr/").status_code == 404


@pytest.mark.django_db
def test_the_page_to_share_shows_code_address_and_posters(desk, ready_survey):
    text = page(desk, "surveys:share", ready_survey.pk)
    assert "<svg" in text
    assert f"/have-your-say/{ready_survey.slug}/" in text
    assert "/poster/en/" in text


@pytest.mark.django_db
def test_only_what_is_missing_is_shown_when_asked(desk, lead, arabic):
    key = texts.key_of("What is your sex?")
    actions.set_translation(by=lead, survey=arabic, language="ar", said={key: ARABIC})
    whole = page(desk, "surveys:translation", arabic.pk, "ar")
    left = page(desk, "surveys:translation", arabic.pk, "ar", only="missing")
    assert f'id="t-{key}"' in whole
    assert f'id="t-{key}"' not in left
    assert "What is your religion?" in left


@pytest.mark.django_db
def test_characters_that_nothing_prints_are_left_out_and_marks_of_direction_stay(lead, arabic):
    key = texts.key_of("What is your sex?")
    said = {key: "\x00ما\u200f جنسك؟\x07\r\n"}
    actions.set_translation(by=lead, survey=arabic, language="ar", said=said)
    assert arabic.questions.get(key="sex").wording["ar"] == "ما\u200f جنسك؟"
