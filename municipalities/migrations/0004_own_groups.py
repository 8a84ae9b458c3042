"""A person can have groups of one's own. Those there are stay everybody's."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0003_places_change")]

    operations = [
        migrations.AddField(
            "group",
            "owner",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_groups",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "group",
            "shared_by_link",
            models.BooleanField(default=False),
        ),
        migrations.AddField(
            "group",
            "shared_with",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="municipalities.group",
            ),
        ),
        migrations.AddConstraint(
            "group",
            models.CheckConstraint(
                name="only_an_own_group_is_shared",
                condition=Q(owner__isnull=True, shared_by_link=False, shared_with__isnull=True)
                | Q(owner__isnull=False, kind="custom"),
            ),
        ),
        migrations.AddConstraint(
            "group",
            models.UniqueConstraint(
                fields=["owner", "name"], condition=Q(owner__isnull=False), name="own_groups_are_told_apart"
            ),
        ),
    ]
