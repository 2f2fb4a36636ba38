"""The kinds of documents and their labels; a package registers its own in `AppConfig.ready()`."""

from typing import Any

from pendopo.kernel.registry import Registry

KINDS: Registry[Any] = Registry("search kind")


def register(kind: str, label: Any) -> None:
    """Name a kind: `register("desa", gettext_lazy("Village"))`."""
    KINDS.register(kind, label)


def label_of(kind: str) -> str:
    """The label shown; a kind that nobody named shows its code."""
    return str(KINDS[kind]) if kind in KINDS else kind
