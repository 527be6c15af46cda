"""The letter on a page of a move: what was typed of it, its drafts, and what can be done before it is sent.

How the page shows it is in `letter_panel`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from putright.casework import file, secret_links, steps
from putright.casework.actions import drafts
from putright.casework.files import documents
from putright.casework.refused import LetterHeld, Refused
from putright.casework.writing.correspondence import Prospect, Sending
from putright.council import here
from putright.desk.typed import number
from putright.desk.typed import text as tidy
from putright.letters import placeholders, wordings
from putright.letters.drawing import pdf, render, word
from putright.web import downloads

if TYPE_CHECKING:
    from putright.desk.views.moves.page import Doing, Page

BUTTONS = ("preview", "fragment", "save", "onward", "word", "pdf", "bring_back", "ask_approval")
"""What can be done with a letter before it is sent."""

TYPED = "typed"
"""The mark of a part somebody has written in; one that nobody touched is marked with the digest of its text."""

OWN = ("part-", "as-", "channel-")
ALONGSIDE = frozenset({"csrfmiddlewaretoken", "key", "seen", "do", "edition", "confirmed", "rung"})
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Show = Callable[..., HttpResponse]


# --- What was typed. -------------------------------------------------------------------------------------------------


def digest(text: str) -> str:
    """What a part's text is known by while nobody has touched it."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:16]


def sending(page: Page) -> Sending:
    """What the officer wrote and chose: as it was sent, or as the draft keeps it. Locked parts stay as they are."""
    if page.posted:
        return typed(page)
    if page.draft is None:
        return Sending()
    return Sending(parts=page.draft.parts, channels=_channels(page.draft.facts.get("channels", {})))


def typed(page: Page) -> Sending:
    """What was sent with the page of its letter; a part nobody touched is left for the wording to fill."""
    data = page.request.POST
    if page.move is None or page.move.says is None:
        return Sending()
    locked = fixed(page)
    parts = {
        name.removeprefix("part-"): secret_links.put_back(tidy(str(text)), page.case)
        for name, text in data.items()
        if name.startswith("part-") and data.get(f"as-{name.removeprefix('part-')}") != digest(str(text))
    }
    return Sending(
        parts={name: text for name, text in parts.items() if name not in locked},
        channels=_channels(
            {name.removeprefix("channel-"): c for name, c in data.items() if name.startswith("channel-")}
        ),
        confirmed="confirmed" in data,
        rung="rung" in data,
    )


def _channels(given: Mapping[str, Any]) -> dict[int, str]:
    return {known: str(channel) for party, channel in given.items() if (known := number(party)) is not None}


def wording_of(page: Page) -> wordings.Wording:
    """The wording in force for the letter of the page's move."""
    letter = page.move.says if page.move else None
    return wordings.current(letter=letter or "", procedure=page.case.procedure, on=page.case.received_on)


def fixed(page: Page) -> frozenset[str]:
    """The parts whose words are not the officer's to change."""
    return frozenset(block.name for block in wording_of(page).blocks if is_fixed(block))


def is_fixed(block: wordings.Block) -> bool:
    """Whether a part is locked and has words of its own: one that only gives what the case knows can be written."""
    return block.locked and bool(placeholders.MARK.sub("", block.text).strip())


# --- Drafts. ---------------------------------------------------------------------------------------------------------


def kept_form(draft: Any) -> QueryDict:
    """What a draft keeps of the form beside its letter."""
    return query(draft.facts.get("form", {}))


def query(raw: Mapping[str, Any]) -> QueryDict:
    """Values as a form takes them."""
    made = QueryDict(mutable=True)
    for name, values in raw.items():
        made.setlist(name, [str(one) for one in values])
    return made


def facts(page: Page, doing: Doing) -> dict[str, Any]:
    """What is kept beside the words of a letter: the form as it was typed, and the channels chosen."""
    raw = page.request.POST
    wanted = [name for name in raw if name not in ALONGSIDE and not name.startswith(OWN)]
    form = {tidy(name): [tidy(one) for one in raw.getlist(name)] for name in wanted}
    channels = {str(party): channel for party, channel in typed(page).channels.items()}
    move = {"move": page.move.name} if page.move else {}
    return {"form": form, "channels": channels, **move, **doing.keeps}


def save(page: Page, doing: Doing, parts: Mapping[str, str] | None = None) -> Any:
    """Keep the page as it is. Raises `Overtaken`, with everything still on the page."""
    return drafts.save(
        page.step(doing.form),
        letter_of(page),
        parts=typed(page).parts if parts is None else parts,
        facts=facts(page, doing),
        edition=number(page.request.POST.get("edition", "")) or 0,
    )


def letter_of(page: Page) -> str:
    """The letter of the page's move. Raises `Refused` when it has none."""
    if page.move is None or page.move.says is None:
        raise Refused("No letter goes with this step.")
    return page.move.says


def wants_approval(page: Page, doing: Doing) -> bool:
    """Whether this letter is to be approved by a second person: the council wants it of answers, others need it."""
    if doing.needs_approval:
        return True
    return page.move is not None and file.is_answer(page.move) and here.council().answers_need_approval


def must_be_as_approved(page: Page, doing: Doing) -> None:
    """Hold an approved answer that was changed afterwards. Raises `Refused`."""
    draft = page.draft
    if not wants_approval(page, doing) or draft is None or draft.approval != "given":
        return
    if draft.parts != dict(typed(page).parts) or draft.facts != facts(page, doing):
        raise Refused(
            "This is not the answer that was approved. Save it and ask for approval again, or open this page afresh "
            "and send what was approved."
        )


# --- The buttons. ----------------------------------------------------------------------------------------------------


