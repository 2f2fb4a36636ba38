"""The one API, assembled from a router per package."""

from pendopo.config.described import DescribedAPI

api = DescribedAPI(title="Pendopo", version="1.0.0", urls_namespace="api", docs_url=None)

api.add_router("/budget", "pendopo.budget.api.router")
api.add_router("/budget", "pendopo.budget.api_findings.router")
api.add_router("/budget", "pendopo.budget.api_changes.router")
api.add_router("/budget", "pendopo.budget.api_work.router")
api.add_router("/budget", "pendopo.budget.api_rows.router")
api.add_router("/procurement", "pendopo.procurement.api.router")
api.add_router("/procurement", "pendopo.procurement.api_contracts.router")
api.add_router("/procurement", "pendopo.procurement.api_trustees.router")
api.add_router("/procurement", "pendopo.procurement.api_envelopes.router")
api.add_router("/procurement", "pendopo.procurement.api_envelopes.own")
api.add_router("/procurement", "pendopo.procurement.api_openings.router")
api.add_router("/procurement", "pendopo.procurement.api_audit.router")
api.add_router("/monitoring", "pendopo.monitoring.api.router")
api.add_router("/audit", "pendopo.audit.api.router")
api.add_router("/instance", "pendopo.instance.api.router")
api.add_router("/notices", "pendopo.notices.api.router")
api.add_router("/regions", "pendopo.regions.api.router")
api.add_router("/files", "pendopo.files.api.router")
