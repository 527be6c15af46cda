"""The addresses of following a case and of the pages of information; `urls` takes them in."""

from django.urls import URLPattern, path

from putright.portal.views import following as read
from putright.portal.views import following_steps as steps
from putright.portal.views import information as about

OWN = "complaint/<str:reference>/<str:secret>/"

following: list[URLPattern] = [
    path(OWN, read.page, name="own_page"),
    path(f"{OWN}record/", read.record, name="record"),
    path(f"{OWN}letters/<int:letter>/", read.letter, name="letter"),
    path(f"{OWN}letters/<int:letter>/pdf/", read.letter_pdf, name="letter_pdf"),
    path(f"{OWN}files/<int:document>/", read.file, name="file"),
    path(f"{OWN}ombudsman/", read.ombudsman, name="ombudsman"),
    path(f"{OWN}information/", steps.more, name="more"),
    path(f"{OWN}correction/", steps.correction, name="correction"),
    path(f"{OWN}stage-2/", steps.next_stage, name="next_stage"),
    path(f"{OWN}stage-2/asked/", steps.next_stage_asked, name="next_stage_asked"),
    path(f"{OWN}remedies/<int:remedy>/", steps.acceptance, name="acceptance"),
    path(f"{OWN}complaint-after-all/", steps.complaint_after_all, name="complaint_after_all"),
    path(f"{OWN}adjustment/", steps.adjustment, name="adjustment"),
    path(f"{OWN}withdrawal/", steps.withdrawal, name="withdrawal"),
    path("lost-link/", read.lost_link, name="lost_link"),
    path("lost-link/sent/", read.lost_link_sent, name="lost_link_sent"),
]

information: list[URLPattern] = [
    path("how-we-handle-complaints/", about.handling, name="handling"),
    path("other-ways-to-complain/", about.other_ways, name="other_ways"),
    path("other-ways-to-complain/form.pdf", about.printable_form, name="printable_form"),
    path("other-ways-to-complain/form-large-print.pdf", about.printable_form, {"large": True}, name="large_form"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies, name="cookies"),
]
