"""Plain Python that every package stands on: states, access, money, working days, clock, errors. No tables."""
