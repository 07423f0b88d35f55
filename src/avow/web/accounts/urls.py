from django.urls import path

from avow.web.accounts.views import home

urlpatterns = [path("", home, name="staff-home")]
