"""What becomes of a file received: dropped, analysed, shown, corrected, integrated, sent back, undone."""