def pressed(page: Page, doing: Doing, show: Show) -> HttpResponse:
    """What a button beside "Send" does."""
    try:
        return _DEEDS[page.do](page, doing, show)
    except Refused as refusal:
        doing.form.look()
        return show(page, doing, refusal=refusal)


def _preview(page: Page, doing: Doing, show: Show) -> HttpResponse:
    return show(page, doing, quietly=True)


def _fragment(page: Page, doing: Doing, show: Show) -> HttpResponse:
    """The letter and what it leaves out, without the page around them: it follows what is typed."""
    return show(page, replace(doing, template="desk/moves/fragment.html"), quietly=True)


def _save(page: Page, doing: Doing, show: Show) -> HttpResponse:
    save(page, doing)
    messages.success(page.request, "Draft saved. Nothing has been sent.")
    return redirect(page.request.get_full_path())


def _onward(page: Page, doing: Doing, show: Show) -> HttpResponse:
    """On to the page that is needed in between, with everything typed kept for when the officer comes back."""
    save(page, doing)
    messages.success(page.request, "What you wrote is saved as a draft. You come back to it from here.")
    return redirect(doing.onward or page.request.get_full_path())


def _ask_approval(page: Page, doing: Doing, show: Show) -> HttpResponse:
    if not doing.form.is_valid():
        return show(page, doing)
    report = foreseen(page, doing).report
    if report.missing:
        raise LetterHeld(report)
    save(page, doing)
    drafts.ask_approval(page.step(doing.form), letter_of(page))
    messages.success(page.request, "Approval asked for. The letter goes out once it has been given and you send it.")
    return redirect(page.request.get_full_path())


def _word(page: Page, doing: Doing, show: Show) -> HttpResponse:
    copy = foreseen(page, doing).copies[0]
    content = word.from_draft(secret_links.masked_draft(copy.draft), render.look(), large=copy.recipient.large)
    return downloads.made(content, name=f"{page.case.reference} {letter_of(page)}.docx", kind=WORD_TYPE)


def _pdf(page: Page, doing: Doing, show: Show) -> HttpResponse:
    copy = foreseen(page, doing).copies[0]
    html = render.print_html(secret_links.masked_draft(copy.draft), render.look(), large=copy.recipient.large)
    try:
        content = pdf.tagged(html)
    except pdf.PdfNotAvailable as missing:
        raise Refused(str(missing)) from None
    name = f"{page.case.reference} {letter_of(page)}.pdf"
    return downloads.made(content, name=name, kind=downloads.PDF, shown=True)


def _bring_back(page: Page, doing: Doing, show: Show) -> HttpResponse:
    """The document edited in Word: its words become the parts of the draft."""
    uploaded = page.request.FILES.get("word")
    if uploaded is None:
        raise Refused("Choose the Word document first.")
    if (uploaded.size or 0) > documents.MOST_BYTES:
        raise Refused("That document is too large: download the letter again and put your words into that file.")
    before = secret_links.masked_draft(foreseen(page, doing).draft)
    try:
        after = word.into_parts(uploaded.read(), before)
    except word.Refused as refusal:
        raise Refused(str(refusal)) from None
    save(page, doing, parts=_rewritten(page, before, after))
    messages.success(page.request, "The letter now reads as in your document. It is saved as a draft and not sent.")
    return redirect(page.request.get_full_path())


def _rewritten(page: Page, before: Any, after: Any) -> dict[str, str]:
    """The parts with the words of a document. Raises `Refused` for a change that would be lost."""
    locked = fixed(page)
    was, now = before.text, after.text
    changed = {name: now.get(name, "") for name in was if tidy(was[name]) != tidy(now.get(name, ""))}
    titles = [part.heading or part.title for part in before.blocks if part.name in locked and part.name in changed]
    why = [f"“{title}” is fixed: its words are changed under “Wording”." for title in titles]
    why += [_around(before, after, name, how) for name, how in AROUND.items() if _differs(before, after, name)]
    if why:
        raise Refused(f"The document changes what cannot be changed there. {' '.join(why)}")
    return {**typed(page).parts, **{name: secret_links.put_back(text, page.case) for name, text in changed.items()}}


AROUND: Mapping[str, str] = {
    "greeting": "Each copy greets the person it goes to by the name on the case: change the name there.",
    "subject": "It is the council’s wording for every such letter: it is changed under “Wording”.",
    "sign_off": "It names who has the case: give the case to whoever should sign.",
}
"""What stands around the parts of a letter, and where it is changed instead of in a document."""


def _around(before: Any, after: Any, name: str, how: str) -> str:
    """What a document did to the greeting, the subject or the sign-off, what to do instead, and what to put back."""
    said, wanted = (" ".join(getattr(one, name).split()) for one in (after, before))
    return f"The {name.replace('_', '-')} says “{said}”. {how} Put back in the document: “{wanted}”."


def _differs(before: Any, after: Any, name: str) -> bool:
    return bool(getattr(before, name).split() != getattr(after, name).split())


_DEEDS: Mapping[str, Callable[[Page, Doing, Show], HttpResponse]] = {
    "preview": _preview,
    "fragment": _fragment,
    "save": _save,
    "onward": _onward,
    "word": _word,
    "pdf": _pdf,
    "bring_back": _bring_back,
    "ask_approval": _ask_approval,
}


# --- What the page shows. --------------------------------------------------------------------------------------------


def foreseen(page: Page, doing: Doing) -> Prospect:
    """The letter as it would go out now. Raises `Refused` when it cannot be foreseen yet."""
    if not hasattr(doing.form, "cleaned_data") and doing.form.is_bound:
        doing.form.is_valid()
    told = doing.told() if doing.told else steps.NOTHING
    name = page.move.name if page.move else ""
    return steps.preview(page.case, page.step(doing.form), name, told, letter=sending(page))
