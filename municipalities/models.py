"""Who: municipalities and their groups, people and their roles, and the audit trail."""

from __future__ import annotations

from copy import copy

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable

from municipalities.roles import Role


def in_year(year: int | Combinable, through: str = "") -> Q:
    """Rows that hold in the year, by their `from_year` and `to_year`: both included, None is open. The year may be
    OuterRef("survey__year"); `through` is the way to the rows, "group_years__"."""
    begun = Q(**{f"{through}from_year__isnull": True}) | Q(**{f"{through}from_year__lte": year})
    not_ended = Q(**{f"{through}to_year__isnull": True}) | Q(**{f"{through}to_year__gte": year})
    return begun & not_ended


YEARS_IN_ORDER = Q(from_year__isnull=True) | Q(to_year__isnull=True) | Q(to_year__gte=F("from_year"))


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def existing(self, year: int | Combinable) -> MunicipalityQuerySet:
        return self.filter(in_year(year))

    def units(self, year: int | Combinable) -> MunicipalityQuerySet:
        """The answering units of a year, 316 in 2017: districts, and municipalities without districts that year."""
        districts = Municipality.objects.existing(year).filter(parent=OuterRef("pk"))
        return self.existing(year).filter(~Exists(districts))


KEPT = ("name", "county_code", "county_name")  # what a municipality keeps of earlier years


class Municipality(models.Model):
    """A municipality (four digits) or a city district (constructed six-digit code, has a parent). What it is called
    and where it lies is of today; in_year() gives it as it was. Everything changes on 1 January."""

    code = models.CharField("kod", max_length=6, unique=True)
    name = models.CharField("namn", max_length=60)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="districts")
    county_code = models.CharField(max_length=2)
    county_name = models.CharField("län", max_length=40)
    registrar_email = models.EmailField("registrator", blank=True, help_text="Får kvittona när enkäter lämnas in.")
    from_year = models.PositiveSmallIntegerField("bildades", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("upphörde efter", null=True, blank=True)
    earlier = models.JSONField(
        default=list, blank=True, help_text="[{to_year, name, county_code, county_name}, ...], oldest first"
    )
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, related_name="successors", blank=True, help_text="what it was formed of"
    )
    source = models.CharField("källa", max_length=200, blank=True)
    by_hand = models.BooleanField(default=False, help_text="the administrator has changed it: files leave it alone")

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"
        constraints = [models.CheckConstraint(name="municipality_begins_before_it_ends", condition=YEARS_IN_ORDER)]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name as shown: a district says its city, since "Centrum" alone says little. Reads `parent`."""
        return f"{self.name} ({self.parent.name})" if self.parent else self.name

    def in_year(self, year: int) -> Municipality:
        """Itself as it was called and where it lay that year: to show, never to save. No query."""
        found = next((one for one in self.earlier if year <= one["to_year"]), None)
        cached = self._state.fields_cache.get("parent")
        city = cached.in_year(year) if cached else None
        if found is None and city is cached:
            return self
        then = copy(self)
        then._state = copy(self._state)
        then._state.fields_cache = {**self._state.fields_cache, "parent": city}
        if found is not None:
            then.name, then.county_code, then.county_name = (found[key] for key in KEPT)
        return then

    @property
    def has_constructed_code(self) -> bool:
        """District codes are ours; no official list of them is known."""
        return self.parent_id is not None


class MunicipalityYear(models.Model):
    """Sorting keys (sorteringsnycklar) of one municipality in one year; None where not known that year."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(null=True, help_text="31 December")
    size_group = models.PositiveSmallIntegerField(null=True, help_text="1-5")
    skr_group = models.CharField(max_length=4, blank=True, help_text="A1-C9, or 1-10 before 2017")
    socioeconomic_key = models.PositiveSmallIntegerField(null=True, help_text="1 low risk - 8 high risk")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="one_row_per_municipality_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}"


class GroupQuerySet(models.QuerySet["Group"]):
    def standing(self) -> GroupQuerySet:
        """Everybody's: without those that people have made for themselves."""
        return self.filter(owner=None)

    def of(self, municipality: Municipality | int | Combinable, year: int | Combinable) -> GroupQuerySet:
        """Groups the municipality belongs to that year."""
        belonging = GroupMember.objects.in_year(year).filter(municipality=municipality)
        return self.filter(pk__in=belonging.values("group"))


