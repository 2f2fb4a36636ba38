"""Rules over the models: keys point down, names are unique, every model is in the glossary."""

import tomllib
from collections import Counter
from itertools import chain

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.architecture.source import ROOT


def storeys() -> dict[str, int]:
    """Package name -> storey, counted from the ground, as import-linter's contract has it."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    rows = [[name.strip(" ()") for name in row.split("|")] for row in reversed(contract["layers"])]
    return dict(chain.from_iterable([(name, number) for name in row] for number, row in enumerate(rows)))


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]


def wrong_keys(found: list[type[models.Model]], heights: dict[str, int]) -> list[str]:
    """Keys to another package that do not go down, or that put an attribute on the lower model."""
    wrong = []
    for model in found:
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            target = field.related_model._meta
            if target.app_label == model._meta.app_label:
                continue
            to_user = target.label == settings.AUTH_USER_MODEL
            down = heights[target.app_label] < heights[model._meta.app_label] if not to_user else True
            if not down or (field.remote_field.related_name or "")[-1:] != "+":
                wrong.append(f"{model._meta.label}.{field.name}")
    return wrong


def test_keys_point_down_and_leave_no_attribute_behind():
    assert wrong_keys(own_models(), storeys()) == []


def test_a_key_that_points_up_is_found():
    heights = storeys()
    heights["accounts"] = -1
    from pendopo.accounts.models import User

    class Upward(models.Model):
        other = models.ForeignKey("instance.Instance", on_delete=models.CASCADE)

        class Meta:
            app_label = "accounts"
            managed = False

    try:
        assert wrong_keys([Upward, User], heights) == ["accounts.Upward.other"]
    finally:
        del apps.all_models["accounts"]["upward"]
        apps.clear_cache()


def test_model_names_are_unique_in_the_whole_product():
    names = Counter(model.__name__ for model in own_models())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_model_stands_in_the_glossary_and_has_a_docstring():
    pages = [ROOT / "docs" / "glossary.md", *(ROOT / "docs" / "glossary.d").glob("*.md")]
    glossary = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    missing = [model.__name__ for model in own_models() if f"`{model.__name__}`" not in glossary]
    silent = [model.__name__ for model in own_models() if (model.__doc__ or "").startswith(f"{model.__name__}(")]
    assert (missing, silent) == ([], [])
