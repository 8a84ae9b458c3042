"""Composition root: settings, addresses, worker. Knows every app; no app imports it."""

from ojportal.celery import app as celery_app

__all__ = ["celery_app"]
