"""The cache of public pages: functions of committed data, served by the outermost WSGI layer, dropped by topic."""

from pendopo.kernel.pagecache.views import public_page as public_page
