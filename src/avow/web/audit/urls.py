from django.urls import path

from avow.web.audit.views import events

app_name = "audit"
urlpatterns = [path("", events, name="events")]
