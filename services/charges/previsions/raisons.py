"""The sentence that says where a forecast comes from. Pure."""

from services.charges.graphiques.formats import format_euros, format_pourcent
from services.charges.previsions.modeles import DERNIER, MOYENNE, NIVEAU, RETOUR, TENDANCE
from services.charges.previsions.regles import Prevision

PHRASES = {
    DERNIER: "dernier exercice × évolution habituelle du poste chez les pairs",
    TENDANCE: "niveau de l’immeuble × droite d’évolution des pairs (les années folles n’y pèsent pas)",
    MOYENNE: "moyenne des trois derniers exercices, ramenés aux prix de l’exercice prévu",
    NIVEAU: "niveau habituel de l’immeuble : tous ses exercices, ramenés aux prix de l’exercice prévu",
    RETOUR: "droite des prix chez les pairs, et la moitié de l’écart du dernier exercice à cette droite",
}


def tell_raison(prevision: Prevision) -> str:
    """Way, reference, rise, one-off set aside, past errors: everything a reader needs to redo or contest it."""
    parts = [
        f"{PHRASES[prevision.methode]} ; référence {format_euros(prevision.reference)}",
        f"hausse usuelle {format_pourcent(prevision.hausse_pour_mille)} par an ({prevision.pairs} immeubles)",
    ]
    if prevision.ponctuel:
        parts.append("dernier exercice écarté comme ponctuel")
    if prevision.erreurs:
        parts.append(
            f"erreur médiane {format_pourcent(prevision.erreur_pour_mille, signe=False)} sur {prevision.erreurs} "
            "prévisions passées"
        )
    else:
        parts.append("trop peu de passé pour mesurer l’erreur : bande d’usage de ± 15 %")
    return " ; ".join(parts)
