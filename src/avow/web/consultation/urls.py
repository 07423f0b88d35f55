from django.urls import path

from avow.web.consultation import views

app_name = "consultation"
urlpatterns = [
    path("", views.index, name="index"),
    path("import/", views.import_, name="import"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/asked.csv", views.recommendations_file, name="recommendations-file"),
    path("alike/", views.alike, name="alike"),
    path("publish/", views.publish_all, name="publish-answers"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:pk>/", views.message, name="message"),
    path("responses/", views.responses, name="responses"),
    path("responses/<int:number>/publish/", views.publish_response, name="publish-response"),
    path("responses/<int:number>/<str:name>", views.response_file, name="response-file"),
    path("replies/", views.replies, name="replies"),
    path("replies/<uuid:pk>/", views.decide_reply, name="decide-reply"),
    path("<uuid:pk>/", views.review, name="review"),
    path("<uuid:pk>/details/", views.describe, name="describe"),
    path("<uuid:pk>/address/", views.address, name="address"),
    path("<uuid:pk>/add/", views.add, name="add"),
    path("<uuid:pk>/original/", views.original, name="original"),
    path("<uuid:pk>/original/file/", views.original_file, name="original-file"),
    path("recommendation/<uuid:pk>/decide/", views.decide, name="decide"),
    path("recommendation/<uuid:pk>/quote/", views.quote, name="quote"),
    path("recommendation/<uuid:pk>/links/", views.links, name="links"),
    path("recommendation/<uuid:pk>/take-out/", views.take_out, name="take-out"),
    path("ask/<uuid:pk>/answer/", views.answer, name="answer"),
    path("ask/<uuid:pk>/hand-in/", views.hand_in, name="hand-in"),
    path("ask/<uuid:pk>/sign-off/", views.sign_off, name="sign-off"),
    path("ask/<uuid:pk>/publish/", views.publish, name="publish-answer"),
    path("ask/<uuid:pk>/invite/", views.invite, name="invite-reply"),
    path("ask/<uuid:pk>/withdraw/", views.withdraw, name="withdraw-answer"),
]
