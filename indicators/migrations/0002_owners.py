
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0001_initial'),
        ('municipalities', '0001_initial'),
        ('surveys', '0002_owners'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='computation',
            name='one_waiting_per_survey',
        ),
        migrations.RemoveConstraint(
            model_name='headingmatch',
            name='one_match_per_heading',
        ),
        migrations.AddField(
            model_name='computation',
            name='network',
            field=models.ForeignKey(help_text='who asked for it; null: the portal', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.group'),
        ),
        migrations.AddField(
            model_name='headingmatch',
            name='network',
            field=models.ForeignKey(help_text='who chose; null: the nation', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='municipalities.group'),
        ),
        migrations.AddField(
            model_name='publication',
            name='network',
            field=models.ForeignKey(help_text='who brought it in; null: the nation', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.group'),
        ),
        migrations.AddConstraint(
            model_name='computation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('survey', 'network'), name='one_waiting_per_survey'),
        ),
        migrations.AddConstraint(
            model_name='computation',
            constraint=models.UniqueConstraint(condition=models.Q(('network__isnull', True), ('state', 'waiting')), fields=('survey',), name='one_waiting_of_the_portal'),
        ),
        migrations.AddConstraint(
            model_name='headingmatch',
            constraint=models.UniqueConstraint(fields=('area', 'network', 'heading'), name='one_match_per_heading'),
        ),
        migrations.AddConstraint(
            model_name='headingmatch',
            constraint=models.UniqueConstraint(condition=models.Q(('network__isnull', True)), fields=('area', 'heading'), name='one_match_of_the_nation'),
        ),
    ]
