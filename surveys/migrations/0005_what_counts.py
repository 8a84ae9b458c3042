"""What was handed in before there was a word for what counts: the latest receipt, confirmed import, or Exempeldata.

Where answers were changed after that, what counts is found by taking the later changes back, one by one.
"""

from django.db import migrations
from django.db.models import F

NOTHING = ("", "")


def say_what_counts(apps, schema_editor):
    Response = apps.get_model("surveys", "Response")
    Response.objects.filter(state="handed_in").update(counted_revision=F("revision"))
    for response in Response.objects.filter(state="under_way").iterator(chunk_size=500):
        handed_in = _last_handed_in(apps, response)
        if handed_in is not None:
            _hand_in(apps, response, *handed_in)


def _last_handed_in(apps, response):
    """(when, by whom, answers of the receipt); None where nothing ever was."""
    found = [
        (one.at, one.by, one.answers)
        for one in apps.get_model("surveys", "Receipt").objects.filter(response=response).defer("pdf")
    ]
    events = apps.get_model("surveys", "AnswerEvent").objects.filter(response=response, through="file")
    for event in events.select_related("import_run"):
        run = event.import_run
        if run is not None and run.state == "confirmed":
            found.append((run.confirmed_at, run.confirmed_by, []))
        elif run is None and response.is_example and event.created_response:
            found.append((event.at, event.by, []))
    return max(found, key=lambda one: one[0], default=None)


def _hand_in(apps, response, at, by, receipt):
    Answer = apps.get_model("surveys", "Answer")
    rows = Answer.objects.filter(response=response).values_list("item", "value", "comment")
    stands = {item: (value, comment) for item, value, comment in rows}
    counted = _as_it_stood(apps, response, at, stands)
    for item, value, comment in receipt:
        if value or comment or item in counted:
            counted[item] = (value, comment)
    response.handed_in_at, response.handed_in_by, response.state = at, by or "okänd", "handed_in"
    if any(stands.get(item, NOTHING) != counted.get(item, NOTHING) for item in {*stands, *counted}):
        response.state, response.counted = "changed", [[item, *stored] for item, stored in counted.items()]
        response.revision += 1  # its results were computed from what was not handed in
    response.counted_revision = response.revision
    response.save()


def _as_it_stood(apps, response, at, stands):
    events = apps.get_model("surveys", "AnswerEvent").objects.filter(response=response, at__gt=at)
    found = dict(stands)
    for event in events.order_by("-id"):
        for item, value, _new, comment, _new_comment in reversed(event.changes):
            if value is None:
                found.pop(item, None)
            else:
                found[item] = (value, comment or "")
    return found


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_response_counts")]

    operations = [migrations.RunPython(say_what_counts, migrations.RunPython.noop)]
