"""Acts of monitoring."""

from pendopo.monitoring.services.projects import take_up_contracts as take_up_contracts
