"""What one cell or one heading says by itself: amounts, accounts, keys and their weights; a sheet held in memory."""
