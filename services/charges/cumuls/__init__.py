"""Sums kept as lines arrive, so that no page adds up the lines again."""
