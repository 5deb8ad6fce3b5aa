"""The report of the year: what was voted and what came of it, and how punctual the syndics were."""
