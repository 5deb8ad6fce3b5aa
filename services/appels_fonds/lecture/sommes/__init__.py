"""What a file prints or says twice: totals, tables that sum others, the same line again."""
