"""What a file in parts may be sent for, and who may send it."""

from dataclasses import dataclass

from pendopo.files.formats import FORMATS
from pendopo.files.tabular import NAMED_LIMIT
from pendopo.kernel.registry import Registry

IMPORT = "import:"
"""An import's purpose is this and the key of its format."""


@dataclass(frozen=True)
class Purpose:
    """`permission` is asked at every part; `largest` in bytes; `accept` the ends of file names."""

    permission: str
    largest: int
    accept: tuple[str, ...]


PURPOSES: Registry[Purpose] = Registry("purpose of an upload")
"""What packages above take in parts besides imports: register in `AppConfig.ready()`."""


def purpose_of(key: str) -> Purpose:
    """The purpose of that name. Raises KeyError."""
    if not key.startswith(IMPORT):
        return PURPOSES[key]
    kind = FORMATS[key.removeprefix(IMPORT)]
    return Purpose(kind.permission, NAMED_LIMIT, tuple(kind.accept))
