"""Imported files."""

from __future__ import annotations

from django.db import models

from municipalities.models import Group
from surveys.models.questionnaires import Survey


class ImportRun(models.Model):
    """One file brought in: the original with its SHA-256, who and when, what it changed, and whether it was undone."""

    class Kind(models.TextChoices):
        ANSWERS = "answers", "Enkätsvar"
        RESULTS = "results", "Publicerade resultat"
        REGISTER = "register", "Registeruppgifter"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Förhandsgranskad"
        CONFIRMED = "confirmed", "Införd"
        UNDONE = "undone", "Ångrad"
        DISCARDED = "discarded", "Avbruten"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    network = models.ForeignKey(
        Group, null=True, on_delete=models.PROTECT, related_name="+", help_text="whose it is; null: the nation's"
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    file = models.FileField(upload_to="imports/%Y/", max_length=255)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    is_example = models.BooleanField(default=False, help_text="Exempeldata")
    mapping = models.JSONField(default=dict, help_text="heading -> indicator code mended by hand (results, register)")
    summary = models.JSONField(default=dict, help_text="counts: new, changed, unchanged, refused")
    undo = models.JSONField(default=list, help_text="what stood before, or counted, for undoing")
    uploaded_by = models.CharField(max_length=254)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.CharField(max_length=254, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=254, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="confirmed_import_says_who_and_when",
                condition=models.Q(state__in=["previewed", "discarded"], confirmed_at__isnull=True, confirmed_by="")
                | (
                    models.Q(state__in=["confirmed", "undone"], confirmed_at__isnull=False) & ~models.Q(confirmed_by="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"
