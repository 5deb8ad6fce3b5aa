"""Which kind of decision a resolution is: the table of types, the words, what a manager taught."""
