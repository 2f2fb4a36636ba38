"""The WSGI application that granian serves: the page cache outermost, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")

application = get_wsgi_application()
