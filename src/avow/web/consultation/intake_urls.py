from django.urls import path

from avow.web.consultation.views import intake

app_name = "answers"
urlpatterns = [
    path("reply/<str:token>/", intake.reply, name="reply"),
    path("stop/<str:token>/", intake.stop, name="stop"),
]
