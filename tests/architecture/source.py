"""Reads the source tree for the architecture tests: files, syntax trees, and what stands in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "pendopo"


@dataclass(frozen=True)
class Module:
    """One Python file: its path below the package and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The kind of module: `services` for services.py and for services/opening.py."""
        parts = self.path.with_suffix("").parts
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def lines(self) -> int:
        return self.text.count("\n")


def module(text: str, path: str = "example/services.py") -> Module:
    """A module from a text: the deliberate violations of the tests."""
    return Module(Path(path), text, ast.parse(text))


def modules(root: Path = PACKAGE) -> list[Module]:
    """All modules of the product, without tests and migrations."""
    found = []
    for path in sorted(root.rglob("*.py")):
        below = path.relative_to(root)
        if {"tests", "migrations"} & set(below.parts):
            continue
        text = path.read_text(encoding="utf-8")
        found.append(Module(below, text, ast.parse(text)))
    return found


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every imported name as a dotted text, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Every function, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions at the module's top that others may call."""
    return (node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))
