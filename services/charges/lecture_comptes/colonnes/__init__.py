"""What a header says of its columns and of its table, and where each table of a sheet ends."""
