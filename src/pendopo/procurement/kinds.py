"""What is bought and how: the kinds of goods and work, the methods, the ways to evaluate."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is bought (Perpres 16/2018 Pasal 3)."""

    GOODS = "GOODS", _("Goods")
    WORKS = "WORKS", _("Construction work")
    CONSULTANCY = "CONSULTANCY", _("Consultancy")
    SERVICES = "SERVICES", _("Other services")


class Method(models.TextChoices):
    """How a supplier is chosen (Perpres 16/2018 Pasal 38, 41 and 47, with its amendments)."""

    CATALOGUE = "CATALOGUE", _("E-purchasing")
    MINI_COMPETITION = "MINI_COMPETITION", _("Mini competition")
    DIRECT = "DIRECT", _("Direct procurement")
    DIRECT_APPOINTMENT = "DIRECT_APPOINTMENT", _("Direct appointment")
    FAST_TENDER = "FAST_TENDER", _("Fast tender")
    TENDER = "TENDER", _("Tender")
    SELECTION = "SELECTION", _("Selection of consultants")
    SELF_MANAGED = "SELF_MANAGED", _("Self-managed work")
    RECORDED = "RECORDED", _("Recorded spending")
    VILLAGE = "VILLAGE", _("Village procurement")
    INTERNATIONAL = "INTERNATIONAL", _("International tender")


COMPETITIVE = (Method.MINI_COMPETITION, Method.FAST_TENDER, Method.TENDER, Method.SELECTION, Method.INTERNATIONAL)


class SelfManagedType(models.TextChoices):
    """Who carries out self-managed work (Perpres 16/2018 Pasal 18)."""

    OWN = "I", _("Type I: the office itself")
    OTHER_OFFICE = "II", _("Type II: another office")
    ASSOCIATION = "III", _("Type III: a community organisation")
    GROUP = "IV", _("Type IV: a community group")


class Category(models.TextChoices):
    """What an item of the government's catalogue is, as a buyer looks for it."""

    FOOD = "FOOD", _("Food and drink")
    OFFICE = "OFFICE", _("Office and printing")
    CLEANING = "CLEANING", _("Cleaning and household")
    MATERIALS = "MATERIALS", _("Building materials")
    MOTOR = "MOTOR", _("Vehicles and spare parts")
    TECHNOLOGY = "TECHNOLOGY", _("Computers and electronics")
    TEXTILE = "TEXTILE", _("Clothes and batik")
    FARMING = "FARMING", _("Farming and harvest")
    HEALTH = "HEALTH", _("Health")
    FURNITURE = "FURNITURE", _("Furniture")
    SERVICES = "SERVICES", _("Hire and services")


class Origin(models.TextChoices):
    """Where a record was born."""

    OWN = "OWN", _("This system")
    ISB = "ISB", _("LKPP (ISB)")
    INAPROC = "INAPROC", _("INAPROC")


class Scheme(models.TextChoices):
    """How many envelopes a bid has."""

    ONE_FILE = "ONE_FILE", _("One file")
    TWO_FILE = "TWO_FILE", _("Two files")


class Evaluation(models.TextChoices):
    """What decides between valid bids."""

    LOWEST_PRICE = "LOWEST_PRICE", _("Lowest price")
    QUALITY_COST = "QUALITY_COST", _("Quality and cost")
    NEGOTIATED = "NEGOTIATED", _("Clarified and negotiated")


class Seat(models.TextChoices):
    """The seat of a member in the committee of a run."""

    CHAIR = "CHAIR", _("Chair")
    SECRETARY = "SECRETARY", _("Secretary")
    MEMBER = "MEMBER", _("Member")


class RunPaper(models.TextChoices):
    """What a file of a run is."""

    SELECTION = "SELECTION", _("Selection document")
    KAK = "KAK", _("Terms of reference (KAK)")
    CONTRACT = "CONTRACT", _("Draft contract")
    DRAWING = "DRAWING", _("Drawings")
    AMENDMENT = "AMENDMENT", _("Amendment of documents")
    OTHER = "OTHER", _("Other document")
