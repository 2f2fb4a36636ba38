"""Government units (Opd and below), positions, and other legal persons."""
