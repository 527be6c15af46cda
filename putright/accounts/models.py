"""Officers: who may sign in, which roles they hold and whose work they see. What a role may do is in `roles.toml`."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from putright.council.models import Service, Team


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers: what Django and allauth ask a user model for."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Officer:
        """An officer who signs in with this address. Without a password, only by another way of signing in."""
        officer = self.model(email=self.normalize_email(email).lower(), **more)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def get_by_natural_key(self, username: str | None) -> Officer:
        """An officer by address, whatever its capitals."""
        return self.get(email__iexact=username)


class Officer(AbstractBaseUser):
    """Somebody who works on complaints: staff, a Member with oversight, or a contractor's contact."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="officers")
    services = models.ManyToManyField(Service, blank=True, related_name="officers")
    """Whose cases a role limited to services sees."""
    is_active = models.BooleanField(default=True)
    calendar_key = models.CharField(max_length=64, blank=True)
    """The secret part of the address of this officer's calendar of deadlines; empty until asked for."""
    signs_in_by = models.CharField(max_length=60, blank=True)
    """The council's own sign-in that looks after this account; empty: a password kept here."""
    break_glass = models.BooleanField(default=False)
    """Kept sealed for the day nobody else can sign in; every use of it alarms."""
    unsealed_at = models.DateTimeField(null=True, blank=True)
    """When a break-glass account was used since it was last sealed."""
    times_signed_out = models.PositiveIntegerField(default=0)
    """Part of what every session of this officer is checked against: one more, and all of them have ended."""

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="an_address_is_one_officer_s")
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The roles granted, read once; `roles.grant` and `roles.withdraw` have them read anew."""
        return frozenset(self.grants.values_list("role", flat=True))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What sessions are checked against at every request, with each of the keys Django tries."""
        marked = f"{self.password}:{self.times_signed_out}"
        return salted_hmac("putright.accounts.session", marked, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """The name, as Django asks for it."""
        return self.name

    def get_short_name(self) -> str:
        """The first name, as Django asks for it."""
        return self.name.split()[0]


class Grant(models.Model):
    """A role an officer holds. The roles there are stand in `roles.toml`."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    granted_at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)
    """The council's own sign-in whose groups gave it, and may take it away again; empty: given by hand."""
    also_by_hand = models.BooleanField(default=False, db_default=False)
    """Given by hand as well as by a group: it stays when the group leaves."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer", "role"], name="a_role_is_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.officer} as {self.role}"


class GroupRole(models.Model):
    """What members of a group of the council's own sign-in may do here. Nobody else gets an account by signing in."""

    provider = models.CharField(max_length=60)
    group = models.CharField(max_length=200)
    """Its name or number, exactly as the sign-in sends it."""
    title = models.CharField(max_length=200, blank=True)
    """What people call it, where it is sent as a number."""
    role = models.CharField(max_length=40)
    services = models.ManyToManyField(Service, blank=True, related_name="+")
    """Whose cases its members see, for a role limited to services."""
    added_by = models.ForeignKey("Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """To whom alone it gives nothing: nobody gives a role to themselves."""

    class Meta:
        ordering: ClassVar[list[str]] = ["provider", "group", "role"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "group", "role"], name="a_group_gives_a_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.title or self.group}: {self.role}"


class Sitting(models.Model):
    """A session of an officer, as they recognise it: on what device, from where, since when."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="sittings")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=60, blank=True)
    """The council's own sign-in by which it began; empty: a password."""
    sid = models.CharField(max_length=255, blank=True, db_default="")
    """What the council's own sign-in calls this session, by which it can end it."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.officer} on {self.device or 'a device'}"


class Attempts(models.Model):
    """Failed attempts to sign in that are counted together, and until when the next one has to wait."""

    counted_by = models.CharField(max_length=64, unique=True)
    """Worked out from account, place or device: nobody can read here whose it is."""
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    wait_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.failed} failed"


class Spent(models.Model):
    """Word of the council's own sign-in that was heard, and counts once: a digest of its number, for some minutes."""

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:8]


class Message(models.Model):
    """Mail about somebody's own account, on its way. Its text is sealed, and gone once it went (`mail`)."""

    class State(models.TextChoices):
        """How it stands."""

        QUEUED = "queued", "waits"
        SENDING = "sending", "is being sent"
        FAILED = "failed", "did not go, and is tried again"
        SENT = "sent", "went"
        DEAD = "dead", "did not go"
        UNSURE = "unsure", "may have gone"

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    """Stands in the Message-ID of every attempt, by which a mailbox can tell a copy."""
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due_at"], name="account_mail_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"


class Noted(models.Model):
    """An entry of the security log. The database refuses to change it, and to delete it before its time (`audit`)."""

    KEPT_AT_LEAST: ClassVar[int] = 90
    """Days, in which nobody can delete it without taking the guard off the table."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="noted_by_age"),
            models.Index(fields=["kind", "id"], name="noted_by_kind"),
            models.Index(fields=["about", "id"], name="noted_by_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}".strip()


class Chained(models.Model):
    """The place of an entry of the security log in its chain. The database refuses to change one, and to delete it
    while its entry is there (`proof.chain`).
    """

    number = models.BigIntegerField(primary_key=True)
    """1, 2, 3 …, in the order in which entries were committed, with none left out."""
    entry = models.BigIntegerField(unique=True)
    chained_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}"
