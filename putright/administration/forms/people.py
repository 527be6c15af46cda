"""People, teams and services, and the list of staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.db.models import Q

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.administration import staff_list
from putright.administration.forms.council import Why
from putright.administration.staffing import Details
from putright.council import lgsl
from putright.council.models import Service, Team
from putright.web.fields import Checkboxes

NOBODY = ""
TO_BE_SEEN = RegexValidator(
    r"^[^\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]*$", "Take out letters that cannot be seen"
)
INVALID_EMAIL = "Enter an email address, like name@example.com"


class FirstAccount(forms.Form):
    """Who sets the council up."""

    name = forms.CharField(
        label="Your full name",
        max_length=120,
        validators=[TO_BE_SEEN],
        error_messages={"required": "Enter your full name"},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your email address",
        help_text="You sign in with it.",
        error_messages={"required": "Enter your email address", "invalid": INVALID_EMAIL},
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters. Three words that have nothing to do with each other are easy to remember.",
        error_messages={"required": "Enter a password"},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
    )
    password_again = forms.CharField(
        label="Password again",
        error_messages={"required": "Enter the password a second time"},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """A password that is hard to guess, typed the same twice."""
        told = super().clean() or {}
        password, again = told.get("password"), told.get("password_again")
        if password and again and again != password:
            self.add_error("password_again", "The two passwords are not the same")
        if password:
            try:
                validate_password(password, Officer(email=told.get("email", ""), name=told.get("name", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return told


class Account(Why):
    """Who somebody is and what they work on."""

    name = forms.CharField(
        label="Full name", max_length=120, validators=[TO_BE_SEEN], error_messages={"required": "Enter the full name"}
    )
    email = forms.EmailField(
        label="Email address",
        help_text="They sign in with it.",
        error_messages={"required": "Enter the email address", "invalid": INVALID_EMAIL},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    job_title = forms.CharField(label="Job title", required=False, max_length=120)
    phone = forms.CharField(
        label="Telephone", required=False, max_length=40, help_text="Given to people whose complaint they deal with."
    )
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="No team")
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(),
        label="Services",
        required=False,
        widget=Checkboxes(),
        help_text="Whose complaints they see, where their role is limited to services.",
    )
    field_order: Sequence[str] = ("name", "email", "job_title", "phone", "team", "services", "why")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "team", Team.objects.all())
        have = [service.pk for service in self.initial.get("services", ())]
        choose(self, "services", Service.objects.filter(Q(active=True) | Q(pk__in=have)))

    def details(self) -> Details:
        """What was told, as the actions take it."""
        told = self.cleaned_data
        return Details(
            name=told["name"],
            email=told["email"],
            job_title=told["job_title"],
            phone=told["phone"],
            team=told["team"],
            services=tuple(told["services"]),
        )


def _role_field(**options: Any) -> forms.MultipleChoiceField:
    known = roles.every().values()
    return forms.MultipleChoiceField(
        choices=[(role.name, role.title) for role in known],
        widget=Checkboxes(hints={role.name: role.about for role in known}),
        **options,
    )


class NewAccount(Account):
    """Somebody new, with their roles."""

    roles = _role_field(label="Roles", error_messages={"required": "Choose at least one role"})
    invite = forms.BooleanField(
        label="Send an invitation",
        required=False,
        initial=True,
        help_text="An email with a link, good once, at which they choose a password. Not needed with single sign-on.",
    )
    field_order = ("name", "email", "job_title", "phone", "roles", "team", "services", "invite", "why")


class Roles(Why):
    """The roles somebody holds, and why they change."""

    roles = _role_field(label="Roles", required=False)
    why = forms.CharField(
        label="Why do they change?",
        max_length=500,
        help_text="Shown in the history of the settings, beside your name.",
        error_messages={"required": "Say why the roles change"},
    )
    by_hand = forms.MultipleChoiceField(
        label="Which of these do they keep if their groups no longer give them?",
        required=False,
        widget=Checkboxes(),
        help_text="The council’s own sign-in gives these by a group. Tick one to give it by hand as well. "
        "One you take away above comes back at the next sign-in, as long as the group gives it.",
    )
    field_order = ("roles", "by_hand", "why")

    def __init__(self, *args: Any, of: Officer, **options: Any) -> None:
        given = roles.given_by(of)
        from_groups = [name for name, (source, _) in given.items() if source]
        initial = {"roles": sorted(given), "by_hand": [name for name in from_groups if given[name][1]]}
        super().__init__(*args, **{**options, "initial": initial})
        field = self.fields["by_hand"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(name, role.title) for name, role in roles.every().items() if name in from_groups]
        if not from_groups:
            del self.fields["by_hand"]


class Leaving(forms.Form):
    """Who takes over the open cases of somebody who leaves, and why they leave."""

    to = forms.ModelChoiceField(
        Officer.objects.none(),
        label="Who takes over their open cases?",
        required=False,
        empty_label="Nobody yet: they go to the list of cases nobody has",
    )
    why = forms.CharField(
        label="Why is the account closed?",
        max_length=500,
        help_text="Such as: left the council on 30 June. Shown in the history of the settings.",
        error_messages={"required": "Say why the account is closed"},
    )

    def __init__(self, *args: Any, of: Officer, cases: int, **options: Any) -> None:
        super().__init__(*args, **options)
        handling = [name for name, role in roles.every().items() if "see_cases" in role.may]
        others = Officer.objects.filter(is_active=True, grants__role__in=handling).exclude(pk=of.pk).distinct()
        choose(self, "to", others)
        if not cases:
            del self.fields["to"]


class LostStep(forms.Form):
    """Why somebody's second step is taken away."""

    why = forms.CharField(
        label="Why is it taken away, and how do you know that it is them who ask?",
        max_length=500,
        help_text="Such as: lost the telephone; I rang back on the number we have. "
        "They are told it, and it stands in the security log.",
        error_messages={"required": "Say why it is taken away, and how you know that it is them"},
    )


