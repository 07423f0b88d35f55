from django.urls import path

from avow.web.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.index, name="index"),
    path("import/", views.import_, name="import"),
    path("<uuid:pk>/draft/", views.start, name="start-draft"),
    path("<uuid:pk>/compare/", views.compare, name="compare"),
    path("version/<uuid:pk>/", views.version, name="version"),
    path("version/<uuid:pk>/publish/", views.publish, name="publish"),
    path("version/<uuid:pk>/discard/", views.discard, name="discard"),
    path("version/<uuid:pk>/download/<str:form>/", views.download, name="download"),
    path("version/<uuid:pk>/pillar/", views.pillar_add, name="pillar-add"),
    path("pillar/<uuid:pk>/", views.pillar, name="pillar"),
    path("pillar/<uuid:pk>/remove/", views.pillar_remove, name="pillar-remove"),
    path("pillar/<uuid:pk>/commitment/", views.commitment_add, name="commitment-add"),
    path("commitment/<uuid:pk>/", views.commitment, name="commitment"),
    path("commitment/<uuid:pk>/move/", views.commitment_move, name="commitment-move"),
    path("commitment/<uuid:pk>/remove/", views.commitment_remove, name="commitment-remove"),
    path("commitment/<uuid:pk>/origins/", views.commitment_origins, name="commitment-origins"),
    path("action/<uuid:pk>/origins/", views.action_origins, name="action-origins"),
    path("action/<uuid:pk>/", views.progress, name="progress"),
]
