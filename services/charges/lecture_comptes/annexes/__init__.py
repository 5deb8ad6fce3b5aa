"""The annexes of the decree 2005-240: the financial situation, the accounts in five columns, the totals by key."""
