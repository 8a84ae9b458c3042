"""What the administrator reads on the pages of places and of what has been done is named in Swedish."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0004_own_groups'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='event',
            options={'ordering': ['-at', '-id'], 'verbose_name': 'händelse', 'verbose_name_plural': 'händelser'},
        ),
        migrations.AlterField(
            model_name='event',
            name='action',
            field=models.CharField(max_length=60, verbose_name='vad'),
        ),
        migrations.AlterField(
            model_name='event',
            name='actor',
            field=models.CharField(help_text='mail address, or the command that ran', max_length=254, verbose_name='vem'),
        ),
        migrations.AlterField(
            model_name='event',
            name='at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='när'),
        ),
        migrations.AlterField(
            model_name='event',
            name='subject',
            field=models.CharField(max_length=200, verbose_name='gäller'),
        ),
        migrations.AlterField(
            model_name='group',
            name='kind',
            field=models.CharField(choices=[('network', 'Samverkansområde'), ('city', 'Storstad'), ('county', 'Län'), ('nation', 'Riket'), ('size', 'Storleksgrupp'), ('skr', 'SKR-grupp'), ('custom', 'Egen grupp')], max_length=10, verbose_name='slag'),
        ),
        migrations.AlterField(
            model_name='group',
            name='slug',
            field=models.SlugField(max_length=60, unique=True, verbose_name='namn i adresser'),
        ),
        migrations.AlterField(
            model_name='groupmember',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='member_years', to='municipalities.group', verbose_name='grupp'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='registrar_email',
            field=models.EmailField(blank=True, help_text='Får kvittona när enkäter lämnas in.', max_length=254, verbose_name='registrator'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='source',
            field=models.CharField(blank=True, max_length=200, verbose_name='källa'),
        ),
    ]
