"""Officers: who may sign in, which roles they hold and whose work they see. What a role may do is in `roles.toml`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
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

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["officer", "role"], name="a_role_is_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.officer} as {self.role}"
