"""Who is told of a step of a case. Nobody is told of what they did themselves, or of a case they may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.accounts.models import Officer
from putright.casework import access, file, models, record, replay
from putright.casework.notices import kinds, mail
from putright.casework.notices.mail import Notice
from putright.rulebook import Move, counted

Told = Iterator[tuple[Officer, Notice]]
SAID = ("message_received", "understanding_corrected")
"""What a colleague writes down for the person. What else they add to a file is their own."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event just written, in its case as it is now."""

    case: models.Case
    event: models.Event

    @property
    def who(self) -> str:
        """Whose step it was, as colleagues read it."""
        return self.event.by.name if self.event.by else "The person"

    def notice(self, kind: str, *, subject: str, said: str, to_do: str, key: str = "") -> Notice:
        """What somebody is told of it."""
        case = self.case
        return Notice(
            kind=kind,
            key=f"{case.reference}/{key or self.event.number}",
            subject=f"{subject[:1].upper()}{subject[1:]}: {case.reference}",
            said=said,
            which=mail.named(case),
            to_do=to_do,
            page=mail.case_page(case),
            by_when=mail.next_due(case),
            about=case.reference,
        )


def of_step(case: models.Case, events: Sequence[models.Event], *, at: datetime) -> None:
    """Tell of what has just been written to a case, in its transaction."""
    for event in events:
        tell = _teller(case, event)
        if tell is not None:
            for officer, notice in tell(Happened(case, event)):
                mail.put(notice, to=officer, at=at)


def handed_over(given: Sequence[models.Case], to: Officer, *, by: Officer, at: datetime) -> None:
    """Tell a colleague of all the cases they were given when somebody left, in one email."""
    if not given or to == by or "given" not in kinds.wanted(to):
        return
    rows = [f"- {case.reference}, {case.service.name}. {mail.next_due(case)}".rstrip(". ") for case in given]
    how_many = counted(len(given), "case")
    notice = Notice(
        kind="given",
        key=f"handed-over/{given[0].reference}/{given[0].last_number}",
        subject=f"Cases given to you: {len(given)}",
        said="\n".join([f"{by.name} has given you {how_many} of somebody who leaves:", *rows]),
        to_do="look at each, and say whether you have a conflict of interest.",
        page="/desk/?whose=mine",
    )
    mail.put(notice, to=to, at=at)


def _teller(case: models.Case, event: models.Event) -> Callable[[Happened], Told] | None:
    if event.kind in TELLERS:
        return TELLERS[event.kind]
    move = replay.procedure_of(case).making.get(event.kind)
    if move is None or move.begins:
        return None
    if "ground" in move.needs:
        return _refused
    return _next_stage if _asks_for_more(case, move) else None


def _asks_for_more(case: models.Case, move: Move) -> bool:
    """Whether by this step the person asks for a further stage."""
    return "complainant" in move.by and move.opens == case.stage and not case.ended and move.opens is not None


# --- Who is told of what. --------------------------------------------------------------------------------------------


def _given(happened: Happened) -> Told:
    officer = _officer("given", happened.event.data.get("officer"))
    if officer is not None and officer.pk != happened.event.by_id:
        yield (
            officer,
            happened.notice(
                "given",
                subject="a case is given to you",
                said=f"{happened.who} has given you a case.",
                to_do="open it, and say whether you have a conflict of interest.",
            ),
        )


def _wrote(happened: Happened) -> Told:
    """The owner, once until somebody has looked at what the person wrote; each time a colleague wrote it down."""
    case, event = happened.case, happened.event
    owner = _officer("wrote", case.owner_id)
    if owner is None or owner.pk == event.by_id or not access.may_see(owner, case):
        return
    said, key = "The person has written to us.", ""
    if event.by_id is None:
        unread = list(record.unread(replay.happenings(case.events.select_related("by"))))
        key = f"since-{unread[-1].event.number}" if unread else ""
    elif event.kind in SAID:
        said = f"{happened.who} has written down what the person said or sent."
    else:
        return
    to_do = "read it on the page of the case."
    yield owner, happened.notice("wrote", subject="the person has written", said=said, to_do=to_do, key=key)


