"""The ballots of one resolution: labels and figures as tokens, paired, then counts and owners of each position."""
