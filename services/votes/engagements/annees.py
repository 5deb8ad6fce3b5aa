"""On which years our quote-part falls: by the calls the text prints, else by the exercise, else by the year of the AG.

Pure. Every split sums to the quote-part: each call is a part of it by largest remainder (a tie goes to the earliest),
then the calls of a year are added.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.votes.engagements.lecture_echeancier import Versement, read_exercice, read_versements
from shared.montants import split_montant
from shared.presentation import format_date

BUDGET = "BUDGET_PREVISIONNEL"
SANS_ENGAGEMENT = {
    "COMPTES_APPROBATION": "ces dépenses sont passées et déjà appelées",
    "FONDS_TRAVAUX_AFFECTATION": "le fonds de travaux, déjà constitué, paie cette dépense",
    "DISPOSITION_26A": "le texte doit dire si le prix est reçu ou payé",
    "DISPOSITION_25D": "le texte doit dire si le prix est reçu ou payé",
    "ALIENATION_UNANIMITE": "le texte doit dire si le prix est reçu ou payé",
    "SURELEVATION": "le texte doit dire si le prix est reçu ou payé",
}
"""Financial types that reserve nothing, and why."""


@dataclass(frozen=True, slots=True)
class Repartition:
    """Our quote-part by calendar year, in centimes, and the sentence that says on what the years rest."""

    annees: dict[int, int]
    motif: str


def split_by_annee(quote_part_centimes: int, versements: Sequence[Versement]) -> dict[int, int]:
    """A quote-part over the years of its calls, in order; the years sum to it.

    :raises ValueError: no call to carry an amount.
    """
    parts = split_montant(quote_part_centimes, [(rang, un.poids) for rang, un in enumerate(versements)])
    annees: dict[int, int] = defaultdict(int)
    for rang, versement in enumerate(versements):
        annees[versement.exigible.year] += parts[rang]
    return dict(sorted(annees.items()))


def repartir_quote_part(
    quote_part_centimes: int,
    *,
    code: str,
    texte: str,
    montant_centimes: int,
    date_ag: date,
    decalage_budget: int = 1,
    decalage_depense: int = 0,
    debut_exercice: date | None = None,
) -> Repartition:
    """The years of a quote-part.

    The calls printed come first; calls before the assembly are not calls of what it votes. A budget without calls is
    called by quarters of the exercise it names (loi 14-1). Else the year of the assembly, moved by the settings.

    :param code: the type of the resolution; ``texte``: its title and body; ``montant_centimes``: what is voted.
    :param debut_exercice: the first day of an exercise of the copropriété, when one is known.
    """
    lus = read_versements(texte, montant_centimes)
    if lus and lus[0].exigible >= date_ag:
        jours = ", ".join(format_date(un.exigible) for un in lus)
        pluriel = "s" if len(lus) > 1 else ""
        return Repartition(
            split_by_annee(quote_part_centimes, lus), f"{len(lus)} appel{pluriel} lu{pluriel} dans le texte : {jours}"
        )
    trimestres = read_exercice(texte, debut_exercice) if code == BUDGET else ()
    if trimestres:
        debut = format_date(trimestres[0].exigible)
        motif = f"quatre provisions trimestrielles à compter du {debut} (loi art. 14-1)"
        return Repartition(split_by_annee(quote_part_centimes, trimestres), motif)
    decalage = decalage_budget if code == BUDGET else decalage_depense
    annee = date_ag.year + decalage
    ans = f", plus {decalage} an{'s' if decalage > 1 else ''} (réglage)" if decalage else ""
    return Repartition({annee: quote_part_centimes}, f"année de l’AG{ans}, le texte ne donnant pas d’appels certains")
