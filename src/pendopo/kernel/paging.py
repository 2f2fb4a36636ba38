"""Pages of lists of the API, numbered within what a database can count."""

from ninja import Field, Schema
from ninja.pagination import PageNumberPagination as _Pages

MOST_PAGES = 1_000_000


class PageNumberPagination(_Pages):
    """Pages by `page` (from 1) and `page_size`; a number that no list can have is refused as such."""

    class Input(Schema):
        """What is asked of a list."""

        page: int = Field(1, ge=1, le=MOST_PAGES)
        page_size: int | None = Field(None, ge=1, le=MOST_PAGES)
