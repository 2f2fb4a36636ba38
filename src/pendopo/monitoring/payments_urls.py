"""Addresses of payments in the workspace: those of a work, the desk, funds released to a unit."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.monitoring.projects_urls import WORK
from pendopo.monitoring.views import payments, payments_desk

PAYMENT = rf"^{WORK}pembayaran/(?P<sequence>[0-9]{{1,4}})/"
STEP = "ajukan|tarik|lengkap|kembalikan|tandatangani|tolak|cairkan|tolak-cair"

payments_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^{WORK}pembayaran/$", payments.payments, name="payments"),
    re_path(rf"^{WORK}pembayaran/syarat/$", payments.payment_terms, name="payment_terms"),
    re_path(rf"^{WORK}pembayaran/baru/$", payments.new_payment, name="new_payment"),
    re_path(rf"{PAYMENT}$", payments.payment, name="payment"),
    re_path(rf"{PAYMENT}(?P<step>{STEP})/$", payments.payment_step, name="payment_step"),
    path("workspace/pemantauan/pembayaran/", payments_desk.desk, name="payments_desk"),
    re_path(
        r"^workspace/pemantauan/spd/(?P<unit>[0-9A-Za-z.-]{1,40})/(?P<year>20\d\d)/$", payments_desk.spd, name="spd"
    ),
    re_path(
        r"^workspace/pemantauan/spd/(?P<pk>[0-9]{1,12})/(?P<step>tandatangani|berlakukan)/$",
        payments_desk.spd_step,
        name="spd_step",
    ),
]
