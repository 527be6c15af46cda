"""From a draft to a case: what was typed, as `casework` takes it in. A draft sent twice is taken in once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from putright.casework import cases, links, references
from putright.casework.actions import intake
from putright.casework.files import documents
from putright.casework.writing import recipients
from putright.council import clock, here
from putright.letters import outbox
from putright.portal.answers import Answers
from putright.portal.complaining import drafts, journey, told
from putright.portal.forms.story import NOT_SURE
from putright.portal.models import Draft, DraftFile
from putright.rulebook import plain


def send(draft: Draft, *, at: datetime) -> Draft:
    """Take in what was typed, and empty the draft. A second time nothing happens. Raises `casework.refused.Refused`."""
    with transaction.atomic():
        held = drafts.held(draft)
        if held.sent_at is not None:
            return held
        given = Answers.of(held)
        made = [_taken_in(held, given, procedure, at) for procedure in told.procedures(given)]
        _warn_the_council(made, told.at_once(given), at=at)
        drafts.empty(held, references=[case.reference for case in made], at=at)
        _tell_without_a_letter([case for case in made if not case.letters.exists()], at=at)
    return held


def _taken_in(draft: Draft, given: Answers, procedure: str, at: datetime) -> Any:
    files = tuple(_upload(one) for one in draft.files.all())
    key = drafts.intake_key(draft, procedure)
    return intake.take_in(replace(matter(given, procedure=procedure), files=files), received_at=at, at=at, key=key)


def _upload(kept: DraftFile) -> documents.Upload:
    with kept.file.open("rb") as stored:
        return documents.Upload(name=kept.name, content=stored.read())


def matter(given: Answers, *, procedure: str) -> intake.Matter:
    """What was typed, as one matter on one procedure; the files come later."""
    story = {name: _cleaned(given, name) for name in ("what-went-wrong", "what-you-need", "when", "service")}
    said = story["what-you-need"] if given.is_request else story["what-went-wrong"]
    chosen = story["service"].get("service") or NOT_SURE
    person, representing = _people(given)
    return intake.Matter(
        service=intake.SERVICE_NOT_KNOWN if chosen == NOT_SURE else chosen,
        channel="web",
        said=str(said.get("said", "")),
        happened=_happened(story["when"]),
        impact=_cleaned(given, "how-it-affected-you").get("impact", ""),
        wanted="" if given.is_request else _cleaned(given, "what-we-should-do").get("wanted", ""),
        person=person,
        person_gets_letters=representing is None or _gets_letters(given, representing),
        representing=representing,
        adjustments=tuple(_adjustments(given)),
        procedure=procedure,
        answers=given.triage,
        came_from=references.tidied(given.about) if given.about else "",
        only_said=True,  # anybody can open the link with the reference of a request in it
    )


def _cleaned(given: Answers, page: str) -> dict[str, Any]:
    """What is right of what was typed on a page this person is asked; nothing of one they are not."""
    one = journey.BY_NAME[page]
    if page not in given.typed or not one.asked(given):
        return {}
    form = one.filled(given)
    form.is_valid()
    return dict(form.cleaned_data)


def _happened(when: dict[str, Any]) -> str:
    day: date | None = when.get("happened_on")
    lines = [str(when.get("happened", "")), f"Date given: {plain(day)}" if day else ""]
    return "\n".join(line for line in lines if line)


def _people(given: Answers) -> tuple[intake.Contact, intake.Representing | None]:
    """Whose complaint it is, and who speaks for them if somebody does."""
    details, reach = _cleaned(given, "your-details"), _cleaned(given, "how-to-reach-you")
    writer = intake.Contact(
        name=details.get("name", ""),
        email=details.get("email", ""),
        phone=details.get("phone", ""),
        address=details.get("address", ""),
        prefers=reach.get("prefers", "") or next(iter(given.reach), ""),
        safe_to_contact=reach.get("safe", ""),
    )
    if not given.for_another:
        return writer, None
    theirs = _cleaned(given, "who-you-write-for")
    spoken_for = intake.Contact(**{name: theirs.get(name, "") for name in ("name", "email", "phone", "address")})
    return spoken_for, _representing(given, writer)


def _gets_letters(given: Answers, speaker: intake.Representing) -> bool:
    """Whether the person spoken for does: always, while there is nobody else who may be told everything."""
    instead = speaker.authority != "asked_for" and speaker.may_be_told == "everything"
    return not instead or _cleaned(given, "sharing").get("letters") != "me"


def _representing(given: Answers, writer: intake.Contact) -> intake.Representing:
    permission, sharing = _cleaned(given, "permission"), _cleaned(given, "sharing")
    member = given.one("who-for", "answer") == "member"
    agreed = given.one("about-member-wants", "answer") == "complaint_agreed"
    authority = ("elected_member" if agreed else "asked_for") if member else permission.get("authority", "asked_for")
    return intake.Representing(
        contact=writer,
        relation="councillor or MP" if member else permission.get("relation", ""),
        authority=authority,
        authority_note=permission.get("note", ""),
        may_be_told=sharing.get("may_be_told", "nothing"),
        role="member" if member else "representative",
        gets_letters=sharing.get("letters", "both") != "them",
    )


def _adjustments(given: Answers) -> Iterator[tuple[str, str]]:
    asked = _cleaned(given, "what-you-need-from-us")
    note = asked.get("note", "")
    kinds = [kind for kind in asked.get("needs", []) if kind != "none"]
    yield from ((kind, note if place == 0 or kind == "other" else "") for place, kind in enumerate(kinds))
    if note and not kinds:
        yield "other", note


def _tell_without_a_letter(made: list[Any], *, at: datetime) -> None:
    """A receipt by email for what has no letter of its own for it, to everybody who may be told of it."""
    for case in made:
        getting, _ = recipients.of(case, on=at.date(), letter="receipt")
        for one in getting:
            if one.channels[0] != "email":
                continue
            message = outbox.Message(subject=f"We have what you sent us: {case.reference}", text=_receipt(case))
            key, to = f"{case.intake_key}:receipt:{one.party.pk}", one.party.person.email
            outbox.put(message, key=key, channel="email", to=to, about=case.reference, at=at)


def _warn_the_council(made: list[Any], at_once: list[told.Part], *, at: datetime) -> None:
    """Danger does not wait until somebody opens the list: an email at any hour, with no word of what was written."""
    council = here.council()
    if not at_once or not council.email:
        return
    case = made[0]
    what = "\n".join(f"{part.name}: {part.deals}" for part in at_once)
    text = (
        f"Somebody has told us of danger in {case.reference}, which has just come in through the website.\n\n"
        f"{what}\n\nPlease open it at once: {settings.PUBLIC_ADDRESS}/desk/{case.reference}/"
    )
    message = outbox.Message(subject=f"Danger told of in {case.reference}: please look at once", text=text)
    outbox.put(message, key=f"{case.intake_key}:danger", channel="email", to=council.email, about=case.reference, at=at)


def _receipt(case: Any) -> str:
    council = here.council()
    promised = next_date(case, on=clock.day_of(case.received_at))
    lines = [
        "Hello",
        f"Thank you for writing to {council.name}. Your reference is {case.reference}.",
        promised,
        f"You can follow it here. Keep this link to yourself: whoever has it can read about it.\n{links.address(case)}",
        "If you are unhappy with what we do, you can complain at any time:\n"
        f"{settings.PUBLIC_ADDRESS}{reverse('portal:about_request', args=[case.reference])}",
        council.name,
    ]
    return "\n\n".join(line for line in lines if line)


def next_date(case: Any, *, on: date) -> str:
    """What the council owes first and by when, as a sentence; empty when no time runs."""
    running = [one for one in cases.standing(case, on=on).clocks if one.running and one.clock.owed_by == "council"]
    if not running:
        return ""
    first = min(running, key=lambda one: one.due_on)
    return f"By {plain(first.due_on)} {told.doing(first.name)}."
