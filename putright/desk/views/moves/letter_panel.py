"""The letter as a page of a move shows it: its parts, what it leaves out, who gets it, and how it will look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from putright.casework import secret_links
from putright.casework.refused import Overtaken, Refused
from putright.casework.writing import correspondence, recipients
from putright.casework.writing.correspondence import Prospect, Sending
from putright.desk import typed
from putright.desk.views.moves import letters
from putright.letters import wordings
from putright.letters.drawing import render
from putright.rulebook.letters.contents import Missing

if TYPE_CHECKING:
    from putright.desk.views.moves.page import Doing, Page

POINTS = "points"
"""The part that is the points themselves, with what was found: it is written in the form beside the letter."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One part of the letter on the page. `kind`: written (by the officer), locked, told (by the form above), more."""

    name: str
    title: str
    kind: str
    text: str
    mark: str = letters.TYPED

    @property
    def untouched(self) -> bool:
        """Whether it reads as the wording has it."""
        return bool(self.text) and self.mark != letters.TYPED


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The letter as the page shows it. Without a prospect, `why_none` says what it waits for."""

    form: forms.Form
    beside: forms.Form
    """The form of the move, in which some of what the letter says is written."""
    items: tuple[Item, ...]
    getting: tuple[recipients.Recipient, ...]
    left_out: tuple[recipients.LeftOut, ...]
    prospect: Prospect | None
    why_none: str
    edition: int
    draft: Any
    needs_approval: bool
    ring_first: bool

    def place_of(self, missing: Missing) -> str:
        """The field in which something missing is written; empty when it is written nowhere on the page."""
        told = correspondence.TOLD_IN.get(missing.block, "")
        names = (f"finding-{missing.point}", f"part-{missing.block}", told, f"{told}s")
        return next((name for name in names if name in self.form.fields or name in self.beside.fields), "")

    @property
    def words(self) -> int:
        """How many words the letter has."""
        return len(render.text(self.prospect.draft).split()) if self.prospect else 0

    def sheets(self) -> tuple[tuple[correspondence.Copy, SafeString], ...]:
        """Each copy, drawn without the person's own link."""
        copies = self.prospect.copies if self.prospect else ()
        drawn = ((copy, render.page(secret_links.masked_draft(copy.draft))) for copy in copies)
        return tuple((copy, mark_safe(html)) for copy, html in drawn)  # noqa: S308 -- escaped by `letters`


def panel(page: Page, doing: Doing, refusal: Refused | None) -> Panel:
    """The letter beside the form."""
    given, prospect, why_none = letters.sending(page), None, ""
    try:
        prospect = letters.foreseen(page, doing)
    except Refused as not_yet:
        why_none = not_yet.reason
    getting, left_out = recipients.of(page.case, on=page.at.date())
    items = tuple(_items(page, prospect, given))
    return Panel(
        form=_form(items, getting, given, prospect),
        beside=doing.form,
        items=items,
        getting=getting,
        left_out=left_out,
        prospect=prospect,
        why_none=why_none,
        edition=_edition(page, refusal),
        draft=page.draft,
        needs_approval=letters.wants_approval(page, doing),
        ring_first=any("phone_first" in one.kinds for one in getting),
    )


def _edition(page: Page, refusal: Refused | None) -> int:
    """The edition the page goes on from: the one it began with, until somebody has been told of a later one."""
    begun = typed.number(page.request.POST.get("edition", ""))
    if begun is not None and not isinstance(refusal, Overtaken):
        return begun
    return page.draft.edition if page.draft else 0


def _items(page: Page, prospect: Prospect | None, given: Sending) -> Iterator[Item]:
    """Every part of the letter in its order, as far as it can be shown."""
    wording = prospect.wording if prospect else letters.wording_of(page)
    texts = prospect.draft.text if prospect else given.parts
    wanted = {missing.block for missing in prospect.report.missing} if prospect else set()
    told = prospect.situation.words if prospect else {}
    for block in wording.blocks:
        title = block.heading or f"{block.title[:1].upper()}{block.title[1:]}"
        text = secret_links.masked(texts.get(block.name, ""))
        kind = _kind(block, text, given, told)
        if kind == "more" and block.name in wanted:
            kind = "written"
        if prospect is None and (kind != "written" or _told_later(block, given)):
            continue
        mark = letters.TYPED if block.name in given.parts else letters.digest(text)
        yield Item(name=block.name, title=title, kind=kind, text=text, mark=mark)


def _told_later(block: wordings.Block, given: Sending) -> bool:
    """Whether the form above will say it once the letter can be shown."""
    return block.name in correspondence.TOLD_IN and block.name not in given.parts


def _kind(block: wordings.Block, text: str, given: Sending, told: Mapping[str, str]) -> str:
    if block.name in given.parts:
        return "written"
    if block.name == POINTS or correspondence.TOLD_IN.get(block.name) in told:
        return "told"
    if letters.is_fixed(block):
        return "locked" if text else "more_locked"
    return "written" if text or (block.when is None and not block.text) else "more"


def _form(
    items: tuple[Item, ...],
    getting: tuple[recipients.Recipient, ...],
    given: Sending,
    prospect: Prospect | None,
) -> forms.Form:
    """The fields of the letter, filled in with what it says now."""
    data: dict[str, Any] = {"confirmed": given.confirmed, "rung": given.rung}
    form = forms.Form(data)
    for item in items:
        if item.kind in ("written", "more"):
            data[f"part-{item.name}"] = item.text
            form.fields[f"part-{item.name}"] = forms.CharField(
                label=item.title,
                help_text=_hint(item, prospect),
                required=False,
                widget=forms.Textarea({"rows": _rows(item.text)}),
            )
    chosen = {copy.recipient.party.pk: copy.channel for copy in prospect.copies} if prospect else given.channels
    for one in getting:
        data[f"channel-{one.party.pk}"] = chosen.get(one.party.pk, one.channels[0])
        form.fields[f"channel-{one.party.pk}"] = forms.ChoiceField(
            label=f"How {one.name} gets it",
            choices=[(channel, _way(one, channel)) for channel in one.channels],
            required=False,
        )
    form.fields["confirmed"] = forms.BooleanField(label="Send it like this all the same", required=False)
    form.fields["rung"] = forms.BooleanField(label="They have been rung about it", required=False)
    form.fields["word"] = forms.FileField(
        label="Bring back the document you edited", help_text="A Word document (.docx)", required=False
    )
    return form


def _hint(item: Item, prospect: Prospect | None) -> str:
    blocks = prospect.wording.blocks if prospect else ()
    return next((block.hint for block in blocks if block.name == item.name), "")


def _rows(text: str) -> int:
    return max(3, min(14, sum(1 + len(line) // 70 for line in text.splitlines()) + 1))


def _way(one: recipients.Recipient, channel: str) -> str:
    where = " ".join(one.address(channel).split())
    how = recipients.CHANNELS[channel]
    return f"{how[:1].upper()}{how[1:]}{f' ({where})' if where and channel != 'post' else ''}"
