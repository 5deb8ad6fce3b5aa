"""Appels de fonds: import of the syndics' workbooks, controls, journal entries, FEC."""
