"""The list of expenses: its columns, the keys and accounts above its lines, the lines, the totals that it prints."""
