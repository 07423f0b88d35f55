from django.urls import path

from avow.web.loads import views

app_name = "loads"
urlpatterns = [
    path("", views.index, name="index"),
    path("gaps/", views.gaps, name="gaps"),
    path("gaps/<slug:table>.csv", views.gaps_file, name="gaps-file"),
    path("<slug:feed>/", views.feed, name="feed"),
    path("<slug:feed>/quarantine.csv", views.quarantine_file, name="quarantine-file"),
]
