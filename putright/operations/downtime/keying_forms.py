"""The form of what was done on paper: a field for each thing the step needs, whose it was, and the letter itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from putright.accounts.models import Officer
from putright.casework import access, cases
from putright.casework.actions.remedies import KINDS, Offer
from putright.casework.file import Found
from putright.casework.files import documents
from putright.casework.on_paper import keying, letters
from putright.casework.on_paper.letters import PaperLetter
from putright.council import here
from putright.rulebook import FACTS, FINDINGS, Move, Procedure
from putright.web import once
from putright.web.fields import Checkboxes, DateField, FilesField, Radios

MOST = 20_000
DATES = frozenset({"until", "review_on"})
PEOPLE = frozenset({"owner", "approved_by", "decided_by"})
CHOICES = frozenset({"id", "linked_case", "reference", "earlier_case", "procedure"})
BY_ITSELF = frozenset({"decision", "conflict_declaration", "points"})
APART = frozenset({"approved_by"})
OF_A_REMEDY = frozenset({"until", "owner"})
PARTS = ("finding", "reason", "rule", "whose", "no_remedy")
SAID: Mapping[str, str] = {
    "upheld": "Upheld",
    "partially_upheld": "Partly upheld",
    "not_upheld": "Not upheld",
    "not_our_responsibility": "Not ours to answer",
}
POUNDS = re.compile(r"£?\s*(\d{1,6})(?:\.(\d{2}))?")


class Find(forms.Form):
    """Which case a paper is about."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=40,
        help_text="It stands on the letter, or in the pack for the outage.",
        error_messages={"required": "Enter the reference of the case"},
    )


class NotNeeded(forms.Form):
    """Why what a letter left out is not sent."""

    because = forms.CharField(
        label="Why does nothing have to be sent?",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Say why nothing has to be sent"},
    )
    key = once.KeyField()


