"""What the three services know in common: patrimoine, database, facts, sign-in, money, Excel, the page shell."""
