"""What one cell says by itself: words brought to one form, days, amounts, units."""