class Paper(forms.Form):
    """A step that was taken on paper."""

    def __init__(self, *args: Any, case: cases.Case, move: Move, procedure: Procedure, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case, self.move, self.procedure = case, move, procedure
        self.points = list(case.points.all())
        self._when_and_who()
        for name in [*dict.fromkeys((*move.needs, *move.past_limit_needs))]:
            if name not in BY_ITSELF and not (self.is_remedy and name in OF_A_REMEDY):
                self.fields[name] = self._field(name, must=name in move.needs)
        self._points()
        if self.answers:
            self._answer()
        if self.answers or self.is_remedy:
            self._remedy()
        if move.name in keying.REMEDIES:
            self._promised()
        self._letter()
        self.fields["key"] = once.KeyField()

    @property
    def asked(self) -> list[BoundField]:
        """What the step needs, in the rulebook's order, but for what has a place of its own on the page."""
        names = [*self.move.needs, *self.move.past_limit_needs, *({"decision"} & self.fields.keys())]
        return [self[name] for name in dict.fromkeys(names) if name in self.fields and not self._apart(name)]

    def _apart(self, name: str) -> bool:
        return self.answers and name in APART

    @property
    def answers(self) -> bool:
        """Whether the step gives an answer."""
        return "decision" in self.move.needs

    @property
    def is_remedy(self) -> bool:
        """Whether the step promises a remedy."""
        return self.move.name == "agree_remedy"

    @property
    def theirs(self) -> bool:
        """Whether it is a step of the person, or of somebody else outside the council."""
        return "council" not in self.move.by

    def _when_and_who(self) -> None:
        what = "the day it reached the council" if self.theirs else "the day it was sent or done"
        self.fields["on"] = DateField(
            label="When did it reach the council?" if self.theirs else "When was it sent or done?",
            what=what,
            help_text="The true day, as it stands on the paper. Every time limit runs from it.",
        )
        if not self.theirs:
            who = [(one.pk, one.name) for one in officers() if access.roles_let(one, self.move)]
            self.fields["taken_by"] = _choice(
                "Who decided it?", [("", "Choose"), *who], needed="Choose who decided it", widget=forms.Select()
            )

    def _field(self, name: str, *, must: bool) -> forms.Field:
        title = FACTS[name]
        label = f"{title[:1].upper()}{title[1:]}"
        if name in DATES:
            return DateField(what=title, label=label, required=must)
        if name in PEOPLE:
            everybody = [("", "Choose" if must else "Nobody"), *((one.pk, one.name) for one in officers())]
            needed = f"Choose {title}" if must else ""
            return _choice(label, everybody, needed=needed, widget=forms.Select())
        if name in CHOICES:
            return forms.CharField(label=label, required=must, max_length=60)
        return _written(label, needed=f"Enter {title}" if must else "")

    def _points(self) -> None:
        if "points" in self.move.needs:
            self.fields["points"] = _written("The points of the complaint", needed="" if self.points else "Enter them")
            self.fields["points"].help_text = (
                "One a line, besides those there are. Empty: those there are."
                if self.points
                else "One a line, as the letter has them."
            )

    def _answer(self) -> None:
        for point in self.points:
            number = point.number
            choices = [(one, SAID[one]) for one in FINDINGS]
            needed = f"Choose what was found on point {number}"
            self.fields[f"finding-{number}"] = _choice("Finding", choices, needed=needed, widget=Radios(inline=True))
            self.fields[f"reason-{number}"] = _written("Why, as the letter says")
            self.fields[f"rule-{number}"] = forms.CharField(
                label="Policy, law or good practice relied on", required=False, max_length=500
            )
            self.fields[f"whose-{number}"] = forms.CharField(
                label="If it is not ours, whose is it?", required=False, max_length=200
            )
            self.fields[f"no_remedy-{number}"] = _written("If it is upheld and nothing more can be done, why")
        if not self.points:
            self.fields["decision"] = forms.CharField(
                label="The decision", max_length=30, error_messages={"required": "Enter the decision"}
            )
        self.fields["declared"] = _choice(
            "What does the paper say of a conflict of interest of whoever decided it?",
            list(keying.DECLARED.items()),
            needed="Choose what the paper says of a conflict of interest",
        )
        if here.council().answers_need_approval:
            approvers = [("", "Nobody, or it is not known"), *((one.pk, one.name) for one in officers())]
            self.fields["approved_by"] = _choice("Who approved it?", approvers, widget=forms.Select())

    def _remedy(self) -> None:
        must = self.is_remedy
        self.fields["remedy_what"] = _written(
            "What was promised?" if must else "What was promised, if anything",
            needed="Say what was promised" if must else "",
        )
        kinds = [("", "Choose"), *KINDS.items()]
        self.fields["remedy_kind"] = _choice(
            "What kind of remedy is it?",
            kinds,
            needed="Say what kind of remedy it is" if must else "",
            widget=forms.Select(),
        )
        self.fields["remedy_until"] = DateField(what="the day it was promised for", label="By when?", required=must)
        everybody = [("", "Choose"), *((one.pk, one.name) for one in officers())]
        self.fields["remedy_owner"] = _choice(
            "Who sees to it?", everybody, needed="Choose who sees to it" if must else "", widget=forms.Select()
        )
        self.fields["remedy_amount"] = forms.CharField(
            label="For money: how much?", required=False, max_length=12, help_text="In pounds, such as 150 or 75.50"
        )
        self.fields["remedy_basis"] = _written("For money: how was it worked out?")

    def _promised(self) -> None:
        open_ones = [one for one in self.case.remedies.all() if not one.done_on and not one.undeliverable_on]
        choices = [(one.pk, f"{one.what}, by {one.until:%-d %B %Y}") for one in open_ones]
        self.fields["promised"] = _choice("Which remedy?", choices, needed="Choose which remedy it is")

    def _letter(self) -> None:
        says = self.move.says
        if says:
            self.fields["to"] = forms.MultipleChoiceField(
                label="Who was it sent to?",
                choices=list(letters.may_have_had(self.case).items()),
                widget=Checkboxes(),
                error_messages={"required": "Say who it was sent to"},
            )
        self.fields["scans"] = FilesField(
            label="Scan of the paper", required=False, help_text=f"{documents.SAID}. Up to 20 MB each."
        )
        if says:
            self.fields["text"] = _written("Or the text of the letter")
            self.fields["text"].help_text = "Typed or pasted in, the person can read it on their own page as well."
            self.fields["said"] = forms.MultipleChoiceField(
                label="What did the letter say?",
                choices=[*letters.parts_of(self.procedure, says).items(), (letters.ALL, "All of this")],
                widget=Checkboxes(or_before=letters.ALL),
                help_text="Tick what is in it. What is not is recorded as left out, and you are told what to send now.",
                error_messages={"required": "Tick what the letter said"},
            )

    def clean(self) -> dict[str, Any]:
        """What belongs together is there together."""
        cleaned = super().clean() or {}
        if self.move.says and not cleaned.get("text") and not cleaned.get("scans") and "scans" not in self.errors:
            self.add_error("scans", "Choose a scan of the letter, or type in its text below")
        if cleaned.get("remedy_amount") and not POUNDS.fullmatch(cleaned["remedy_amount"].replace(",", "")):
            self.add_error("remedy_amount", "Enter the amount in pounds, such as 150 or 75.50")
        if cleaned.get("remedy_what"):
            for name, said in NEEDED_WITH_A_REMEDY.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, said)
        return cleaned

    # --- What it says, once it is right. ---

    def keyed(self, *, by: Officer) -> keying.Keyed:
        """What was done, as it is keyed."""
        told = self.cleaned_data
        return keying.Keyed(
            move=self.move.name,
            on=told["on"],
            taken_by=by if self.theirs else _officer(told["taken_by"]) or by,
            facts=self._facts(),
            words=self._words(),
            points=[line.strip() for line in told.get("points", "").splitlines() if line.strip()],
            findings={point.number: self._found(point.number) for point in self.points} if self.answers else {},
            remedy=self._offer(),
            promised=int(told["promised"]) if told.get("promised") else None,
            declared=told.get("declared", ""),
            letter=self._sent(),
        )

    def _facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data.get(name) for name in (*DATES, *PEOPLE, *CHOICES, "decision")}
        return {name: int(str(value)) if name in PEOPLE else value for name, value in told.items() if value}

    def _words(self) -> dict[str, str]:
        named = {*self.move.needs, *self.move.past_limit_needs} - DATES - PEOPLE - CHOICES - BY_ITSELF
        return {name: str(self.cleaned_data.get(name) or "") for name in named if name in self.fields}

    def _found(self, number: int) -> Found:
        told = {part: str(self.cleaned_data.get(f"{part}-{number}") or "") for part in PARTS}
        return Found(
            finding=told["finding"],
            reason=told["reason"],
            rule=told["rule"],
            whose=told["whose"],
            no_remedy_because=told["no_remedy"],
        )

    def _offer(self) -> Offer | None:
        told = self.cleaned_data
        owner = _officer(told.get("remedy_owner"))
        if not told.get("remedy_what") or owner is None:
            return None
        sum_ = POUNDS.fullmatch((told.get("remedy_amount") or "").replace(",", ""))
        pence = int(Decimal(f"{sum_[1]}.{sum_[2] or '00'}") * 100) if sum_ else None
        return Offer(
            kind=told["remedy_kind"],
            what=told["remedy_what"],
            until=told["remedy_until"],
            owner=owner,
            amount_in_pence=pence if told["remedy_kind"] == "money" else None,
            basis=told.get("remedy_basis", ""),
        )

    def _sent(self) -> PaperLetter | None:
        told = self.cleaned_data
        scans = [documents.Upload(name=one.name, content=one.read()) for one in told.get("scans") or ()]
        if not self.move.says and not scans:
            return None
        return PaperLetter(
            to=[int(one) for one in told.get("to", ())],
            said=frozenset(told.get("said", ())),
            text=told.get("text", ""),
            scans=scans,
        )


