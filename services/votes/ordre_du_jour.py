"""A pasted agenda, cut into its resolutions: the reading of a text, as ``lecture`` reads that of a file."""

from services.votes.lecture.plan.agenda import OrdreDuJour, ResolutionLue, read_agenda, read_texte_colle

__all__ = ["OrdreDuJour", "ResolutionLue", "parse_ordre_du_jour"]


def parse_ordre_du_jour(texte: str) -> OrdreDuJour:
    """Read a pasted or extracted agenda. A text without any numbering is read one line (or bullet) per resolution."""
    return read_agenda(read_texte_colle(texte))
