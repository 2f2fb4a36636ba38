"""This regency's own settings: identity, module switches, holidays."""
