"""Every address of Pendopo. Pages carry the language in their address; machines' addresses do not."""

from django.urls import include, path

from pendopo.config import health
from pendopo.config.api import api
from pendopo.kernel.languages import language_patterns

machine_patterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("pendopo.portal.machine_urls")),
    path("api/v1/", api.urls),
    path("", include("pendopo.audit.machine_urls")),
    path("", include("pendopo.instance.machine_urls")),
    path("", include("pendopo.procurement.machine_urls")),
]

page_patterns = [
    path("", include("pendopo.portal.urls")),
    path("", include("pendopo.audit.urls")),
    path("", include("pendopo.files.urls")),
    path("", include("pendopo.instance.urls")),
    path("", include("pendopo.notices.urls")),
    path("", include("pendopo.regions.urls")),
    path("", include("pendopo.organisations.urls")),
    path("", include("pendopo.accounts.urls")),
    path("", include("pendopo.accounts.signin_urls")),
    path("", include("pendopo.budget.urls")),
    path("", include("pendopo.procurement.urls")),
    path("", include("pendopo.monitoring.urls")),
    path("", include("pendopo.oversight.urls")),
]

urlpatterns = [*machine_patterns, *language_patterns(*page_patterns)]
handler500 = "pendopo.kernel.request_id.server_error"
