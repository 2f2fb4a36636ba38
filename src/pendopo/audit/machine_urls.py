from django.urls import path, re_path

from pendopo.audit import machine_views

app_name = "audit-machine"
urlpatterns = [
    path("log/checkpoint", machine_views.checkpoint, name="checkpoint"),
    path("log/pendopo_verify.py", machine_views.verifier, name="verifier"),
    path("ping/<uuid:key>/", machine_views.ping, name="ping"),
    path("ping/<uuid:key>/<slug:outcome>/", machine_views.ping, name="ping_outcome"),
    re_path(
        r"^log/tile/(?P<level>\d{1,2}|entries)/(?P<number>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?$",
        machine_views.tile,
        name="tile",
    ),
]
