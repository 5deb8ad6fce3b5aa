"""Charges: what was budgeted, called and spent, by clé and by poste."""
