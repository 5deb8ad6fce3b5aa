"""What the law makes of the votes: majorities, second ballots, whose voices count, what our weight can do."""
