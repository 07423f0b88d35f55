from django.urls import path

from avow.web.engagement.views import coverage, occasions

app_name = "engagement"
urlpatterns = [
    path("", occasions.index, name="index"),
    path("new/", occasions.new, name="new"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/map.svg", coverage.picture, name="picture"),
    path("coverage/boroughs.csv", coverage.file, name="coverage-file"),
    path("<uuid:pk>/", occasions.occasion, name="occasion"),
    path("<uuid:pk>/edit/", occasions.edit, name="edit"),
    path("<uuid:pk>/cancel/", occasions.cancel, name="cancel"),
    path("<uuid:pk>/plan-again/", occasions.again, name="again"),
    path("<uuid:pk>/held/", occasions.held, name="held"),
    path("<uuid:pk>/point/", occasions.note, name="note"),
    path("point/<uuid:pk>/take-out/", occasions.take_out, name="take-out"),
]
