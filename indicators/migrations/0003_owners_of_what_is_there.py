"""A publication, a computation and a heading chosen by hand go to whoever brought them in: see surveys."""

from importlib import import_module

from django.db import migrations


def give_owners(apps, schema_editor):
    network_of = import_module("surveys.migrations.0003_owners_of_what_is_there").network_of
    run_model = apps.get_model("surveys", "ImportRun")
    for run in run_model.objects.exclude(network=None).exclude(kind="answers"):
        made = [entry[1] for entry in run.undo if entry[0] == "publication"]
        apps.get_model("indicators", "Publication").objects.filter(pk__in=made).update(network=run.network_id)
    for name, by in (("Computation", "requested_by"), ("HeadingMatch", "by")):
        model = apps.get_model("indicators", name)
        for email in set(model.objects.values_list(by, flat=True)):
            model.objects.filter(**{by: email}).update(network=network_of(apps, email))


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_owners"), ("surveys", "0003_owners_of_what_is_there")]
    operations = [migrations.RunPython(give_owners, migrations.RunPython.noop)]
