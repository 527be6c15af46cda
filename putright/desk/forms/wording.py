"""The wording of a letter as a form: a subject, and a heading and a text for each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from putright.letters import wordings
from putright.letters.wordings import Block, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the letter on the page. `choice` takes it out, or puts it back when it is `out` now."""

    block: Block
    heading: BoundField
    text: BoundField
    choice: BoundField | None
    out: bool


class Editing(forms.Form):
    """A wording being changed. Locked parts have nothing with which to take them out."""

    subject = forms.CharField(max_length=200, error_messages={"required": "Give the letter a subject"})
    note = forms.CharField(
        label="What you changed, and why", required=False, max_length=300, help_text="Shown in the list of versions."
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wording: Wording, **options: Any) -> None:
        self.wording = wording
        self.blocks = tuple(with_those_out(wording))
        have = {block.name for block in wording.blocks}
        options.setdefault("initial", {"subject": wording.subject, "based_on": wording.version})
        super().__init__(*args, **options)
        for block in self.blocks:
            self._add(block, out=block.name not in have)
        self.order_fields(["subject", *(name for name in self.fields if "-" in name), "note", "based_on"])

    def _add(self, block: Block, *, out: bool) -> None:
        hint = block.hint or ("Without a text, the officer writes this part." if not block.text else "")
        self.fields[f"heading-{block.name}"] = forms.CharField(
            label="Heading", required=False, max_length=200, initial=block.heading
        )
        self.fields[f"text-{block.name}"] = forms.CharField(
            label="Text", required=False, widget=forms.Textarea, initial=block.text, help_text=hint, strip=False
        )
        if out:
            self.fields[f"in-{block.name}"] = forms.BooleanField(label="Put this part back in", required=False)
        elif not block.locked:
            self.fields[f"out-{block.name}"] = forms.BooleanField(label="Take this part out", required=False)

    @property
    def parts(self) -> Iterator[Part]:
        """The parts in the order of the letter."""
        for block in self.blocks:
            choice = next((name for name in (f"in-{block.name}", f"out-{block.name}") if name in self.fields), None)
            yield Part(
                block=block,
                heading=self[f"heading-{block.name}"],
                text=self[f"text-{block.name}"],
                choice=self[choice] if choice else None,
                out=choice == f"in-{block.name}",
            )

    def edited(self) -> Wording:
        """The wording as it would be saved."""
        told = self.cleaned_data
        texts = {
            block.name: (told[f"heading-{block.name}"], told[f"text-{block.name}"])
            for block in self.blocks
            if told.get(f"in-{block.name}", True) and not told.get(f"out-{block.name}")
        }
        return wordings.edited(self.wording, subject=told["subject"], texts=texts)


def with_those_out(wording: Wording) -> Iterator[Block]:
    """The parts of a wording, and those that came with Putright and were taken out, each where it belongs."""
    bundled = wordings.default(letter=wording.letter, procedure=wording.procedure).blocks
    have = {block.name for block in wording.blocks}
    before: list[Block] = []
    after: dict[str, list[Block]] = {}
    last = ""
    for block in bundled:
        if block.name in have:
            last = block.name
        else:
            (after.setdefault(last, []) if last else before).append(block)
    yield from before
    for block in wording.blocks:
        yield block
        yield from after.get(block.name, ())
