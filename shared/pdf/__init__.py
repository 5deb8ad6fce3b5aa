"""PDF documents: typst templates on our paper, filled with plain data, tagged and kept for years, sealed when asked."""
