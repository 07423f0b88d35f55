"""Addresses of the faces this process serves.

In the demo one process serves all faces; in production each runs alone, so that the public process
holds no staff page at all, and the one that takes in what people write shows nothing to others.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []

if "staff" in settings.FACES:
    urlpatterns += [
        path("accounts/", include("avow.web.accounts.sign_in_urls")),
        path("staff/", include("avow.web.accounts.urls")),
        path("staff/audit/", include("avow.web.audit.urls")),
        path("staff/plan/", include("avow.web.plan.urls")),
        path("staff/consultation/", include("avow.web.consultation.urls")),
        path("staff/surveys/", include("avow.web.surveys.urls")),
        path("staff/themes/", include("avow.web.themes.urls")),
        path("staff/engagement/", include("avow.web.engagement.urls")),
        path("staff/evaluations/", include("avow.web.evaluations.urls")),
        path("staff/measures/", include("avow.web.measures.urls")),
        path("staff/initiatives/", include("avow.web.initiatives.urls")),
        path("staff/data/", include("avow.web.loads.urls")),
        path("staff/profiles/", include("avow.web.profiles.urls")),
        path("staff/releases/", include("avow.web.releases.urls")),
    ]
if "intake" in settings.FACES:
    urlpatterns += [
        path("have-your-say/", include("avow.web.surveys.intake_urls")),
        path("answers/", include("avow.web.consultation.intake_urls")),
    ]
if "public" in settings.FACES:
    urlpatterns += [path("", include("avow.web.publication.urls"))]

handler400 = "avow.web.core.errors.bad_request"
handler403 = "avow.web.core.errors.permission_denied"
handler404 = "avow.web.core.errors.not_found"
handler500 = "avow.web.core.errors.server_error"
