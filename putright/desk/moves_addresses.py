"""The addresses of the moves: a noun for each, below the case; `intake/` stands before any reference."""

from django.urls import URLPattern, path

from putright.desk.views.moves import (
    approval,
    endings,
    handling,
    intake,
    later,
    people,
    refusal,
    remedies,
    requests,
    stage_1,
    stage_2,
    step,
    triage,
)

CASE = "<str:reference>/"

urlpatterns: list[URLPattern] = [
    path("intake/", intake.intake, name="intake"),
    path("intake/pass-on/", intake.passing_on, name="passing_on"),
    path("intake/pass-on/<str:reference>/", intake.passed_on, name="passed_on"),
    # Looking after a case.
    path(f"{CASE}triage/", triage.triage, name="triage"),
    path(f"{CASE}assignment/", handling.assignment, name="assignment"),
    path(f"{CASE}declaration/", handling.declaration, name="declaration"),
    path(f"{CASE}adjustment/", handling.adjustment, name="adjustment"),
    path(f"{CASE}adjustment/asked/", handling.adjustment_asked, name="adjustment_asked"),
    path(f"{CASE}message/", handling.message, name="message"),
    path(f"{CASE}correction/<int:number>/", handling.correction, name="correction"),
    path(f"{CASE}restriction/", handling.restriction, name="restriction"),
    path(f"{CASE}links-withdrawn/", handling.links_withdrawn, name="links_withdrawn"),
    path(f"{CASE}approval/", approval.approval, name="approval"),
    # Its people.
    path(f"{CASE}contact/<int:party>/", people.contact, name="contact"),
    path(f"{CASE}representative/", people.representative, name="representative"),
    path(f"{CASE}authority/<int:party>/", people.authority, name="authority"),
    # Stage 1.
    path(f"{CASE}acknowledgement/", stage_1.acknowledgement, name="acknowledgement"),
    path(f"{CASE}answer-at-once/", stage_1.answer_at_once, name="answer_at_once"),
    path(f"{CASE}clarification/", stage_1.clarification, name="clarification"),
    path(f"{CASE}clarification/answer/", stage_1.clarification_answer, name="clarification_answer"),
    path(f"{CASE}issue/", stage_1.issue, name="issue"),
    path(f"{CASE}response/", stage_1.response, name="response"),
    # A later date.
    path(f"{CASE}extension/", later.extension, name="extension"),
    path(f"{CASE}delay/", later.delay, name="delay"),
    # Stage 2.
    path(f"{CASE}escalation/", stage_2.escalation, name="escalation"),
    path(f"{CASE}acknowledgement-at-stage-2/", stage_2.acknowledgement_at_stage_2, name="acknowledgement_at_stage_2"),
    path(f"{CASE}final-response/", stage_2.final_response, name="final_response"),
    path(f"{CASE}direct-escalation/", stage_2.direct_escalation, name="direct_escalation"),
    # Other endings.
    path(f"{CASE}refusal/", refusal.refusal, name="refusal"),
    path(f"{CASE}refusal-of-escalation/", refusal.refusal_of_escalation, name="refusal_of_escalation"),
    path(f"{CASE}further-refusal/", refusal.further_refusal, name="further_refusal"),
    path(f"{CASE}withdrawal/", endings.withdrawal, name="withdrawal"),
    path(f"{CASE}handover/", endings.handover, name="handover"),
    path(f"{CASE}service-request/", endings.service_request, name="service_request"),
    path(f"{CASE}closing/", endings.closing, name="closing"),
    path(f"{CASE}reopening/", endings.reopening, name="reopening"),
    # Putting it right, and learning.
    path(f"{CASE}remedy/", remedies.remedy, name="remedy"),
    path(f"{CASE}remedy/done/", remedies.remedy_done, name="remedy_done"),
    path(f"{CASE}remedy/undeliverable/", remedies.remedy_undeliverable, name="remedy_undeliverable"),
    path(f"{CASE}improvement/", remedies.improvement, name="improvement"),
    # Service requests.
    path(f"{CASE}dissatisfaction/", requests.dissatisfaction, name="dissatisfaction"),
    path(f"{CASE}complaint/", requests.complaint, name="complaint"),
    # Anything else a procedure offers.
    path(f"{CASE}step/<slug:move>/", step.step, name="step"),
]
