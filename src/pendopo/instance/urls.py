from django.urls.resolvers import URLPattern, URLResolver

app_name = "instance"
urlpatterns: list[URLPattern | URLResolver] = []
