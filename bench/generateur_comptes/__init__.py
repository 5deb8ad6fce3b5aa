"""Made-up yearly accounts of syndics, in many layouts and from many producers, with gaps planted and told.

``generate(graine)`` gives the bytes, the name, what must be read, and the cells of the gaps. The layouts were written
before the reader was refined; the seeds of ``RESERVE`` are looked at only through their score.
"""

from bench.generateur_comptes.assemblage import Exemple, generate

REGLAGE = range(1, 61)
RESERVE = range(1001, 1061)

__all__ = ["REGLAGE", "RESERVE", "Exemple", "generate"]
