"""Addresses of the portal: the start page and the way to complain. The others are in `addresses`."""

from django.urls import path

from putright.portal import addresses
from putright.portal.views import complain, evidence, later, sending, start

app_name = "portal"
urlpatterns = [
    path("", start.start, name="start"),
    path("complain/", start.begin, name="complain"),
    path("complain/new/", start.anew, name="new"),
    path("complain/about/<str:reference>/", start.about_request, name="about_request"),
    path("complain/back/<str:key>/", later.back, name="back"),
    path("complain/later/", later.later, name="later"),
    path("complain/leave/", later.leave, name="leave"),
    path("complain/evidence/", evidence.evidence, name="evidence"),
    path("complain/check/", sending.check, name="check"),
    path("complain/sent/", sending.sent, name="sent"),
    path("complain/about-you/", sending.about_you, name="about_you"),
    path("complain/<slug:name>/", complain.page, name="page"),
    *addresses.following,
    *addresses.information,
]
