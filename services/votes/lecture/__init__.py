"""Reading what a syndic sends for a vote: agendas and minutes, from PDF, e-mail, workbook or text, to plain values."""
