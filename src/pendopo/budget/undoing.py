"""Taking one change of a row back, at an opened desk."""

from pendopo.budget.desk import Desk, ItemChanged, values_of
from pendopo.budget.models import ItemEdit, LineItem
from pendopo.budget.models.lines import STILL


def take_back(desk: Desk, edit: ItemEdit) -> None:
    """Bring the row to what it was before the edit. Raises ItemChanged."""
    item = LineItem.objects.filter(STILL, line=edit.line, number=edit.number).select_for_update().first()
    after = None if edit.after is None else {"price_id": None} | edit.after
    if (values_of(item) if item else None) != after:
        raise ItemChanged(item)
    if edit.before is None:
        if item is not None:
            desk.take_out(item)
    elif item is not None:
        desk.rewrite(item, edit.before)
    else:
        desk.put_back(edit.line, edit.number, edit.before, edit.revision + 1)
