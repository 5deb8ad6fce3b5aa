"""What the text of a resolution prints besides its votes: its majority, its result, the amount put to the vote."""
