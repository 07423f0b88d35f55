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
    path("action/<uuid:pk>/unchanged/", views.unchanged, name="unchanged"),
    path("action/<uuid:pk>/owner/", views.assign, name="assign"),
    path("action/<uuid:pk>/milestone/", views.milestone_add, name="milestone-add"),
    path("action/<uuid:pk>/evidence/", views.proof_add, name="proof-add"),
    path("action/<uuid:pk>/units/", views.by_unit, name="units"),
    path("report/<uuid:pk>/undo/", views.undo, name="undo"),
    path("milestone/<uuid:line>/", views.milestone, name="milestone"),
    path("proof/<uuid:pk>/remove/", views.proof_remove, name="proof-remove"),
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/actions.csv", views.commitments_file, name="commitments-file"),
    path("commitments/<uuid:lineage>/", views.commitment_workspace, name="workspace"),
    path("update/", views.update, name="update"),
    path("update/reminders/", views.reminders, name="reminders"),
]
