"""Pages of procurement: for everybody, and in the workspace."""
