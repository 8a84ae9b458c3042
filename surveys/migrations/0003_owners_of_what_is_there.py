"""What was there before anything had an owner: an import, or a year made in the portal, goes to the network whose FoU
staff brought it in, where that is one; a made-up year to the network that answers it. All else is the nation's."""

from django.db import migrations


def network_of(apps, email):
    """Id of the one network the person works for; None where there is none, or several."""
    membership = apps.get_model("municipalities", "Membership")
    held = membership.objects.filter(user__email__iexact=email, role="fou").values_list("network", flat=True)
    found = set(held)
    return found.pop() if len(found) == 1 else None


def give_owners(apps, schema_editor):
    run_model, survey_model = apps.get_model("surveys", "ImportRun"), apps.get_model("surveys", "Survey")
    for email in set(run_model.objects.values_list("uploaded_by", flat=True)):
        run_model.objects.filter(uploaded_by=email).update(network=network_of(apps, email))
    for survey in survey_model.objects.select_related("area"):
        owner = owner_of(apps, survey)
        if owner is not None:
            survey_model.objects.filter(pk=survey.pk).update(network=owner)


def owner_of(apps, survey):
    """Of a year that somebody made in the portal. A real year that another network collects answers for is left to
    the nation, so that the other is not shut out."""
    event = apps.get_model("municipalities", "Event")
    made = event.objects.filter(action="new_survey_year", subject=f"{survey.area.slug}/{survey.year}").first()
    collected = apps.get_model("surveys", "Collection").objects.filter(survey=survey)
    answering = set(collected.values_list("group", "group__kind"))
    if survey.is_example:
        return answering.pop()[0] if len(answering) == 1 and {"network"} == {kind for _, kind in answering} else None
    owner = network_of(apps, made.actor) if made else None
    return owner if {group for group, _ in answering} <= {owner} else None


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_owners"), ("municipalities", "0001_initial")]
    operations = [migrations.RunPython(give_owners, migrations.RunPython.noop)]
