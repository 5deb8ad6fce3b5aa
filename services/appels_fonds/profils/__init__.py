"""The profile of a syndic: what was learnt of his workbooks, versioned and replayed on the past ones."""
