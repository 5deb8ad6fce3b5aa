"""Our books: posting schemes, entries, exercises, year-end, lettering, and how they are read."""
