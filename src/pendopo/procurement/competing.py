"""What the acts on mini competitions share: the need, refusals."""

import datetime as dt
from dataclasses import dataclass
from typing import Any


class CompetitionRefused(Exception):
    """The act is not possible; `code` says why (see `competition_words`), `limit` names the value that decides."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


@dataclass(frozen=True)
class NeedValues:
    """What invited suppliers quote for, and until when."""

    need: str
    category: str
    quantity: int
    measure: str
    deadline_at: dt.datetime
    description: str = ""
    needed_date: dt.date | None = None
    place_note: str = ""
    by_auction: bool = False