def _next_stage(happened: Happened) -> Told:
    case = happened.case
    title = replay.procedure_of(case).stage[case.stage].title
    notice = happened.notice(
        "next_stage",
        subject=f"{title} is asked for",
        said=f"The person asks for {title}.",
        to_do="give it to somebody who had no part in the answer, and have the request acknowledged.",
    )
    for officer in kinds.audience("next_stage"):
        if officer.pk != happened.event.by_id and access.may_do(officer, case, "assign"):
            yield officer, notice


def _to_approve(happened: Happened) -> Told:
    notice = happened.notice(
        "to_approve",
        subject="a letter waits for your approval",
        said=f"{happened.who} asks for approval of a letter.",
        to_do="read it, and approve it or send it back.",
    )
    for officer in kinds.audience("to_approve"):
        if officer.pk != happened.event.by_id and access.may_do(officer, happened.case, "approve"):
            yield officer, notice


def _approved(happened: Happened) -> Told:
    draft = file.draft_of(happened.case, str(happened.event.data.get("letter", "")))
    writer = _officer("approved", draft.by_id if draft else None)
    if writer is None or not access.may_see(writer, happened.case):
        return
    good = happened.event.kind == "approval_given"
    yield (
        writer,
        happened.notice(
            "approved",
            subject="your letter is approved" if good else "your letter was sent back",
            said=f"{happened.who} has {'approved your letter' if good else 'sent your letter back with a note'}.",
            to_do="send it." if good else "read the note, change the letter and ask again.",
        ),
    )


def _to_decide(happened: Happened) -> Told:
    case = happened.case
    refusals = [move.name for move in replay.procedure_of(case).moves if "ground" in move.needs]
    notice = happened.notice(
        "to_decide",
        subject="a refusal waits for your decision",
        said=f"{happened.who} proposes to refuse it. It is for a second person to decide.",
        to_do="decide whether it is refused, or goes on.",
    )
    for officer in kinds.audience("to_decide"):
        able = any(access.may_take(officer, case, name) for name in refusals)
        if able and officer.pk != happened.event.by_id:
            yield officer, notice


def _refused(happened: Happened) -> Told:
    yield from _decided(
        happened,
        happened.event.data.get("proposed_by"),
        said=f"{happened.who} has refused it as you proposed, and the person has been written to.",
        to_do="nothing more.",
    )


def _not_refused(happened: Happened) -> Told:
    before = models.Event.objects.filter(case=happened.case, number__lt=happened.event.number, kind="refusal_proposed")
    last = before.order_by("number").last()
    yield from _decided(
        happened,
        last.by_id if last else None,
        said=f"{happened.who} did not agree to the refusal you proposed. The case goes on.",
        to_do="read why on the page of the case, and go on with it.",
    )


def _decided(happened: Happened, proposer: object, *, said: str, to_do: str) -> Told:
    officer = _officer("decided", proposer)
    if officer is None or officer.pk == happened.event.by_id or not access.may_see(officer, happened.case):
        return
    yield officer, happened.notice("decided", subject="the refusal you proposed is decided", said=said, to_do=to_do)


def _officer(kind: str, pk: object) -> Officer | None:
    """An officer who works here and wants to be told of this kind."""
    return kinds.audience(kind).filter(pk=pk).first() if isinstance(pk, int) else None


TELLERS: Mapping[str, Callable[[Happened], Told]] = {
    "assigned": _given,
    "approval_asked": _to_approve,
    "approval_given": _approved,
    "approval_refused": _approved,
    "refusal_proposed": _to_decide,
    "refusal_sent_back": _not_refused,
    **dict.fromkeys(sorted(record.FROM_THEM), _wrote),
}
"""What is told, by the kind of event. Refusals and requests for a further stage are known by the procedure."""
