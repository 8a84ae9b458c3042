"""An interpretation says which later year's meeting let it go; in its own year it held."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_unsent_told")]

    operations = [
        migrations.AddField(
            "interpretation",
            "let_go_in",
            models.PositiveSmallIntegerField(help_text="the later year whose meeting retired it", null=True),
        )
    ]
