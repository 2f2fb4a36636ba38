"""Addresses of monitoring: public pages, and the workspace. One list for each subject."""

from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.cases_urls import cases_patterns
from pendopo.monitoring.flags_urls import flags_patterns
from pendopo.monitoring.handover_urls import handover_patterns
from pendopo.monitoring.payments_urls import payments_patterns
from pendopo.monitoring.photos_urls import photos_patterns
from pendopo.monitoring.projects_urls import projects_patterns

app_name = "monitoring"
urlpatterns: list[URLPattern | URLResolver] = [
    *projects_patterns,
    *photos_patterns,
    *cases_patterns,
    *handover_patterns,
    *payments_patterns,
    *flags_patterns,
]
