"""A cycle keeps its municipalities. Those there are already get the network's of their year, and whoever wrote a
homework, a standpoint or a plan in them but has left the network since."""

from django.db import migrations, models
from django.db.models import Q


def keep_units(apps, schema_editor):
    members = apps.get_model("municipalities", "GroupMember").objects
    wrote = (
        ("Homework", "area__cycle", "municipality"),
        ("Standpoint", "decision__cycle", "municipality"),
        ("ActionPlan", "area__cycle", "municipality"),
    )
    for cycle in apps.get_model("workflow", "Cycle").objects.all():
        begun = Q(from_year=None) | Q(from_year__lte=cycle.year)
        not_ended = Q(to_year=None) | Q(to_year__gte=cycle.year)
        belonging = members.filter(begun, not_ended, group=cycle.network_id)
        units = set(belonging.values_list("municipality_id", flat=True))
        for model, of_cycle, municipality in wrote:
            found = apps.get_model("workflow", model).objects.filter(**{of_cycle: cycle})
            units |= set(found.exclude(**{municipality: None}).values_list(municipality, flat=True))
        cycle.units.set(units)


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0002_members_by_year"), ("workflow", "0001_initial")]

    operations = [
        migrations.AddField(
            "cycle",
            "units",
            models.ManyToManyField(
                help_text="the network's when it was opened; they take part to its end",
                related_name="cycles",
                to="municipalities.municipality",
            ),
        ),
        migrations.RunPython(keep_units, migrations.RunPython.noop),
    ]
