"""The message door of charges: the facts it hears."""
