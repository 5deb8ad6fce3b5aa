"""What the landlord owns, where, and who manages it: the rules and use cases; the tables are in shared.models."""
