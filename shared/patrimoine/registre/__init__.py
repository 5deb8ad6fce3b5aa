"""The national registry of copropriétés (RNIC, CCH L711-1): reading an extract of its open file, field by field."""
