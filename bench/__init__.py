"""Speed goals, printed as ratios of figures measured side by side in one run. Never asserted in tests."""
