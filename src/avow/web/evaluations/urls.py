from django.urls import path

from avow.web.evaluations.views import findings, plans

app_name = "evaluations"
urlpatterns = [
    path("", plans.index, name="index"),
    path("new/", plans.new, name="new"),
    path("<uuid:pk>/", findings.evaluation, name="evaluation"),
    path("<uuid:pk>/change/", plans.change, name="change"),
    path("<uuid:pk>/register/", plans.register, name="register"),
    path("<uuid:pk>/run/", findings.run, name="run"),
    path("<uuid:pk>/work/", findings.work, name="work"),
    path("<uuid:pk>/words/", findings.words, name="words"),
    path("finding/<uuid:pk>.<str:form>", findings.download, name="download"),
]
