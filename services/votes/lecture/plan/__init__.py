"""Which lines open a resolution, and which belong to what is sent with the agenda or the minutes."""
