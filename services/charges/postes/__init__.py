"""The poste of each line and what tenants can be asked of it: nomenclature, words, corrections, dated rates."""
