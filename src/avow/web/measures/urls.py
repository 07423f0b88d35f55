from django.urls import path

from avow.web.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.index, name="index"),
    path("evidence/", views.evidence, name="evidence"),
    path("evidence/attach/", views.attach, name="attach"),
    path("evidence/<uuid:pk>/remove/", views.remove, name="remove"),
    path("commitment/<uuid:lineage>/", views.commitment, name="commitment"),
    path("store/", views.store, name="store"),
    path("store/work/", views.work, name="work"),
    path("units/", views.units, name="units"),
    path("units/<path:unit>/", views.unit, name="unit"),
    path("<slug:measure>/", views.measure, name="measure"),
    path("<slug:measure>/compare/", views.compare, name="compare"),
    path("<slug:measure>/download.<str:form>", views.download, name="download"),
]
