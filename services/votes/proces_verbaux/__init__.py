"""Minutes: what they say, whether it holds, and what follows from them."""
