"""What the budget is checked for: pure functions over columns of rows; thresholds come in as dated rules."""
