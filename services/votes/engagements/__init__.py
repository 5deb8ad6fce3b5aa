"""What our votes cost: reservations by year, committed or released by the minutes."""
