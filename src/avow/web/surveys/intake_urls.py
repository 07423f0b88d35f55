from django.urls import URLPattern

app_name = "have-your-say"
urlpatterns: list[URLPattern] = []
