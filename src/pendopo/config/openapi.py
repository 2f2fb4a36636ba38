"""The description of the API as a file: `python -m pendopo.config.openapi FILE` writes it."""

import json
import sys
from pathlib import Path


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
