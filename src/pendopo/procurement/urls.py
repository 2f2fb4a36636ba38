"""Addresses of procurement: public pages, and the workspace. One list for each subject."""

from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.auctions_urls import auctions_patterns
from pendopo.procurement.awards_urls import awards_patterns
from pendopo.procurement.catalogue_urls import catalogue_patterns
from pendopo.procurement.competitions_urls import competitions_patterns
from pendopo.procurement.contracts_urls import contracts_patterns
from pendopo.procurement.direct_urls import direct_patterns
from pendopo.procurement.evaluation_urls import evaluation_patterns
from pendopo.procurement.flags_urls import flags_patterns
from pendopo.procurement.isb_urls import isb_patterns
from pendopo.procurement.orders_urls import orders_patterns
from pendopo.procurement.packages_urls import packages_patterns
from pendopo.procurement.runs_urls import runs_patterns
from pendopo.procurement.sealing_urls import sealing_patterns
from pendopo.procurement.suppliers_urls import suppliers_patterns
from pendopo.procurement.tenders_urls import tenders_patterns
from pendopo.procurement.village_urls import village_patterns

app_name = "procurement"
urlpatterns: list[URLPattern | URLResolver] = [
    *packages_patterns,
    *tenders_patterns,
    *sealing_patterns,
    *runs_patterns,
    *auctions_patterns,
    *catalogue_patterns,
    *awards_patterns,
    *orders_patterns,
    *competitions_patterns,
    *suppliers_patterns,
    *direct_patterns,
    *contracts_patterns,
    *evaluation_patterns,
    *isb_patterns,
    *flags_patterns,
    *village_patterns,
]
