"""One sentence for each act of the budget."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "budget.ceilings.imported": Event(
        _("{actor} imported the ceilings of {year}: {rows} sub-activities, {amount} rupiah."), public=True
    ),
    "budget.stage_pair.imported": Event(
        _("{actor} imported two stages of the budget {year} by account: {rows} rows from {source}."), public=True
    ),
    "budget.year.begun": Event(
        _("{actor} began the budget of {year} from {from}: {rows} rows taken over."), public=True
    ),
    "budget.stage.opened": Event(_("{actor} opened the stage {kind} of {year}."), public=True),
    "budget.code_list.imported": Event(
        _("{actor} imported the code list {name}: {rows} codes, {moved} of them moved."), public=True
    ),
    "budget.measures.imported": Event(
        _("{actor} changed the units of measure: {new} new, {changed} changed, {closed} no longer used."), public=True
    ),
    "budget.rpjmd.imported": Event(_("{actor} took over the plan of the region {title}: {rows} rows."), public=True),
    "budget.rpjmd.linked": Event(
        _("{actor} tied the programme {subject} of the plan to programmes of the budget: {codes}."), public=True
    ),
    "budget.calendar_date.set": Event(_("{actor} set the day of the step {step} of {year}: {day}."), public=True),
    "budget.stage_window.set": Event(
        _("{actor} set when the stage {kind} of {year} takes changes: from {opens} until {closes}."), public=True
    ),
    "budget.calendar.reminded": Event(_("{actor} reminded {people} people of the step {step} of {year} ({mark}).")),
    "budget.envelope.set": Event(_("{actor} set the spending of {year} to {amount} rupiah: {reason}")),
    "budget.unit_ceiling.set": Event(_("{actor} set the ceiling of {unit} to {amount} rupiah: {reason}")),
    "budget.ceilings.set": Event(_("{actor} set {rows} ceilings of sub-activities in {unit}: {reason}")),
    "budget.item.put": Event(_("{actor} wrote a row of {amount} rupiah in the Rka of {unit}.")),
    "budget.items.pasted": Event(_("{actor} added {rows} rows of {amount} rupiah to the Rka of {unit}.")),
    "budget.rows.replaced": Event(
        _("{actor} took over a table in the Rka of {unit}: {added} rows new, {changed} changed, {removed} removed.")
    ),
    "budget.items.repriced": Event(
        _("{actor} let {rows} rows of {subject} follow the prices of “{edition}”: {difference} rupiah.")
    ),
    "budget.item.removed": Event(_("{actor} took a row of {amount} rupiah out of the Rka of {unit}.")),
    "budget.sheet.begun": Event(_("{actor} began the form {subject} of {unit}.")),
    "budget.details.put": Event(_("{actor} described the form {subject} of {unit}.")),
    "budget.cash_plan.put": Event(_("{actor} planned the cash of the form {subject} of {unit} by month.")),
    "budget.edit.undone": Event(_("{actor} took back a change of {rows} rows in the Rka of {unit}.")),
    "budget.rka.submitted": Event(_("{actor} submitted the Rka of {unit}.")),
    "budget.rka.passed": Event(_("{actor} passed the Rka of {unit} at {gate}.")),
    "budget.rka.returned": Event(_("{actor} returned the Rka of {unit}: {reason}")),
    "budget.rka.verified": Event(_("{actor} verified the Rka of {unit}.")),
    "budget.public_comment.written": Event(_("{actor} sent a comment on the budget of {unit}.")),
    "budget.public_comment.admitted": Event(_("{actor} handed a resident's comment to {unit}.")),
    "budget.public_comment.answered": Event(_("{actor} answered a resident's comment for {unit}.")),
    "budget.public_comment.declined": Event(_("{actor} declined a resident's comment on the budget of {unit}.")),
    "budget.apbdes.begun": Event(_("{actor} began the village budget {year} of {unit}."), public=True),
    "budget.apbdes_row.put": Event(_("{actor} wrote a row of {amount} rupiah in the village budget of {unit}.")),
    "budget.apbdes_row.changed": Event(_("{actor} changed a row of the village budget of {unit} to {amount} rupiah.")),
    "budget.apbdes_row.removed": Event(_("{actor} took a row of {amount} rupiah out of the village budget of {unit}.")),
    "budget.apbdes_edit.undone": Event(_("{actor} took back a change in the village budget of {unit}.")),
    "budget.apbdes.amended": Event(
        _("{actor} began to amend the village budget {year} of {unit}: {reason}"), public=True
    ),
    "budget.apbdes.submitted": Event(
        _("{actor} handed in the village budget {year} of {unit} for evaluation: {instrument}."), public=True
    ),
    "budget.apbdes.evaluated": Event(
        _("{actor} evaluated the village budget {year} of {unit}: {instrument}."), public=True
    ),
    "budget.apbdes.returned": Event(_("{actor} returned the village budget {year} of {unit}: {note}")),
    "budget.apbdes.reopened": Event(_("{actor} opened the village budget {year} of {unit} again to change it.")),
    "budget.apbdes.published": Event(
        _("{actor} published the village budget {year} of {unit}: {instrument}."), public=True
    ),
    "budget.tags.set": Event(_("{actor} named the priorities of the form {subject} of {unit}.")),
    "budget.comment.written": Event(_("{actor} commented on the Rka of {unit}: {subject}")),
    "budget.comment.answered": Event(_("{actor} answered a comment on the Rka of {unit}: {subject}")),
    "budget.comment.resolved": Event(_("{actor} settled a comment on the Rka of {unit}: {subject}")),
    "budget.comment.reopened": Event(_("{actor} opened a comment on the Rka of {unit} again: {subject}")),
    "budget.stage.submitted": Event(_("{actor} submitted the stage {kind} of {year}."), public=True),
    "budget.stage.reviewed": Event(_("{actor} reviewed the stage {kind} of {year}."), public=True),
    "budget.stage.agreed": Event(_("{actor} noted the agreement on the stage {kind} of {year}."), public=True),
    "budget.stage.returned": Event(_("{actor} returned the stage {kind} of {year}."), public=True),
    "budget.stage.reopened": Event(_("{actor} opened the stage {kind} of {year} again."), public=True),
    "budget.stage.set": Event(_("{actor} set the stage {kind} of {year}."), public=True),
    "budget.stage.superseded": Event(_("{actor} superseded the stage {kind} of {year}."), public=True),
    "budget.stage.published": Event(_("{actor} published the stage {kind} of {year}."), public=True),
    "budget.paper.made": Event(_("{actor} made the paper {title}.")),
    "budget.paper.signed": Event(_("{actor} signed the paper {title}.")),
    "budget.paper.validated": Event(_("{actor} validated the paper {title}.")),
    "budget.paper.approved": Event(_("{actor} approved the paper {title}.")),
    "budget.paper.withdrawn": Event(_("{actor} withdrew the paper {title}: {reason}")),
    "budget.stage.checked": Event(_("{actor} checked the stage {kind} of {year}: {rows} rows, {findings} findings.")),
    "budget.check.asked": Event(_("{actor} asked for a check of the stage {kind} of {year}.")),
    "budget.finding.answered": Event(_("{actor} answered the finding {code} of {unit}.")),
    "budget.finding.accepted": Event(_("{actor} accepted the answer to the finding {code} of {unit}.")),
    "budget.finding.rejected": Event(_("{actor} refused the answer to the finding {code} of {unit}: {reason}")),
    "budget.finding.overridden": Event(_("{actor} let the finding {code} of {unit} pass: {reason}")),
    "budget.print.begun": Event(_("{actor} had the papers {kind} of all units of {year} printed.")),
    "budget.print.finished": Event(_("{actor} printed {number} papers {kind} of {year}.")),
    "budget.prices.imported": Event(_("{actor} took over the price standards “{title}”: {rows} items.")),
    "budget.prices.begun": Event(_("{actor} began the price standards “{title}” with {rows} prices.")),
    "budget.price.put": Event(_("{actor} set the price of {item} to {amount} rupiah for one {measure}.")),
    "budget.proposal.made": Event(_("{actor} asked for “{title}” ({code}): {amount} rupiah."), public=True),
    "budget.proposal.accepted": Event(_("{actor} took up the proposal “{title}” ({code})."), public=True),
    "budget.proposal.refused": Event(
        _("{actor} did not take up the proposal “{title}” ({code}): {reason}"), public=True
    ),
    "budget.proposal.reopened": Event(_("{actor} took the answer to “{title}” ({code}) back."), public=True),
    "budget.proposal.funded": Event(
        _("{actor} tied the proposal “{title}” ({code}) to a line of the budget."), public=True
    ),
    "budget.proposal.unfunded": Event(_("{actor} untied the proposal “{title}” ({code}) from its line."), public=True),
    "budget.price_quote.added": Event(_("{actor} noted that {seller} asks {amount} rupiah for {item}.")),
    "budget.price_quote.removed": Event(_("{actor} took {seller} ({amount} rupiah) out of the survey of {item}.")),
    "budget.price.closed": Event(_("{actor} took {item} out of the price standards “{title}”.")),
    "budget.prices.proposed": Event(_("{actor} handed in the price standards “{title}” for approval.")),
    "budget.prices.returned": Event(_("{actor} returned the price standards “{title}”: {reason}")),
    "budget.prices.approved": Event(_("{actor} approved the price standards “{title}” by {paper}."), public=True),
    "budget.prices.enacted": Event(_("{actor} put the price standards “{title}” in force from {day}."), public=True),
    "budget.prices.superseded": Event(_("{actor} replaced the price standards “{title}”."), public=True),
    "budget.demo.seeded": Event(_("{actor} filled the budget of {year} with sample data."), public=True),
    "budget.funds.reserved": Event(
        _("{actor} reserved {amount} rupiah of {year} in {lines} budget lines for {source}."), public=True
    ),
    "budget.funds.committed": Event(
        _("{actor} bound {amount} rupiah of {year} in {lines} budget lines by {source}."), public=True
    ),
    "budget.funds.spent": Event(
        _("{actor} paid {amount} rupiah of {year} from {lines} budget lines by {source}."), public=True
    ),
    "budget.funds.released": Event(
        _("{actor} gave back {amount} rupiah of {year} to {lines} budget lines by {source}."), public=True
    ),
}
