from django.urls import path

from avow.web.publication import views

app_name = "publication"
urlpatterns = [
    path("", views.home, name="home"),
    path("plan/", views.plan, name="plan"),
    path("plan/compare/", views.compare, name="compare"),
    path("plan/versions/<int:number>/", views.version, name="version"),
    path("plan/<str:key>/", views.commitment, name="commitment"),
    path("you-said-we-did/", views.answers, name="answers"),
    path("you-said-we-did/answers.csv", views.answers_file, name="answers-file"),
    path("you-said-we-did/organisations/", views.organisation_list, name="organisations"),
    path("you-said-we-did/organisations/<str:slug>/", views.organisation, name="organisation"),
    path("responses/<int:number>/", views.response, name="response"),
    path("responses/<int:number>/<str:name>", views.response_file, name="response-file"),
    path("what-people-said/", views.results, name="results"),
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:measure>/", views.measure, name="measure"),
    path("map/", views.map_page, name="map"),
    path("data/", views.data, name="data"),
    path("data/<int:number>/", views.release, name="release"),
    path("data/<int:number>/<str:name>", views.release_file, name="release-file"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("safe-browsing/", views.safe_browsing, name="safe-browsing"),
    path("changes.atom", views.changes, name="changes"),
    path("robots.txt", views.robots, name="robots"),
]
