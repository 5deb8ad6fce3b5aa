"""The message door of appels_fonds: the facts it hears."""
