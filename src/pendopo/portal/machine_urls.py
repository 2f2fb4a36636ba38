"""Addresses for machines: no language prefix."""

from django.urls import path

from pendopo.portal.views import machines

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security-txt"),
]
