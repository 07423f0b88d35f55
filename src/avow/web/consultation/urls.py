from django.urls import path

from avow.web.consultation import views

app_name = "consultation"
urlpatterns = [
    path("", views.index, name="index"),
    path("import/", views.import_, name="import"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("<uuid:pk>/", views.review, name="review"),
    path("<uuid:pk>/details/", views.describe, name="describe"),
    path("<uuid:pk>/add/", views.add, name="add"),
    path("<uuid:pk>/publish/", views.publish_all, name="publish-answers"),
    path("recommendation/<uuid:pk>/decide/", views.decide, name="decide"),
    path("recommendation/<uuid:pk>/quote/", views.quote, name="quote"),
    path("recommendation/<uuid:pk>/links/", views.links, name="links"),
    path("recommendation/<uuid:pk>/answer/", views.answer, name="answer"),
    path("recommendation/<uuid:pk>/publish/", views.publish, name="publish-answer"),
    path("recommendation/<uuid:pk>/withdraw/", views.withdraw, name="withdraw-answer"),
]
