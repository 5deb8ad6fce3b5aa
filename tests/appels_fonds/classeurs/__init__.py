"""Workbooks of our own acceptance: built at test time, expected line by line."""
