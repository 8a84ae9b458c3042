"""The Celery application. Tasks are a nudge; the Computation row in the database is the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ojportal.settings")

app = Celery("ojportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["municipalities.mail", "surveys.collecting", "indicators.computing", "workflow"])
