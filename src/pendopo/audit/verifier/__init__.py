"""The stand-alone check of receipts: one file, no Django, no network."""
