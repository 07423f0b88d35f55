from django.urls import path

from avow.web.surveys.views import intake

app_name = "have-your-say"
urlpatterns = [
    path("", intake.index, name="index"),
    path("<slug:slug>/", intake.start, name="survey"),
    path("<slug:slug>/return/", intake.come_back, name="return"),
    path("<slug:slug>/plan/", intake.plan, name="plan"),
    path("<slug:slug>/answer/", intake.answer, name="answer"),
]
