"""Oversight: what crosses packages. The rupiah trace walks from the budget line to the payment and back."""
