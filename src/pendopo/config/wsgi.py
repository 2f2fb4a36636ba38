"""The WSGI application that granian serves: the page cache outermost, then Django."""

import os

from django.core.wsgi import get_wsgi_application

from pendopo.kernel.pagecache.layer import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")

application = PageCache(get_wsgi_application())
