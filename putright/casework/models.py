"""The tables of the record. Integrity stands in the database; what may be written when is for `record` and `actions`.

Personal words are kept here and never in an event; the fate of each personal field is in `retention`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from putright.casework.tables import anchors, notices, paper, retention, subject_access
from putright.council.models import Service

__all__ = [
    "anchors",
    "notices",
    "paper",
    "retention",
    "subject_access",
]  # tables of this app that stand in files of their own
OFFICER = settings.AUTH_USER_MODEL
OPEN = models.Q(ended=False)
AT_RISK = models.Q(ended=False, at_risk=True)


class Case(models.Model):
    """One matter on one procedure. What stands below the line is worked out from the events, for lists to use."""

    reference = models.CharField(max_length=20, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    intake_key = models.CharField(max_length=64, unique=True)
    """The same complaint handed in twice, by a double click or a retry, carries the same key."""
    link_version = models.PositiveIntegerField(default=1)
    """Raised to make every secret link given out so far useless."""
    came_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="led_to")
    procedure = models.CharField(max_length=60)
    version = models.CharField(max_length=20)

    # --- Worked out by `record.refresh`; `bin/putright rebuild` makes them anew. ---
    stage = models.CharField(max_length=40)
    ended = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    """The working day it counts from."""
    owner = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_step = models.CharField(max_length=60, blank=True)
    next_by = models.CharField(max_length=20, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    """The soonest day of the two below, where the council owes the step: lists go by it."""
    step_due_on = models.DateField(null=True, blank=True)
    promise_due_on = models.DateField(null=True, blank=True)
    """By when the council must keep what it promised, a remedy, where that is owed besides the step that leads."""
    told_until = models.DateField(null=True, blank=True)
    """The latest date the person was given for the answer now owed, if they were given any."""
    at_risk = models.BooleanField(default=False)
    heard_from_at = models.DateTimeField(null=True, blank=True)
    """When the person last wrote, while nobody has looked at it yet."""
    restricted = models.BooleanField(default=False)
    outcome = models.CharField(max_length=30, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True)
    head = models.CharField(max_length=64, blank=True)
    worked_out_on = models.DateField(null=True, blank=True)
    """The day all this is as of: what is owed changes as days pass, without anything happening."""

    class Meta:
        indexes = [
            # Of the cases still open only: they are the ones lists are made of, and few beside those that have ended.
            models.Index(fields=["next_due_on", "id"], name="open_case_by_due_day", condition=OPEN),
            models.Index(
                fields=["next_due_on", "id"], name="open_case_at_risk", condition=OPEN & models.Q(at_risk=True)
            ),
            models.Index(fields=["owner", "next_due_on", "id"], name="open_case_by_owner", condition=OPEN),
            models.Index(fields=["service", "next_due_on", "id"], name="open_case_by_service", condition=OPEN),
            models.Index(fields=["received_on", "id"], name="case_by_receipt"),
            models.Index(fields=["heard_from_at"], name="case_by_message", condition=~models.Q(heard_from_at=None)),
        ]

    def __str__(self) -> str:
        return self.reference


class Event(models.Model):
    """Something that happened to a case. Written by `record.append` alone, never changed or deleted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    procedure = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    timed = models.BooleanField(default=True)
    """False when only the day is known."""
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=20)
    """Whose step it was: council, complainant, representative, contractor, system."""
    by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who took or recorded it; nobody when the person complaining did it themselves."""
    data = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    key = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="events_are_numbered_once"),
            models.UniqueConstraint(fields=["case", "key"], name="a_step_is_taken_once"),
        ]
        indexes = [
            # The few refusals waiting for a second person are found among all that ever happened.
            models.Index(
                fields=["case", "number"], name="event_refusal_proposed", condition=models.Q(kind="refusal_proposed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.number})"


class Words(models.Model):
    """What somebody wrote. An event names it by number, with a digest, so that it can be erased and not altered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="words")
    about = models.CharField(max_length=40)
    body = models.TextField()
    salt = models.CharField(max_length=32)
    written_at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.about} ({self.pk})"


