from django.urls import path

from avow.web.surveys import response_urls
from avow.web.surveys.views import (
    imports,
    languages,
    pages,
    parts,
    preview,
    questions,
    sharing,
    steps,
    when,
)

app_name = "surveys"
_building = [
    path("", pages.index, name="index"),
    path("new/", pages.new, name="new"),
    path("<uuid:pk>/", pages.survey, name="survey"),
    path("<uuid:pk>/edit/", steps.edit, name="edit"),
    path("<uuid:pk>/dates/", steps.dates, name="dates"),
    path("<uuid:pk>/ready/", steps.ready, name="ready"),
    path("<uuid:pk>/take-back/", steps.take_back, name="take-back"),
    path("<uuid:pk>/close/", steps.close, name="close"),
    path("<uuid:pk>/copy/", pages.copy, name="copy"),
    path("<uuid:pk>/discard/", pages.discard, name="discard"),
    path("<uuid:pk>/preview/", preview.preview, name="preview"),
    path("<uuid:pk>/share/", sharing.share, name="share"),
    path("<uuid:pk>/poster/<str:tag>/", sharing.poster, name="poster"),
    path("<uuid:pk>/languages/", languages.languages, name="languages"),
    path("<uuid:pk>/languages/<str:tag>/", languages.translation, name="translation"),
    path(
        "<uuid:pk>/languages/<str:tag>/remove/", languages.language_remove, name="language-remove"
    ),
    path("<uuid:pk>/languages/<str:tag>/strings/", languages.strings_download, name="strings"),
    path("<uuid:pk>/languages/<str:tag>/upload/", languages.strings_upload, name="strings-upload"),
    path("<uuid:pk>/section/", parts.section_add, name="section-add"),
    path("section/<uuid:pk>/", parts.section, name="section"),
    path("section/<uuid:pk>/move/", parts.section_move, name="section-move"),
    path("section/<uuid:pk>/remove/", parts.section_remove, name="section-remove"),
    path("section/<uuid:pk>/when/", when.section_condition, name="section-condition"),
    path("section/<uuid:pk>/question/", questions.question_add, name="question-add"),
    path("question/<uuid:pk>/", questions.question, name="question"),
    path("question/<uuid:pk>/move/", questions.question_move, name="question-move"),
    path("question/<uuid:pk>/remove/", questions.question_remove, name="question-remove"),
    path("question/<uuid:pk>/when/", when.question_condition, name="question-condition"),
]
_importing = [
    path("<uuid:pk>/files/", imports.files, name="import"),
    path("file/<uuid:pk>/", imports.file, name="file"),
    path("file/<uuid:pk>/take-in/", imports.take_in, name="take-in"),
    path("file/<uuid:pk>/throw-away/", imports.throw_away, name="throw-away"),
    path("file/<uuid:pk>/refused.csv", imports.refused, name="refused"),
]
urlpatterns = [*_building, *_importing, *response_urls.patterns]
