"""Addresses of the desk. Those of the moves are in `moves_addresses`."""

from django.urls import URLPattern, URLResolver, path

from putright.desk import moves_addresses
from putright.desk.views import calendar, case, emails, file, files, post, search, undelivered, wording, work

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", work.work, name="work"),
    path("search/", search.find, name="search"),
    path("post/", post.queue, name="post"),
    path("post/all.pdf", post.every, name="post_all"),
    path("post/<int:number>.pdf", post.one, name="post_one"),
    path("post/<int:number>/decision/", post.decision, name="post_decision"),
    path("undelivered/", undelivered.undelivered, name="undelivered"),
    path("undelivered/<int:number>/", undelivered.settle, name="settlement"),
    path("letter-logo/<slug:mark>.png", files.letter_logo, name="letter_logo"),
    path("wording/", wording.letters, name="wording"),
    path("wording/<slug:procedure>/<slug:letter>/", wording.edit, name="wording_edit"),
    path("wording/<slug:procedure>/<slug:letter>/versions/", wording.versions, name="wording_versions"),
    path("emails/", emails.page, name="emails"),
    path("calendar/", calendar.page, name="calendar"),
    path("calendar/<str:key>.ics", calendar.feed, name="calendar_feed"),
    path("<str:reference>/note/", file.note, name="note"),
    path("<str:reference>/message/read/", file.message_read, name="message_read"),
    path("<str:reference>/documents/", file.documents, name="documents"),
    path("<str:reference>/documents/<int:number>/", files.document, name="document"),
    path("<str:reference>/letters/<int:number>/", files.letter, name="letter"),
    path("<str:reference>/letters/<int:number>/as-sent/", files.letter_as_sent, name="letter_as_sent"),
    path("<str:reference>/letters/<int:number>/pdf/", files.letter_as_pdf, name="letter_as_pdf"),
    *moves_addresses.urlpatterns,
    path("<str:reference>/", case.case, name="case"),
]
