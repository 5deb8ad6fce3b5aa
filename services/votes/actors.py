"""The message door of votes: the facts it hears."""
