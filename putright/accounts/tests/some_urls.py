"""The addresses there are and one more, for officers who may approve."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from putright.accounts import audience


@audience.officers("approve")
def approval(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


urlpatterns = [path("approval/", approval), path("", include("putright.config.urls"))]
handler403 = "putright.web.errors.not_allowed"
