"""Why a decision was proposed with homework missing. Nobody was asked before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0004_step_days")]

    operations = [
        migrations.AddField(
            "decision",
            "without_homework",
            models.TextField(blank=True, default="", help_text="why it was proposed with homework missing"),
            preserve_default=False,
        ),
    ]
