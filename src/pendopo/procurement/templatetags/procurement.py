"""Words of procurement for templates."""

from django import template

from pendopo.budget.names import readable
from pendopo.organisations.models import Unit
from pendopo.procurement.kinds import Method

register = template.Library()


@register.filter
def unit_words(unit: Unit) -> str:
    """The unit's name as people read it: sources write names in capitals."""
    return readable(unit.name, title=True)


@register.filter
def unit_short(unit: Unit) -> str:
    """The unit's short name, else its name as people read it."""
    return unit.short_name or readable(unit.name, title=True)


@register.filter
def method_words(code: str) -> str:
    """The method's name; the code itself where it has none."""
    return str(Method(code).label) if code in Method.values else code
