"""Procurement: from the published plan (RUP) through the selection of a supplier to the signed contract."""
