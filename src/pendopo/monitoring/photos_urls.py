"""Addresses of evidence photos: public ones of a work, and those of reports in the workspace."""

from django.urls import re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.projects_urls import CODE, WORK
from pendopo.monitoring.views import photos, photos_public

PK = r"(?P<pk>[0-9]{1,12})"
NAME = r"(?P<name>(?:320|640|1280)\.(?:webp|avif|jpg))"

photos_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^proyek/{CODE}/foto/$", photos_public.project_photos, name="project_photos"),
    re_path(rf"^proyek/{CODE}/foto/{PK}/{NAME}$", photos_public.project_picture, name="project_picture"),
    re_path(rf"^{WORK}laporan/{PK}/foto/$", photos.add_photos, name="add_photos"),
    re_path(rf"^{WORK}foto/{PK}/$", photos.photo, name="photo"),
    re_path(rf"^{WORK}foto/{PK}/{NAME}$", photos.photo_picture, name="photo_picture"),
]
