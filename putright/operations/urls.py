"""Every address of operations."""

from django.urls import path

from putright.operations import views

app_name = "operations"

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.figures, name="metrics"),
    path(".well-known/security.txt", views.security, name="security"),
    path("paper-cases/", views.paper_cases, name="paper_cases"),
    path("paper-cases/register.csv", views.empty_register, name="register"),
]
