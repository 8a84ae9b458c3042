
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0001_initial'),
        ('surveys', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='network',
            field=models.ForeignKey(help_text="whose it is; null: the nation's", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.group'),
        ),
        migrations.AddField(
            model_name='survey',
            name='network',
            field=models.ForeignKey(help_text="whose it is; null: the nation's", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.group'),
        ),
    ]
