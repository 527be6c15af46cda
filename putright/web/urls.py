"""Addresses of the frame."""

from django.urls import path

from putright.web import views

app_name = "web"
urlpatterns = [
    path("council.css", views.council_colours, name="council_colours"),
    path("logo/<slug:mark>.png", views.logo, name="logo"),
    path("kit/", views.components, name="kit"),
    path("kit/<slug:page>/", views.components, name="kit_page"),
]