class Reopening(forms.Form):
    """Why a closed account is opened again."""

    why = forms.CharField(
        label="Why is it opened again?", max_length=500, error_messages={"required": "Say why it is opened again"}
    )


class File(forms.Form):
    """A list of staff."""

    list = forms.FileField(
        label="Choose the list",
        help_text="A CSV file of at most 4 MB and 10,000 rows. Nothing is entered before you have looked it through.",
        error_messages={"required": "Choose a file first", "empty": "The file is empty. Choose another one."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_list(self) -> UploadedFile[Any]:
        """Too large a file is not even read."""
        given: UploadedFile[Any] = self.cleaned_data["list"]
        if (given.size or 0) > staff_list.MOST_BYTES:
            raise ValidationError("The file is larger than 4 MB. Send the list in parts.")
        return given


class Entering(forms.Form):
    """What is to happen once a list has been looked through."""

    invite = forms.BooleanField(
        label="Send everybody new an invitation",
        required=False,
        help_text="An email with a link, good once, at which they choose a password. Not needed with single sign-on.",
    )


class Serving(Why):
    """A service."""

    name = forms.CharField(
        label="Name of the service",
        max_length=120,
        validators=[TO_BE_SEEN],
        help_text="In the words people use.",
        error_messages={"required": "Enter the name of the service"},
    )
    about = forms.CharField(
        label="What belongs to it", required=False, max_length=300, help_text="A few examples, in one line."
    )
    contractor = forms.CharField(
        label="Contractor",
        required=False,
        max_length=120,
        help_text="Who does it for you, if you do not do it yourselves. The complaint stays yours.",
    )
    field_order = ("name", "about", "contractor", "why")


class Choosing(forms.Form):
    """Services from the bundled list: whole groups, or single entries of one."""

    groups = forms.MultipleChoiceField(label="Services", required=False)

    def __init__(self, *args: Any, kind: str, taken: set[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {group.slug: group for group in lgsl.groups(kind=kind)}
        free = [group for group in self.known.values() if not taken.intersection(one.number for one in group.entries)]
        hints = {group.slug: group.about for group in free}
        self.fields["groups"] = forms.MultipleChoiceField(
            label="Services",
            required=False,
            choices=[(group.slug, group.name) for group in free],
            widget=Checkboxes(hints=hints),
        )
        for group in self.known.values():
            left = [entry for entry in group.entries if entry.number not in taken]
            if left:
                self.fields[f"one-{group.slug}"] = forms.TypedMultipleChoiceField(
                    label=f"Parts of {group.name}",
                    required=False,
                    coerce=int,
                    choices=[(entry.number, entry.title) for entry in left],
                    widget=Checkboxes(),
                )

    def clean(self) -> dict[str, Any]:
        """Something must be chosen."""
        told = super().clean() or {}
        if not self.errors and not any(told.values()):
            raise ValidationError("Choose at least one service, or go back")
        return told


class Working(Why):
    """A team and its services."""

    name = forms.CharField(
        label="Name of the team",
        max_length=120,
        validators=[TO_BE_SEEN],
        error_messages={"required": "Enter the name of the team"},
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(),
        label="Services",
        required=False,
        widget=Checkboxes(),
        help_text="Whose complaints the team handles.",
    )
    field_order = ("name", "services", "why")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "services", Service.objects.filter(active=True))


class Sending(forms.Form):
    """Where a test message goes."""

    to = forms.EmailField(
        label="Send a test message to",
        error_messages={"required": "Enter an email address", "invalid": INVALID_EMAIL},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


def choose(form: forms.Form, name: str, rows: Any) -> None:
    """Let a field choose among these rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
    field.queryset = rows