class Group(models.Model):
    """A named set of units (redovisningsgrupp), with its members by year. A city is a member through its districts as
    long as it has any."""

    class Kind(models.TextChoices):
        NETWORK = "network", "Samverkansområde"
        CITY = "city", "Storstad"
        COUNTY = "county", "Län"
        NATION = "nation", "Riket"
        SIZE = "size", "Storleksgrupp"
        SKR = "skr", "SKR-grupp"
        CUSTOM = "custom", "Egen grupp"

    slug = models.SlugField("namn i adresser", unique=True, max_length=60)
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=10, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    members = models.ManyToManyField(
        Municipality, through="GroupMember", related_name="groups", help_text="of any year; see members_in()"
    )

    owner = models.ForeignKey("User", null=True, on_delete=models.CASCADE, related_name="own_groups")  # whose own it is
    shared_by_link = models.BooleanField(default=False)  # whoever has the address may read it
    shared_with = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")  # a network

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "redovisningsgrupp"
        verbose_name_plural = "redovisningsgrupper"
        constraints = [
            models.CheckConstraint(
                name="only_an_own_group_is_shared",
                condition=Q(owner__isnull=True, shared_by_link=False, shared_with__isnull=True)
                | Q(owner__isnull=False, kind="custom"),
            ),
            models.UniqueConstraint(
                fields=["owner", "name"], condition=Q(owner__isnull=False), name="own_groups_are_told_apart"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def members_in(self, year: int | Combinable) -> MunicipalityQuerySet:
        """Those who belong to the group that year, in order of code; they left or joined in others."""
        belonging = GroupMember.objects.in_year(year).filter(group=self.pk)
        return Municipality.objects.filter(pk__in=belonging.values("municipality"))


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def in_year(self, year: int | Combinable) -> GroupMemberQuerySet:
        return self.filter(in_year(year))


class GroupMember(models.Model):
    """A municipality belongs to a group from a year to a year, both included; None: always, and still. One that comes
    back has a row for each time, and the rows do not overlap."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="member_years", verbose_name="grupp")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="group_years")
    from_year = models.PositiveSmallIntegerField("från och med", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("till och med", null=True, blank=True)
    source = models.CharField("källa", max_length=200, blank=True)
    by_hand = models.BooleanField(default=False, help_text="written by the administrator: files leave it alone")

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["municipality__code", "from_year"]
        verbose_name = "medlem"
        verbose_name_plural = "medlemmar"
        constraints = [
            models.CheckConstraint(name="member_joins_before_it_leaves", condition=YEARS_IN_ORDER),
            models.UniqueConstraint(fields=["group", "municipality", "from_year"], name="one_row_per_time_as_member"),
            models.UniqueConstraint(
                fields=["group", "municipality"], condition=Q(from_year__isnull=True), name="always_a_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} i {self.group}, {self.from_year or 'alltid'}–{self.to_year or 'tills vidare'}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who logs in with the mail address. What the person may do is said by the memberships."""

    username = None  # type: ignore[assignment]  # we log in with the mail address
    first_name = None  # type: ignore[assignment]  # `name` is whole
    last_name = None  # type: ignore[assignment]  # `name` is whole
    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=120)
    is_example = models.BooleanField(default=False, help_text="Exempeldata: an invented person")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()  # type: ignore[assignment,misc]  # made without a username

    class Meta:
        ordering = ["name"]
        verbose_name = "person"
        verbose_name_plural = "personer"

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Membership(models.Model):
    """One role of one person, in one municipality or one network (administrators: in neither)."""

    Role = Role

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("roll", max_length=10, choices=Role.choices)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT)
    network = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, limit_choices_to={"kind": Group.Kind.NETWORK}
    )

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "municipality"],
                condition=models.Q(municipality__isnull=False),
                name="one_role_in_a_municipality",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "network"],
                condition=models.Q(network__isnull=False),
                name="one_role_in_a_network",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(municipality__isnull=True, network__isnull=True),
                name="one_role_without_place",
            ),
            models.CheckConstraint(
                name="role_is_bound_to_its_place",
                condition=(
                    models.Q(role__in=["contact", "chief"], municipality__isnull=False, network__isnull=True)
                    | models.Q(role="fou", municipality__isnull=True, network__isnull=False)
                    | models.Q(role__in=["admin", "reader"], municipality__isnull=True, network__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        place = self.municipality or self.network
        return f"{self.get_role_display()}, {place}" if place else str(self.get_role_display())


class Event(models.Model):
    """The audit trail. Text, not foreign keys, so that history outlives its subject."""

    at = models.DateTimeField("när", auto_now_add=True)
    actor = models.CharField("vem", max_length=254, help_text="mail address, or the command that ran")
    action = models.CharField("vad", max_length=60)
    subject = models.CharField("gäller", max_length=200)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        indexes = [models.Index(fields=["subject", "-at"], name="events_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class Mail(models.Model):
    """The outbox: this row is the truth, sending is a task that looks here. Written in the transaction it tells of."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    kind = models.CharField(max_length=40, help_text="invitation, reminder, receipt, ...")
    about = models.CharField(max_length=200, help_text="subject as in Event")
    by = models.CharField(max_length=254)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    is_example = models.BooleanField(default=False, help_text="Exempeldata")

    class Meta:
        ordering = ["-queued_at", "-id"]
        indexes = [models.Index(fields=["about", "-queued_at"], name="mails_about")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class MailAttachment(models.Model):
    """A file that goes with a mail: a receipt, a calendar entry."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
