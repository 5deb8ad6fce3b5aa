"""Who answers: routing, teams, absences, substitutes, and what is done when no answer comes."""
