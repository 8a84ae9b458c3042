"""A step carries the day it happened. Those already done happened, as far as anybody knows, on the day in Sweden when
that was recorded."""

from django.db import migrations, models
from django.utils import timezone

Q = models.Q


def day_of_record(apps, schema_editor):
    steps = apps.get_model("workflow", "Step").objects
    for step in steps.filter(state="done"):
        steps.filter(pk=step.pk).update(happened_on=timezone.localdate(step.done_at))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_homework_as_handed_in")]

    operations = [
        migrations.RemoveConstraint("step", "step_says_who_when_and_why"),
        migrations.AddField(
            "step",
            "happened_on",
            models.DateField(help_text="the day what the step stands for took place", null=True),
        ),
        migrations.AlterField(
            "step", "done_at", models.DateTimeField(help_text="when that was recorded here", null=True)
        ),
        migrations.RunPython(day_of_record, migrations.RunPython.noop),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                name="step_says_who_when_and_why",
                condition=Q(state="planned", done_by="", left_out_because="")
                & Q(happened_on__isnull=True, done_at__isnull=True)
                | (
                    Q(state="done", happened_on__isnull=False, done_at__isnull=False, left_out_because="")
                    & ~Q(done_by="")
                )
                | (
                    Q(state="left_out", happened_on__isnull=True, done_at__isnull=False)
                    & ~Q(done_by="")
                    & ~Q(left_out_because="")
                ),
            ),
        ),
    ]
