"""Addresses of the staff pages about what was answered."""

from django.urls import path

from avow.web.surveys.views import concerns, paper, responses

patterns = [
    path("<uuid:pk>/responses/", responses.responses, name="responses"),
    path("question/<uuid:pk>/answers/", responses.answers, name="answers"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<uuid:pk>/", concerns.concern, name="concern"),
    path("paper/", paper.paper_surveys, name="paper-surveys"),
    path("<uuid:pk>/paper/", paper.paper, name="paper"),
    path("paper/<uuid:pk>/", paper.paper_again, name="paper-again"),
]
