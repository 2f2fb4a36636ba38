"""Monitoring: work plans, progress with evidence, status, forecast, payments, handover and performance."""
