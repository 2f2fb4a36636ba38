"""Every write of the budget: one function per act."""

from pendopo.budget.agreeing import AnswersMissing as AnswersMissing
from pendopo.budget.agreeing import DutiesMixed as DutiesMixed
from pendopo.budget.agreeing import GatesOpen as GatesOpen
from pendopo.budget.agreeing import NeverSet as NeverSet
from pendopo.budget.agreeing import PaperMissing as PaperMissing
from pendopo.budget.agreeing import ReasonMissing as ReasonMissing
from pendopo.budget.agreeing import RkaUnfinished as RkaUnfinished
from pendopo.budget.agreeing import StageUnfinished as StageUnfinished
from pendopo.budget.closing import StageClosed as StageClosed
from pendopo.budget.desk import AccountRefused as AccountRefused
from pendopo.budget.desk import CeilingExceeded as CeilingExceeded
from pendopo.budget.desk import ItemChanged as ItemChanged
from pendopo.budget.desk import PriceRefused as PriceRefused
from pendopo.budget.funds import BelowFunds as BelowFunds
from pendopo.budget.funds import FundsExceeded as FundsExceeded
from pendopo.budget.funds import FundsRefused as FundsRefused
from pendopo.budget.funds import HoldMissing as HoldMissing
from pendopo.budget.funds import SourceDiffers as SourceDiffers
from pendopo.budget.papering import PaperExists as PaperExists
from pendopo.budget.papering import PaperTooEarly as PaperTooEarly
from pendopo.budget.planning import DetailProblem as DetailProblem
from pendopo.budget.pool import BelowUse as BelowUse
from pendopo.budget.pool import PoolEmpty as PoolEmpty
from pendopo.budget.price_storing import PricesClosed as PricesClosed
from pendopo.budget.services.agreement import agree_stage as agree_stage
from pendopo.budget.services.agreement import publish_stage as publish_stage
from pendopo.budget.services.agreement import reopen_stage as reopen_stage
from pendopo.budget.services.agreement import return_stage as return_stage
from pendopo.budget.services.agreement import review_stage as review_stage
from pendopo.budget.services.agreement import set_stage as set_stage
from pendopo.budget.services.agreement import submit_stage as submit_stage
from pendopo.budget.services.apbdes import AmendedBefore as AmendedBefore
from pendopo.budget.services.apbdes import ApbdesBegun as ApbdesBegun
from pendopo.budget.services.apbdes import NotPublished as NotPublished
from pendopo.budget.services.apbdes import amend_apbdes as amend_apbdes
from pendopo.budget.services.apbdes import begin_apbdes as begin_apbdes
from pendopo.budget.services.apbdes import publish_apbdes as publish_apbdes
from pendopo.budget.services.apbdes_evaluation import SourcesMissing as SourcesMissing
from pendopo.budget.services.apbdes_evaluation import evaluate_apbdes as evaluate_apbdes
from pendopo.budget.services.apbdes_evaluation import mend_apbdes as mend_apbdes
from pendopo.budget.services.apbdes_evaluation import return_apbdes as return_apbdes
from pendopo.budget.services.apbdes_evaluation import submit_apbdes as submit_apbdes
from pendopo.budget.services.apbdes_rows import KegiatanMissing as KegiatanMissing
from pendopo.budget.services.apbdes_rows import put_apbdes_row as put_apbdes_row
from pendopo.budget.services.apbdes_rows import remove_apbdes_row as remove_apbdes_row
from pendopo.budget.services.apbdes_rows import undo_apbdes_edit as undo_apbdes_edit
from pendopo.budget.services.calendar import DayTooLate as DayTooLate
from pendopo.budget.services.calendar import TimesCrossed as TimesCrossed
from pendopo.budget.services.calendar import remind_calendar as remind_calendar
from pendopo.budget.services.calendar import set_calendar_date as set_calendar_date
from pendopo.budget.services.calendar import set_stage_window as set_stage_window
from pendopo.budget.services.ceilings import CEILINGS as CEILINGS
from pendopo.budget.services.ceilings import AlreadyImported as AlreadyImported
from pendopo.budget.services.ceilings import ImportRunning as ImportRunning
from pendopo.budget.services.ceilings import import_ceilings as import_ceilings
from pendopo.budget.services.checks import OwnAnswer as OwnAnswer
from pendopo.budget.services.checks import accept_answer as accept_answer
from pendopo.budget.services.checks import answer_finding as answer_finding
from pendopo.budget.services.checks import ask_for_check as ask_for_check
from pendopo.budget.services.checks import check_stage as check_stage
from pendopo.budget.services.checks import override_finding as override_finding
from pendopo.budget.services.checks import reject_answer as reject_answer
from pendopo.budget.services.checks import run_check as run_check
from pendopo.budget.services.codes import ListExists as ListExists
from pendopo.budget.services.codes import import_codes as import_codes
from pendopo.budget.services.comments import CommentEmpty as CommentEmpty
from pendopo.budget.services.comments import answer_comment as answer_comment
from pendopo.budget.services.comments import reopen_comment as reopen_comment
from pendopo.budget.services.comments import resolve_comment as resolve_comment
from pendopo.budget.services.comments import write_comment as write_comment
from pendopo.budget.services.demo import seed_demo as seed_demo
from pendopo.budget.services.demo import seed_draft_demo as seed_draft_demo
from pendopo.budget.services.demo_papers import seed_papers_demo as seed_papers_demo
from pendopo.budget.services.demo_proposals import seed_proposals_demo as seed_proposals_demo
from pendopo.budget.services.demo_rpjmd import seed_rpjmd_demo as seed_rpjmd_demo
from pendopo.budget.services.demo_shift import seed_shift_demo as seed_shift_demo
from pendopo.budget.services.demo_villages import seed_villages_demo as seed_villages_demo
from pendopo.budget.services.details import DetailChanged as DetailChanged
from pendopo.budget.services.details import put_cash_plan as put_cash_plan
from pendopo.budget.services.details import put_details as put_details
from pendopo.budget.services.funds import commit_funds as commit_funds
from pendopo.budget.services.funds import release_funds as release_funds
from pendopo.budget.services.funds import reserve_funds as reserve_funds
from pendopo.budget.services.funds import spend_funds as spend_funds
from pendopo.budget.services.imported_contracts import bind_imported_contracts as bind_imported_contracts
from pendopo.budget.services.imported_lines import open_imported_lines as open_imported_lines
from pendopo.budget.services.items import NoCeiling as NoCeiling
from pendopo.budget.services.items import NothingToUndo as NothingToUndo
from pendopo.budget.services.items import begin_sheet as begin_sheet
from pendopo.budget.services.items import put_item as put_item
from pendopo.budget.services.items import put_items as put_items
from pendopo.budget.services.items import remove_item as remove_item
from pendopo.budget.services.items import undo_edit as undo_edit
from pendopo.budget.services.measures import import_measures as import_measures
from pendopo.budget.services.pagu import CeilingChanged as CeilingChanged
from pendopo.budget.services.pagu import CeilingRefused as CeilingRefused
from pendopo.budget.services.pagu import set_ceiling as set_ceiling
from pendopo.budget.services.pagu import set_ceilings as set_ceilings
from pendopo.budget.services.pagu import set_envelope as set_envelope
from pendopo.budget.services.pagu import set_unit_ceiling as set_unit_ceiling
from pendopo.budget.services.papers import approve_paper as approve_paper
from pendopo.budget.services.papers import make_paper as make_paper
from pendopo.budget.services.papers import sign_paper as sign_paper
from pendopo.budget.services.papers import validate_paper as validate_paper
from pendopo.budget.services.papers import withdraw_paper as withdraw_paper
from pendopo.budget.services.price_composed import add_asb as add_asb
from pendopo.budget.services.price_composed import add_hspk as add_hspk
from pendopo.budget.services.price_items import PriceProblem as PriceProblem
from pendopo.budget.services.price_items import PriceValues as PriceValues
from pendopo.budget.services.price_items import add_price as add_price
from pendopo.budget.services.price_items import begin_edition as begin_edition
from pendopo.budget.services.price_items import close_price as close_price
from pendopo.budget.services.price_items import put_asb as put_asb
from pendopo.budget.services.price_items import put_hspk as put_hspk
from pendopo.budget.services.price_items import put_price as put_price
from pendopo.budget.services.prices import PRICES as PRICES
from pendopo.budget.services.prices import TooEarly as TooEarly
from pendopo.budget.services.prices import approve_prices as approve_prices
from pendopo.budget.services.prices import enact_prices as enact_prices
from pendopo.budget.services.prices import import_prices as import_prices
from pendopo.budget.services.prices import propose_prices as propose_prices
from pendopo.budget.services.prices import return_prices as return_prices
from pendopo.budget.services.printing import PrintBusy as PrintBusy
from pendopo.budget.services.printing import begin_print as begin_print
from pendopo.budget.services.printing import carry_out_print as carry_out_print
from pendopo.budget.services.proposals import ProposalProblem as ProposalProblem
from pendopo.budget.services.proposals import ProposalValues as ProposalValues
from pendopo.budget.services.proposals import accept_proposal as accept_proposal
from pendopo.budget.services.proposals import fund_proposal as fund_proposal
from pendopo.budget.services.proposals import look_again as look_again
from pendopo.budget.services.proposals import propose as propose
from pendopo.budget.services.proposals import refuse_proposal as refuse_proposal
from pendopo.budget.services.proposals import unfund_proposal as unfund_proposal
from pendopo.budget.services.public_comments import TooManyComments as TooManyComments
from pendopo.budget.services.public_comments import admit_public_comment as admit_public_comment
from pendopo.budget.services.public_comments import answer_public_comment as answer_public_comment
from pendopo.budget.services.public_comments import decline_public_comment as decline_public_comment
from pendopo.budget.services.public_comments import write_public_comment as write_public_comment
from pendopo.budget.services.quotes import QuoteValues as QuoteValues
from pendopo.budget.services.quotes import add_quote as add_quote
from pendopo.budget.services.quotes import remove_quote as remove_quote
from pendopo.budget.services.repricing import NothingChosen as NothingChosen
from pendopo.budget.services.repricing import reprice_items as reprice_items
from pendopo.budget.services.rka import pass_gate as pass_gate
from pendopo.budget.services.rka import return_rka as return_rka
from pendopo.budget.services.rka import submit_rka as submit_rka
from pendopo.budget.services.rka import verify_rka as verify_rka
from pendopo.budget.services.rpjmd import LinkProblem as LinkProblem
from pendopo.budget.services.rpjmd import PlanHead as PlanHead
from pendopo.budget.services.rpjmd import import_rpjmd as import_rpjmd
from pendopo.budget.services.rpjmd import link_program as link_program
from pendopo.budget.services.sides import begin_side as begin_side
from pendopo.budget.services.sipd import SIPD as SIPD
from pendopo.budget.services.sipd import replace_rows as replace_rows
from pendopo.budget.services.spreading import set_spread as set_spread
from pendopo.budget.services.spreading import set_unit_ceilings as set_unit_ceilings
from pendopo.budget.services.stage_pair import PAIR as PAIR
from pendopo.budget.services.stage_pair import import_stage_pair as import_stage_pair
from pendopo.budget.services.stages import NothingToContinue as NothingToContinue
from pendopo.budget.services.stages import StageStillOpen as StageStillOpen
from pendopo.budget.services.stages import open_stage as open_stage
from pendopo.budget.services.tags import EvidenceMissing as EvidenceMissing
from pendopo.budget.services.tags import TagsOver as TagsOver
from pendopo.budget.services.tags import set_tags as set_tags
from pendopo.budget.services.years import NotFirst as NotFirst
from pendopo.budget.services.years import YearBegun as YearBegun
from pendopo.budget.services.years import begin_year as begin_year
from pendopo.budget.village_codes import FundingMissing as FundingMissing
from pendopo.files.services import SigningUnavailable as SigningUnavailable
from pendopo.kernel.states import MoveRefused as MoveRefused

