"""What is ours, and the words by which syndics name it: copropriétés, lots, keys."""
