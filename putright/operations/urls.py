"""Every address of operations."""

from django.urls import path

from putright.operations import keying_pages, views

app_name = "operations"

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.figures, name="metrics"),
    path(".well-known/security.txt", views.security, name="security"),
    path("paper-cases/", views.paper_cases, name="paper_cases"),
    path("paper-cases/register.csv", views.empty_register, name="register"),
    path("paper-cases/left/", keying_pages.left, name="paper_left"),
    path("paper-cases/<str:reference>/", keying_pages.case, name="paper_case"),
    path("paper-cases/<str:reference>/left-out/<int:number>/", keying_pages.more, name="paper_follow_up"),
    path("paper-cases/<str:reference>/not-needed/<int:number>/", keying_pages.not_needed, name="paper_not_needed"),
    path("paper-cases/<str:reference>/dropped/<int:number>/", keying_pages.dropped, name="paper_dropped"),
    path("paper-cases/<str:reference>/<slug:move>/", keying_pages.step, name="paper_step"),
]
