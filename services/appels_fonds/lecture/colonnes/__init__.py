"""Which row is the header of a table, and what each of its columns says."""
