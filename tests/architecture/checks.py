"""The rules of the house, each as a function from modules to the places that break it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.source import Module, functions, imported, public_functions

FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "managers", "misc"}
DOORS = {"views", "api"}
WITHOUT_WEB = {"services", "queries", "rules", "states"}
WEB = ("ninja", "django.http")
FILE_LIMIT, FUNCTION_LIMIT, CLASS_LIMIT, DOOR_LIMIT = 400, 50, 200, 25
# The log and the search index are written by acts that have already asked: they are parts of an act, not acts.
PARTS_OF_ACTS = {"audit/services.py", "audit/services"}


def too_long(found: Iterable[Module]) -> Iterator[str]:
    """Files over 400 lines, functions over 50, classes over 200, views and endpoints over 25."""
    for module in found:
        if module.lines > FILE_LIMIT:
            yield f"{module.path}: {module.lines} lines"
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            limit = CLASS_LIMIT if isinstance(node, ast.ClassDef) else FUNCTION_LIMIT
            if isinstance(node, ast.FunctionDef) and module.room in DOORS:
                limit = DOOR_LIMIT
            if length > limit:
                yield f"{module.path}:{node.lineno} {node.name}: {length} lines"


def badly_named(found: Iterable[Module]) -> Iterator[str]:
    """Rooms without a meaning."""
    return (str(module.path) for module in found if FORBIDDEN_NAMES & set(module.path.with_suffix("").parts))


def acts_without_permission(found: Iterable[Module]) -> Iterator[str]:
    """Public services that take no `actor` or never call `require`; arguments must be keyword-only."""
    for module in found:
        if module.room != "services" or str(module.path).startswith(tuple(PARTS_OF_ACTS)):
            continue
        for node in public_functions(module.tree):
            names = {argument.arg for argument in node.args.kwonlyargs}
            calls = {
                call.func.id
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            }
            if "actor" not in names or "require" not in calls or node.args.args:
                yield f"{module.path}:{node.lineno} {node.name}"


def status_assignments(found: Iterable[Module]) -> Iterator[str]:
    """Only the machine assigns `.status`."""
    for module in found:
        if str(module.path) == "kernel/states.py":
            continue
        for node in ast.walk(module.tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr == "status":
                    yield f"{module.path}:{node.lineno}"


def web_below_the_door(found: Iterable[Module]) -> Iterator[str]:
    """`ninja` and `django.http` stay out of services and queries."""
    for module in found:
        if module.room in WITHOUT_WEB:
            for name, line in imported(module.tree):
                if name.startswith(WEB):
                    yield f"{module.path}:{line} {name}"


def models_at_the_door(found: Iterable[Module]) -> Iterator[str]:
    """Views and endpoints import no models directly: they read by queries and write by services."""
    for module in found:
        if module.room in DOORS:
            for name, line in imported(module.tree):
                if name.startswith("pendopo.") and ".models." in f"{name}.":
                    yield f"{module.path}:{line} {name}"


def signals(found: Iterable[Module]) -> Iterator[str]:
    """No signals, outside the one place that hears allauth."""
    for module in found:
        if str(module.path) != "accounts/signals.py":
            for name, line in imported(module.tree):
                if name.startswith(("django.dispatch", "django.db.models.signals")):
                    yield f"{module.path}:{line} {name}"


def work_in_save(found: Iterable[Module]) -> Iterator[str]:
    """A model's `save()` is Django's own."""
    for module in found:
        if module.room == "models":
            yield from (f"{module.path}:{node.lineno}" for node in functions(module.tree) if node.name == "save")


def moving_dates(found: Iterable[Module]) -> Iterator[str]:
    """`auto_now`, `auto_now_add` and `db_default=Now()` are banned: `now` is passed in."""
    for module in found:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                yield f"{module.path}:{node.value.lineno}"


def undocumented(found: Iterable[Module]) -> Iterator[str]:
    """Public services and queries have a docstring."""
    for module in found:
        if module.room in {"services", "queries", "rules"}:
            for node in public_functions(module.tree):
                if not ast.get_docstring(node):
                    yield f"{module.path}:{node.lineno} {node.name}"


def float_money(found: Iterable[Module]) -> Iterator[str]:
    """Money is never a float column."""
    for module in found:
        if module.room == "models":
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    field = getattr(node.value.func, "attr", "")
                    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                    if field == "FloatField" and any(name.endswith("_amount") for name in names):
                        yield f"{module.path}:{node.lineno}"


def wall_clocks(found: Iterable[Module]) -> Iterator[str]:
    """`timezone.now()`, `datetime.now()`, `date.today()`: only the kernel's clock reads the time."""
    for module in found:
        if str(module.path) == "kernel/clock.py":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value).split(".")[-1]
                if (owner, node.func.attr) in {
                    ("timezone", "now"),
                    ("datetime", "now"),
                    ("datetime", "utcnow"),
                    ("date", "today"),
                }:
                    yield f"{module.path}:{node.lineno}"


def printing(found: Iterable[Module]) -> Iterator[str]:
    """Functions with a `print` belong to commands alone."""
    for module in found:
        if module.path.parts[0] == "cli" or "management" in module.path.parts:
            continue
        for function in functions(module.tree):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                    yield f"{module.path}:{node.lineno}"


def twin_schemas(found: Iterable[Module]) -> Iterator[str]:
    """Schemas of the API that share a name: in its description the later one would replace the earlier."""
    seen: dict[str, Path] = {}
    for module in found:
        for node in ast.walk(module.tree):
            bases = [base.id for base in getattr(node, "bases", []) if isinstance(base, ast.Name)]
            if not isinstance(node, ast.ClassDef) or not module.path.name.startswith("api") or not bases:
                continue
            if node.name in seen:
                yield f"{module.path}:{node.lineno} {node.name} stands in {seen[node.name]} too"
            seen[node.name] = module.path
