from django.urls import path

from avow.web.themes import views

app_name = "themes"
urlpatterns = [
    path("", views.index, name="index"),
    path("question/<uuid:pk>/", views.question, name="question"),
    path("question/<uuid:pk>/propose/", views.propose, name="propose"),
    path("question/<uuid:pk>/learn/", views.learn, name="learn"),
    path("question/<uuid:pk>/work/", views.work, name="work"),
    path("question/<uuid:pk>/add/", views.add, name="add"),
    path("question/<uuid:pk>/code/", views.code, name="code"),
    path("question/<uuid:pk>/answers/<slug:place>/", views.answers, name="answers"),
    path("question/<uuid:pk>/campaigns/", views.campaigns, name="campaigns"),
    path("question/<uuid:pk>/agreement/", views.agreement, name="agreement"),
    path("question/<uuid:pk>/sample/", views.draw, name="sample"),
    path("question/<uuid:pk>/crosstab/", views.crosstab, name="crosstab"),
    path("question/<uuid:pk>/crosstab.csv", views.crosstab_file, name="crosstab-file"),
    path("question/<uuid:pk>/publish/", views.publish, name="publish"),
    path("summary/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("sample/<uuid:pk>/", views.second, name="second"),
    path("theme/<uuid:pk>/", views.theme, name="theme"),
    path("theme/<uuid:pk>/decide/", views.decide, name="decide"),
    path("theme/<uuid:pk>/describe/", views.describe, name="describe"),
    path("theme/<uuid:pk>/merge/", views.merge, name="merge"),
    path("theme/<uuid:pk>/split/", views.split, name="split"),
    path("campaign/<uuid:pk>/", views.campaign, name="campaign"),
    path("answer/<uuid:pk>/take-back/", views.take_back, name="take-back"),
    path("survey/<uuid:pk>/who/", views.who, name="who"),
    path("closed/<uuid:pk>/population/", views.population, name="population"),
]
