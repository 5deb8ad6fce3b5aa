"""The demo portfolio: an invented landlord of the Lyon and Saint-Étienne area, the same for the same day and seed."""
