from django.urls import path

from avow.web.initiatives.views import assessments, disparity, evidence, initiatives, signing

app_name = "initiatives"
urlpatterns = [
    path("", initiatives.index, name="index"),
    path("new/", initiatives.new, name="new"),
    path("disparity/", disparity.page, name="disparity"),
    path("disparity/chart.svg", disparity.chart, name="disparity-chart"),
    path("disparity/figures.csv", disparity.file, name="disparity-file"),
    path("<uuid:pk>/", initiatives.initiative, name="initiative"),
    path("<uuid:pk>/edit/", initiatives.edit, name="edit"),
    path("<uuid:pk>/live/", initiatives.live, name="live"),
    path("<uuid:pk>/extend/", initiatives.extend, name="extend"),
    path("<uuid:pk>/close/", initiatives.close, name="close"),
    path("<uuid:pk>/hand-over/", initiatives.hand_over, name="hand-over"),
    path("<uuid:pk>/assess/", assessments.start, name="assess"),
    path("assessment/<uuid:pk>/", assessments.assessment, name="assessment"),
    path("assessment/<uuid:pk>/write/", assessments.write, name="write"),
    path("assessment/<uuid:pk>/document.html", assessments.document, name="document"),
    path("assessment/<uuid:pk>/hand-in/", signing.hand_in, name="hand-in"),
    path("assessment/<uuid:pk>/take-back/", signing.take_back, name="take-back"),
    path("assessment/<uuid:pk>/send-back/", signing.send_back, name="send-back"),
    path("assessment/<uuid:pk>/withdraw/", signing.withdraw, name="withdraw"),
    path("assessment/<uuid:pk>/sign/", signing.sign, name="sign"),
    path("assessment/<uuid:pk>/figure/", evidence.figure, name="figure"),
    path("figure/<uuid:pk>/take-out/", evidence.take_out_figure, name="figure-take-out"),
    path("assessment/<uuid:pk>/step/", evidence.mitigation, name="mitigation"),
    path("step/<uuid:pk>/take-out/", evidence.take_out_mitigation, name="mitigation-take-out"),
    path("step/<uuid:pk>/done/", evidence.mitigation_done, name="mitigation-done"),
    path("step/<uuid:pk>/undone/", evidence.mitigation_undone, name="mitigation-undone"),
]
