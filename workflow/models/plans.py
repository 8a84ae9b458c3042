"""Action plans: what a municipality, or all together, will do about a decided area."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from municipalities.models import Municipality
from workflow.models.areas import DevelopmentArea


class ActionPlan(models.Model):
    """Handlingsplan of one area; `municipality` is null where the plan is joint."""

    class State(models.TextChoices):
        DRAFT = "draft", "Under arbete"
        ADOPTED = "adopted", "Antagen"

    area = models.ForeignKey(DevelopmentArea, on_delete=models.CASCADE, related_name="plans")
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    what = models.TextField(blank=True, help_text="what is to be developed")
    cost_change = models.TextField(blank=True, help_text="expected change of cost")
    reach_by = models.DateField(null=True, help_text="when the goals are to be reached")
    follow_up_on = models.DateField(null=True)
    follow_up_how = models.TextField(blank=True)
    edited_by = models.CharField(max_length=254)
    edited_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=254, blank=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["area", "municipality__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "municipality"],
                condition=Q(municipality__isnull=False),
                name="one_plan_per_area_and_municipality",
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(municipality__isnull=True), name="one_joint_plan_per_area"
            ),
            models.CheckConstraint(
                name="adopted_plan_is_whole",
                condition=Q(state="draft", adopted_at__isnull=True, adopted_by="")
                | Q(state="adopted", adopted_at__isnull=False, reach_by__isnull=False, follow_up_on__isnull=False)
                & ~Q(adopted_by="")
                & ~Q(what=""),
            ),
        ]

    def __str__(self) -> str:
        return f"handlingsplan {self.area_id} {self.municipality_id}"


class Goal(models.Model):
    """Measured by an indicator, or by an own measure."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="goals")
    indicator = models.CharField(max_length=80, blank=True)
    measure = models.CharField(max_length=200, blank=True, help_text="own measure")
    start = models.CharField(max_length=120, blank=True, help_text="where we are now")
    target = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="goal_has_a_measure", condition=~Q(indicator="", measure="")),
        ]

    def __str__(self) -> str:
        return f"{self.indicator or self.measure}: {self.target}"


class Activity(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", "Planerad"
        UNDER_WAY = "under_way", "Pågår"
        DONE = "done", "Klar"
        DROPPED = "dropped", "Struken"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="activities")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=120)
    when = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)

    class Meta:
        ordering = ["when", "id"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.what
