from django.urls import path

from pendopo.portal.views import home, papers, search, workspace

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.results, name="search"),
    path("status/", papers.status, name="status"),
    path("aksesibilitas/", papers.accessibility, name="accessibility"),
    path("workspace/", workspace.home, name="workspace"),
    path("privasi/", papers.privacy, name="privacy"),
]
