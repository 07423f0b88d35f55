from django.urls import path

from avow.web.profiles import views

app_name = "profiles"
# What follows a unit's name stands first: a name may hold a slash.
urlpatterns = [
    path("", views.index, name="index"),
    path("commanders/", views.commanders, name="commanders"),
    path("commanders/<uuid:pk>/end/", views.end, name="end-command"),
    path("replies/", views.replies, name="replies"),
    path("replies/<uuid:pk>/", views.wordings, name="reply-history"),
    path("replies/<uuid:pk>/read/", views.read_reply, name="read-reply"),
    path("editions/<uuid:pk>/", views.edition, name="edition"),
    path("editions/<uuid:pk>/compare/", views.compare, name="compare"),
    path("editions/<uuid:pk>/draft/", views.draft, name="draft"),
    path("editions/<uuid:pk>/draft/checks/", views.checks, name="checks"),
    path("editions/<uuid:pk>/draft/fix/", views.fix, name="fix"),
    path("editions/<uuid:pk>/draft/work/", views.work, name="work"),
    path("editions/<uuid:pk>/draft/discard/", views.discard, name="discard"),
    path("editions/<uuid:pk>/draft/<slug:section>/", views.section, name="section"),
    path("editions/<uuid:pk>/draft/<slug:section>/history/", views.history, name="history"),
    path(
        "editions/<uuid:pk>/draft/<slug:section>/restore/<int:number>/",
        views.restore,
        name="restore",
    ),
    path("editions/<uuid:pk>/<str:name>", views.file, name="file"),
    path("units/<path:unit>/start/", views.start, name="start"),
    path("units/<path:unit>/reply/", views.answerable, name="answerable"),
    path("units/<path:unit>/reply/<slug:about>/", views.reply, name="reply"),
    path("units/<path:unit>/", views.unit, name="unit"),
]
