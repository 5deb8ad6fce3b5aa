"""What looks wrong in years of charges, its evidence, and the question to the syndic until its answer."""
