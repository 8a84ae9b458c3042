"""A year is published by somebody, on a day: indicators.YearPublication."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0006_what_counts_is_kept"),
        ("indicators", "0004_year_publication"),
    ]

    operations = [
        migrations.RemoveField(model_name="survey", name="results_are_public"),
    ]
