"""The environment of every test, set before Django reads its settings (see addopts in pyproject.toml).

DATABASE_URL is left alone: without it the suite runs on SQLite; `python -m tests.cluster` sets it.
"""

import atexit
import os
import shutil
import tempfile

ENVIRONMENT = {
    "DEBUG": "1",
    "SECRET_KEY": "insecure, for tests only",
    "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    "BASE_URL": "http://testserver",
    "CACHE_URL": "locmemcache://",
    "FRAGMENTS_CACHE_URL": "dummycache://",  # a test is undone, so its editions do not end
    "CSRF_TRUSTED_ORIGINS": "",
    "DEFAULT_FROM_EMAIL": "Zorgpact <info@example.org>",
    "EMAIL_URL": "memorymail://",
    "TASK_BACKEND": "django_tasks.backends.dummy.DummyBackend",
    # live_server and Playwright's event loop share a thread.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}

os.environ.update(ENVIRONMENT)
if "PYTEST_XDIST_WORKER" not in os.environ:  # workers share the folder of the process that started them
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="zorgpact-tests-")
    os.mkdir(os.path.join(os.environ["VAR_DIR"], "static"))  # WhiteNoise warns without it
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
