"""The regional budget (APBD): code lists, units' ceilings and lines by stage, roll-ups, and the public explorer."""
