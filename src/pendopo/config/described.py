"""An API whose description names the refusals that ninja leaves out."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

# What every operation may answer besides its own statuses (django-ninja #1285).
REFUSALS = {
    "400": "The request cannot be read",
    "401": "Sign in, or send a key",
    "403": "Not allowed",
    "404": "Not there, or not for you",
    "422": "A value does not fit",
}
ERROR = {
    "title": "Refusal",
    "type": "object",
    "properties": {"detail": {"title": "Detail"}},
    "required": ["detail"],
}


class DescribedAPI(NinjaAPI):
    """The API, with the refusals of every operation in its description."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).setdefault("Refusal", ERROR)
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, words in REFUSALS.items():
                    operation["responses"].setdefault(status, {"description": words, "content": content})
        return schema
