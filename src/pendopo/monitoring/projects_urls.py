"""Addresses of works that are followed: public list and page."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.views import projects_public

CODE = r"(?P<code>P-[0-9]{4}-[0-9]{6,12})"

projects_patterns: list[URLPattern | URLResolver] = [
    path("proyek/", projects_public.projects, name="projects"),
    re_path(rf"^proyek/{CODE}/$", projects_public.project, name="project"),
]
