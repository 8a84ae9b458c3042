from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_what_counts")]

    operations = [
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    state="under_way", handed_in_at__isnull=True, handed_in_by="", counted_revision=0
                )
                | (
                    models.Q(
                        state__in=["handed_in", "changed"], handed_in_at__isnull=False, counted_revision__gt=0
                    )
                    & ~models.Q(handed_in_by="")
                ),
                name="handed_in_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(state="changed", counted__isnull=False)
                | (~models.Q(state="changed") & models.Q(counted__isnull=True)),
                name="what_counts_is_kept_while_changed",
            ),
        ),
    ]
