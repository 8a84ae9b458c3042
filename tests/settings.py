"""Settings of the test run: as in production, but quick to log in and with files in a folder of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A folder for each process, so that two runs side by side never share a database file.
_FOLDER = Path(tempfile.mkdtemp(prefix="ojportal-test-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["OJPORTAL_VAR"] = str(_FOLDER)

from ojportal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