class Person(models.Model):
    """Somebody who complains, speaks for another, or asks as a councillor or MP. Everything may be unknown."""

    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    prefers = models.CharField(max_length=20, blank=True)
    """The channel they would rather be reached by: email, post or phone."""
    safe_to_contact = models.TextField(blank=True)
    """What to mind when getting in touch, in their own words."""

    def __str__(self) -> str:
        return self.name or "Name not given"


class Party(models.Model):
    """What somebody is in a case, and on what basis they may be told of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=20)
    """complainant, representative or member."""
    relation = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=40, blank=True)
    """On what basis a representative acts: consent, parent, attorney, deputy, executor, elected_member, asked_for."""
    authority_note = models.TextField(blank=True)
    authority_on = models.DateField(null=True, blank=True)
    authority_ends_on = models.DateField(null=True, blank=True)
    may_be_told = models.CharField(max_length=20, default="everything")
    """everything, the_answer or nothing."""
    gets_letters = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person", "role"], name="a_party_is_named_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"


class Adjustment(models.Model):
    """A reasonable adjustment: asked for, then agreed, then looked at again (the Code, 5.6)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="adjustments")
    kind = models.CharField(max_length=20)
    """large_print, plain_text, phone_first, email_only, post_only, audio, easy_read, interpreter, more_time or
    other.
    """
    note = models.TextField(blank=True)
    asked_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.kind


class Point(models.Model):
    """One numbered point of a complaint. Which procedure it belongs to decides where the person may take it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    procedure = models.CharField(max_length=60)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="points_are_numbered_once")]

    def __str__(self) -> str:
        return f"Point {self.number}"


class Finding(models.Model):
    """What was found on a point at a stage, and why. What puts it right is a `Remedy`, with a day and an owner."""

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="findings")
    stage = models.CharField(max_length=40)
    finding = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    rule = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    no_remedy_because = models.TextField(blank=True)
    whose = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["point__number"]
        constraints = [models.UniqueConstraint(fields=["point", "stage"], name="a_point_is_found_on_once_a_stage")]

    def __str__(self) -> str:
        return f"{self.point}: {self.finding}"


class Draft(models.Model):
    """A letter somebody is writing. It is kept whatever happens, and thrown away only once the letter has gone."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    letter = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    parts = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)
    """Counts the savings, so that two people writing at once do not overwrite each other."""
    approval = models.CharField(max_length=20, blank=True)
    """Empty, asked, given or sent_back."""
    approval_note = models.TextField(blank=True)
    approved_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "letter"], name="one_draft_of_a_letter_at_a_time")]

    def __str__(self) -> str:
        return f"Draft of {self.letter}"


class Letter(models.Model):
    """A letter as it went out, frozen: never changed, and known by its digest."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    letter = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    wording_version = models.PositiveIntegerField(default=0)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    large = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    step_key = models.CharField(max_length=64)
    """The key of the step it tells."""
    outgoing_key = models.CharField(max_length=200, blank=True)
    posted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    """A file that belongs to a case: evidence somebody sent, or what an officer added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    digest_as_sent = models.CharField(max_length=64, blank=True, db_default="")
    """Of a photograph that was freed of what the camera added (decision 0038): the digest of the file as it came, by
    which the sender's own copy can be known. Empty where what is kept is what was sent.
    """
    file = models.FileField(upload_to="documents/%Y/%m/")
    scan = models.CharField(max_length=20, default="not_scanned")
    """not_scanned, waiting, clean, quarantined or turned_down."""
    added_at = models.DateTimeField()
    by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Nobody when the person complaining sent it themselves."""

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name


class Remedy(models.Model):
    """Something promised to put things right: what, by when, by whom, and what shows that it was done."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remedies")
    point = models.ForeignKey(Point, null=True, blank=True, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=30)
    what = models.TextField()
    until = models.DateField()
    owner = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    amount_in_pence = models.PositiveIntegerField(null=True, blank=True)
    basis = models.TextField(blank=True)
    """For money: how the sum was worked out."""
    accepted_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    undeliverable_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return f"{self.kind} by {self.until}"


class Improvement(models.Model):
    """What a service will do differently because of a complaint (the Code, 9.1)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="improvements")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    owner = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.what[:60]
