"""People who sign in, and the appointments that give them rights."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from pendopo.accounts.roles import Role
from pendopo.kernel import clock
from pendopo.kernel.rules import DatedRule
from pendopo.organisations.models import Position, Unit


@dataclass(frozen=True)
class Grant:
    """One right, own or delegated, with the dates between which it holds (both included, None = open)."""

    role: str
    unit_id: int | None
    first: dt.date
    last: dt.date | None
    unit_name: str = ""

    def covers(self, role: str, lineage: list[int] | None, on: dt.date) -> bool:
        """Whether the right is of that role, for that unit (None = any unit), on that date."""
        if self.role != role or on < self.first or (self.last is not None and on > self.last):
            return False
        return lineage is None or self.unit_id is None or self.unit_id in lineage


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> User:
        """A user with a usable password only when one is given."""
        user = self.model(email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person, one account, known by an e-mail address, a telephone number, or both.

    Rights come from appointments alone. A number counts only once it is verified: until then anybody may have typed it.
    """

    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["phone"], condition=Q(phone_verified_at__isnull=False), name="user_phone_verified_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name shown in the log."""
        return self.name or self.email or str(self.pk)

    @cached_property
    def grants(self) -> list[Grant]:
        """All rights of the person, own and delegated: read in one query, kept on this instance (one request)."""
        return grants_of(self) if self.pk and self.is_active else []

    def forget_grants(self) -> None:
        """Read the rights anew at the next question."""
        self.__dict__.pop("grants", None)

    def holds(self, role: str, unit: Any = None, on: dt.date | None = None) -> bool:
        """Whether the person holds the role on the date, for the unit or a unit above it (no unit: for any)."""
        day = on or clock.today()
        lineage = None if unit is None else list(getattr(unit, "lineage", []))
        return any(grant.covers(role, lineage, day) for grant in self.grants)

    def is_official(self, on: dt.date | None = None) -> bool:
        """Whether the person holds any role on the date."""
        return bool(self.posts(on))

    def posts(self, on: dt.date | None = None) -> list[Grant]:
        """The rights in force on the date, own and delegated."""
        day = on or clock.today()
        return [grant for grant in self.grants if grant.covers(grant.role, None, day)]

    @property
    def office(self) -> str:
        """The unit that all posts of today are for, or nothing (the whole regency, several units, no post)."""
        names = {grant.unit_name for grant in self.posts()}
        return names.pop() if len(names) == 1 else ""

    @property
    def duties(self) -> list[str]:
        """The roles of today, each once, in the official words."""
        held = {grant.role for grant in self.posts()}
        return [str(role.label) for role in Role if role.value in held]


class DateRange(models.Func):
    """The days from one date to another, both included; no last date is no end."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Appointment(models.Model):
    """A person holds a role for a unit (none = the whole regency) between two dates, by a decree.

    `user` is empty for somebody who holds the post but has no account.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    holder_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.ForeignKey(Position, models.SET_NULL, null=True, blank=True, related_name="+")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    decree_number = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-from_date", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="appointment_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_known"),
            models.CheckConstraint(condition=~Q(holder_name=""), name="appointment_holder_named"),
            ExclusionConstraint(
                name="appointment_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("unit", 0), RangeOperators.EQUAL),
                    (DateRange("from_date", "to_date", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True, user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name}: {self.get_role_display()}"

    def last_day(self) -> dt.date | None:
        """The last day on which it gives rights; one ended early ends at once, so the day before."""
        days = [self.to_date] if self.to_date else []
        if self.ended_at:
            days.append(_day_before(self.ended_at))
        return min(days, default=None)


class Delegation(models.Model):
    """While away: another person holds the appointment's role too, from one date to another."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="delegations")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_date = models.DateField()
    to_date = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="delegation_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} -> {self.to_user}"


class Invitation(models.Model):
    """A letter by e-mail that opens an account, with a first appointment if a role is named.

    Only a hash of its key is kept.
    """

    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    decree_number = models.CharField(max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Citizen(models.Model):
    """The resident behind an account, with the national identity number (NIK) encrypted.

    `nik_index` is a keyed hash of it, for "is this number known" only.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nik_cipher = models.BinaryField()
    nik_index = models.CharField(max_length=64, unique=True)
    nik_last = models.CharField(max_length=4)
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.masked_nik

    @property
    def masked_nik(self) -> str:
        """Dots and the last four digits: what a page may show."""
        return f"•••• •••• •••• {self.nik_last}"


class AccountRule(DatedRule):
    """A dated rule about accounts: the days an official has until the second step is a duty."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="account_rule_once"),
        ]

    def __str__(self) -> str:
        return self.code


def _day_before(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment) - dt.timedelta(days=1)


def _earliest(*days: dt.date | None) -> dt.date | None:
    return min((day for day in days if day), default=None)


def grants_of(user: User) -> list[Grant]:
    """The rights of a user from appointments and delegations, in one query."""
    rows = Appointment.objects.filter(Q(user=user) | Q(delegations__to_user=user)).values_list(
        "user_id", "role", "unit_id", "unit__name", "from_date", "to_date", "ended_at",
        "delegations__to_user", "delegations__from_date", "delegations__to_date", "delegations__ended_at",
    )  # fmt: skip
    grants = set()
    for owner, role, unit_id, name, first, to_date, ended_at, receiver, del_first, del_last, del_ended in rows:
        last = _earliest(to_date, _day_before(ended_at) if ended_at else None)
        if owner == user.pk:
            grants.add(Grant(role, unit_id, first, last, name or ""))
        if receiver == user.pk:
            until = _earliest(last, del_last, _day_before(del_ended) if del_ended else None)
            grants.add(Grant(role, unit_id, max(first, del_first), until, name or ""))
    return sorted(grants, key=lambda grant: (grant.role, grant.first))
