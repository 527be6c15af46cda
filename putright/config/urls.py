"""Every address there is."""

from django.urls import URLPattern, URLResolver, include, path

from putright.accounts import demo
from putright.desk import demo_addresses

demo_pages: list[URLPattern | URLResolver] = [
    path("", demo.sign_in, name="sign_in"),
    *demo_addresses.urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("putright.web.urls")),
    path("", include("putright.operations.urls")),
    path("", include("putright.portal.urls")),
    path("desk/", include("putright.desk.urls")),
    path("records/", include("putright.records.urls")),
    path("accounts/", include("putright.accounts.urls")),
    path("", include("putright.administration.urls")),
    path("demo/", include((demo_pages, "demo"))),
]

handler400 = "putright.web.errors.bad_request"
handler403 = "putright.web.errors.not_allowed"
handler404 = "putright.web.errors.not_found"
handler500 = "putright.web.errors.broken"
