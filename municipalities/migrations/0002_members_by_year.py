"""Members of groups get years. Those of today are members of all years, until somebody says otherwise."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

IN_ORDER = Q(from_year__isnull=True) | Q(to_year__isnull=True) | Q(to_year__gte=F("from_year"))


def carry_over(apps, schema_editor):
    old = apps.get_model("municipalities", "Group").members.through
    new = apps.get_model("municipalities", "GroupMember")
    pairs = old.objects.order_by("pk").values_list("group_id", "municipality_id")
    new.objects.bulk_create([new(group_id=group, municipality_id=unit) for group, unit in pairs], batch_size=500)


def carry_back(apps, schema_editor):
    old = apps.get_model("municipalities", "Group").members.through
    new = apps.get_model("municipalities", "GroupMember")
    pairs = dict.fromkeys(new.objects.filter(to_year=None).order_by("pk").values_list("group_id", "municipality_id"))
    old.objects.bulk_create([old(group_id=group, municipality_id=unit) for group, unit in pairs], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0001_initial")]

    operations = [
        migrations.AddField(
            "municipality",
            "from_year",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="bildades"),
        ),
        migrations.AddField(
            "municipality",
            "to_year",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="upphörde efter"),
        ),
        migrations.AddConstraint(
            "municipality", models.CheckConstraint(condition=IN_ORDER, name="municipality_begins_before_it_ends")
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="från och med")),
                ("to_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="till och med")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_years",
                        to="municipalities.group",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_years",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "medlem",
                "verbose_name_plural": "medlemmar",
                "ordering": ["municipality__code", "from_year"],
                "constraints": [
                    models.CheckConstraint(condition=IN_ORDER, name="member_joins_before_it_leaves"),
                    models.UniqueConstraint(
                        fields=("group", "municipality", "from_year"), name="one_row_per_time_as_member"
                    ),
                    models.UniqueConstraint(
                        condition=Q(from_year__isnull=True),
                        fields=("group", "municipality"),
                        name="always_a_member_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField("group", "members"),
        migrations.AddField(
            "group",
            "members",
            models.ManyToManyField(
                help_text="of any year; see members_in()",
                related_name="groups",
                through="municipalities.GroupMember",
                to="municipalities.municipality",
            ),
        ),
    ]
