from django.urls import path

from avow.web.releases import views

app_name = "releases"
urlpatterns = [
    path("", views.index, name="index"),
    path("propose/", views.propose, name="propose"),
    path("proposal/<uuid:pk>/", views.proposal, name="proposal"),
    path("proposal/<uuid:pk>/revise/", views.revise, name="revise"),
    path("proposal/<uuid:pk>/submit/", views.submit, name="submit"),
    path("proposal/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("proposal/<uuid:pk>/release/", views.release, name="release"),
    path("revision/<uuid:pk>/review/", views.review, name="review"),
    path("revision/<uuid:pk>/<str:name>", views.file, name="file"),
]
