"""Settings, addresses and the assembled API: it wires the packages together and decides nothing."""
