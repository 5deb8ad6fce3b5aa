"""The answers: the queue « À voter », one decision, its visa, its history, several at once."""