NEEDED_WITH_A_REMEDY: Mapping[str, str] = {
    "remedy_kind": "Say what kind of remedy it is",
    "remedy_until": "Enter the day it was promised for",
    "remedy_owner": "Choose who sees to it",
}


class FollowUp(forms.Form):
    """The parts of a letter that were left out, as they are sent now."""

    def __init__(self, *args: Any, titles: Mapping[str, str], questions: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.titles = titles
        for name, title in titles.items():
            label = f"{title[:1].upper()}{title[1:]}"
            self.fields[f"part-{name}"] = _written(label, needed=f"Write {title}")
        if questions:
            self.fields["confirmed"] = forms.BooleanField(
                label="Send it all the same", help_text=" ".join(questions), required=False
            )
        self.fields["key"] = once.KeyField()

    def parts(self) -> dict[str, str]:
        """What each part says."""
        return {name: str(self.cleaned_data[f"part-{name}"]) for name in self.titles}


def officers() -> list[Officer]:
    """Everybody with a role, by name; who has left since may still have decided something on paper."""
    return list(Officer.objects.filter(grants__isnull=False).distinct().order_by("name"))


def _officer(number: object) -> Officer | None:
    return Officer.objects.filter(pk=str(number)).first() if str(number or "").isdecimal() else None


def _written(label: str, *, needed: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(needed),
        max_length=MOST,
        widget=forms.Textarea,
        error_messages={"required": needed} if needed else {},
    )


def _choice(
    label: str, choices: Sequence[tuple[Any, str]], *, needed: str = "", widget: forms.Widget | None = None
) -> forms.ChoiceField:
    errors = {"required": needed, "invalid_choice": needed} if needed else {}
    return forms.ChoiceField(
        label=label, choices=choices, required=bool(needed), widget=widget or Radios(), error_messages=errors
    )
