from django.urls.resolvers import URLPattern, URLResolver

app_name = "audit-machine"
urlpatterns: list[URLPattern | URLResolver] = []
