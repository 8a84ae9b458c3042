"""Settings of the web server the saves are measured on: the bench's, with the floor's address."""

from bench.settings import *  # noqa: F403

ROOT_URLCONF = "bench.saving_urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