AGREEMENT_REFUSED = (
    AnswersMissing,
    BelowFunds,
    DutiesMixed,
    GatesOpen,
    MoveRefused,
    NeverSet,
    OwnAnswer,
    PaperMissing,
    ReasonMissing,
    RkaUnfinished,
    StageUnfinished,
)
"""What a step of an Rka or a stage may be refused with, beside PermissionDenied."""

PAPER_REFUSED = (DutiesMixed, MoveRefused, PaperExists, PaperTooEarly, ReasonMissing, SigningUnavailable)
"""What making or signing a paper may be refused with, beside PermissionDenied."""
FINDING_REFUSED = (MoveRefused, OwnAnswer, ReasonMissing)
"""What a step of a finding may be refused with, beside PermissionDenied."""

EDITION_REFUSED = (
    DutiesMixed,
    ImportRunning,
    MoveRefused,
    PaperMissing,
    PriceProblem,
    PricesClosed,
    ReasonMissing,
    TooEarly,
)
"""What an act on an edition of the price standards may be refused with, beside PermissionDenied."""

PROPOSAL_REFUSED = (MoveRefused, ProposalProblem, ReasonMissing)
"""What a step of a proposal may be refused with, beside PermissionDenied."""

CHANGE_REFUSED = (CeilingExceeded, ItemChanged, AccountRefused, PriceRefused, StageClosed)
"""What a change of rows may be refused with, beside PermissionDenied."""

POOL_REFUSED = (BelowUse, CeilingChanged, CeilingRefused, PoolEmpty, ReasonMissing, StageClosed)
"""What a change of ceilings may be refused with, beside PermissionDenied."""

APBDES_ROW_REFUSED = (AccountRefused, FundingMissing, ItemChanged, KegiatanMissing, StageClosed)
"""What a change of a village's rows may be refused with, beside ItemProblem and PermissionDenied."""
