"""Pages of units and posts."""
