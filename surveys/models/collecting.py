"""Collections: a survey opened to a group, and the mails about it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable

from municipalities.models import Group, GroupMember, Municipality, MunicipalityQuerySet
from surveys.models.questionnaires import Survey


class CollectionQuerySet(models.QuerySet["Collection"]):
    def open_on(self, day: date) -> CollectionQuerySet:
        """Both the first and the last day included."""
        return self.filter(opens__lte=day, closes__gte=day)

    def covering(self, municipality: Municipality | Combinable) -> CollectionQuerySet:
        """Those that ask the municipality: it belongs to the group in the year of the survey."""
        belonging = GroupMember.objects.in_year(OuterRef("survey__year"))
        return self.filter(Exists(belonging.filter(group=OuterRef("group"), municipality=municipality)))


class Collection(models.Model):
    """Insamling: a survey opened for a group (a network or the nation), `opens` to `closes`, both days included."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="collections")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="collections")
    opens = models.DateField()
    closes = models.DateField()
    opened_by = models.CharField(max_length=254)
    opened_at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False, help_text="Exempeldata: its responses are made up")
    unsent_told_at = models.DateTimeField(null=True, help_text="FoU was told what lay unsent after the last day")

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-closes", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "group"], name="one_collection_per_survey_and_group"),
            models.CheckConstraint(
                name="collection_opens_before_it_closes", condition=models.Q(closes__gte=models.F("opens"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.group_id}"

    @property
    def units(self) -> MunicipalityQuerySet:
        """Who is asked: the group's members in the year of the survey."""
        return self.group.members_in(self.survey.year)


class Mailing(models.Model):
    """An invitation or reminder planned for a day; sent to those who have not handed in by then."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Inbjudan"
        REMINDER = "reminder", "Påminnelse"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
