"""Pendopo: an open smart-regency platform for Indonesian regencies and cities."""

__version__ = "0.1.0"
