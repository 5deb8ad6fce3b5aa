"""The régularisation of an exercise: from received accounts to each tenant's statement, kept version by version."""
