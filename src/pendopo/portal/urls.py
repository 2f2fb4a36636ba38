from django.urls import path

from pendopo.portal.views import home, papers, search, style, workspace

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", search.results, name="search"),
    path("status/", papers.status, name="status"),
    path("aksesibilitas/", papers.accessibility, name="accessibility"),
    path("privasi/", papers.privacy, name="privacy"),
    path("workspace/", workspace.home, name="workspace"),
    path("workspace/gaya/", style.style, name="style"),
    path("workspace/gaya/<slug:part>/", style.style, name="style_part"),
]
