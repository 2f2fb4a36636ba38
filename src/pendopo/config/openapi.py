"""The description of the API, with what ninja leaves out; `python -m pendopo.config.openapi FILE` writes it."""

import json
import sys
from pathlib import Path
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


def text() -> str:
    """The description as it is committed."""
    from pendopo.config.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=1, ensure_ascii=False, default=str) + "\n"


def main() -> None:
    """Write the description to the file named on the command line."""
    import django

    django.setup()
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
