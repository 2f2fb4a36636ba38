"""Pages of monitoring: for everybody, and in the workspace."""
