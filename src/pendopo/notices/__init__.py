"""Outbox, in-app inbox, channels and webhooks: sent on commit."""
