"""Addresses of records."""

from django.urls import URLPattern, URLResolver, path

from putright.records.views import disposals, holds, items, keeping, requests

app_name = "records"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", keeping.due, name="due"),
    path("schedule/", keeping.plan, name="schedule"),
    path("schedule/<slug:name>/", keeping.years, name="years"),
    path("cases/<str:reference>/", keeping.case, name="case"),
    path("cases/<str:reference>/longer/", keeping.longer, name="longer"),
    path("cases/<str:reference>/disagreement/", keeping.disagreement, name="disagreement"),
    path("cases/<str:reference>/right/", keeping.right, name="right"),
    path("holds/", holds.every, name="holds"),
    path("holds/new/", holds.new, name="new_hold"),
    path("holds/<int:number>/", holds.one, name="hold"),
    path("holds/<int:number>/lifting/", holds.lifting, name="lifting"),
    path("holds/<int:number>/review/", holds.review, name="review"),
    path("disposals/", disposals.every, name="disposals"),
    path("disposals/<int:number>/", disposals.one, name="disposal"),
    path("disposals/<int:number>/certificate.pdf", disposals.certificate, name="certificate"),
    path("on-hold/", keeping.on_hold, name="on_hold"),
    path("requests/", requests.every, name="requests"),
    path("requests/new/", requests.new, name="new_request"),
    path("requests/<int:number>/", requests.one, name="request"),
    path("requests/<int:number>/identity/", requests.identity, name="identity"),
    path("requests/<int:number>/asking/", requests.ask_back, name="ask_back"),
    path("requests/<int:number>/asking/<int:wait>/", requests.heard_back, name="heard_back"),
    path("requests/<int:number>/extension/", requests.extension, name="extension"),
    path("requests/<int:number>/extension.pdf", requests.extended, name="extended"),
    path("requests/<int:number>/people/", requests.people, name="people"),
    path("requests/<int:number>/words/", items.everywhere, name="everywhere"),
    path("requests/<int:number>/cases/<str:reference>/", items.reading_page, name="reading"),
    path("requests/<int:number>/check/", requests.check, name="check"),
    path("requests/<int:number>/release/", requests.release, name="release"),
    path("requests/items/<int:number>/", items.item, name="item"),
    path("requests/given/<int:number>.zip", requests.given, name="given"),
]
