"""Which meeting let an earlier interpretation go: its protocol was approved by the same person at the same moment."""

from django.db import migrations


def tell_the_year(apps, schema_editor):
    interpretations = apps.get_model("surveys", "Interpretation").objects
    for version in apps.get_model("workflow", "ProtocolVersion").objects.select_related("protocol__meeting__cycle"):
        cycle = version.protocol.meeting.cycle
        interpretations.filter(
            state="retired",
            network=cycle.network_id,
            survey__area=cycle.area_id,
            survey__year__lt=cycle.year,
            by=version.approved_by,
            at=version.approved_at,
        ).update(let_go_in=cycle.year)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0006_evidence_is_unpublished"), ("surveys", "0009_let_go_in")]

    operations = [migrations.RunPython(tell_the_year, migrations.RunPython.noop)]
