"""Which lines belong to the agenda or the minutes, and which to what is sent with them: forms, contracts, annexes."""

import re
from collections.abc import Sequence

from services.votes.lecture.mentions.majorites import is_majorite
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.familles import read_label
from services.votes.lecture.plan.numerotation import MOTS, find_entete
from services.votes.lecture.textes import fold

_FORTES = re.compile(
    r"^(?:annexes?(?:\s+(?:n\W?\s*)?[\divx]+)?\s*(?:$|[:.\-])|annexes?\s+(?:comptables?|a\s+la|au)\b|(?:mode?le\s+de\s+)?formulaire\s+(?:de\s+vote|de\s+votation)|vote\s+par\s+correspondance\s*$|bulletin\s+de\s+vote|"
    r"(?:mode?le\s+de\s+)?pouvoir\s*(?:$|[:\-(]|pour|en\s+vue|special)|procuration\s*$|mandat\s+de\s+vote|liste\s+des\s+(?:annexes|pieces|absents|presents|coproprietaires(?!\s+(?:(?:et\s+associes\s+)?(?:ayant|s'et\w+|s'abst\w+|n'ayant|qui)|opposants?|abst\w+|defaillants?|contre|votant)\b))|"
    r"pieces?\s+(?:jointes?|annexes?|annexees)\s*(?:$|:)|documents?\s+(?:joints?|annexes|annexees)|contrat\s+(?:type\s+)?de\s+syndic\s*(?:$|[-–—:(])|contrat\s+type\b|contrat\s+de\s+(?:mandat|maintenance|nettoyage|prestation)\s*$|fait\s+a\s+\w+|"
    r"rappel\s+(?:des?\s+|sur\s+les\s+)(?:articles|majorites|regles|dispositions|textes)|regles\s+de\s+majorite|veuillez\s+agreer|nous\s+vous\s+prions|fiche\s+d'information|fiche\s+synthetique|"
    r"etats?\s+(?:financiers?|des\s+depenses|date|de\s+repartition)|compte\s+de\s+gestion|devis\b|extraits?\s+(?:de\s+la\s+loi|du\s+decret|des\s+articles)|dispositions\s+(?:legales|reglementaires)|notice\b|mode\s+d'emploi|"
    r"instructions?\s+(?:de\s+vote|pour|relatives)|modalites\s+(?:de\s+(?:vote|participation|consultation)|pratiques)|informations?\s+(?:pratiques|importantes)|feuille\s+de\s+presence|budget\s+previsionnel\s+detaille|projet\s+de\s+contrat|conditions\s+generales|"
    r"(?:coupon|bordereau)[\s-]reponse|questionnaire|rapport\s+(?:technique|de\s+l'architecte|du\s+conseil\s+syndical)\s*$|lettre\s+(?:d'accompagnement|recommandee)|barème|bareme)"
)
_AGENDA = re.compile(
    r"^(?:[ivx\d]*\s*[.)\-]?\s*)?(?:l'?\s*)?(?:ordre\s+du\s+jour(?!\s+(?:complementaire\s+)?(?:etant|epuise))|projets?\s+de\s+resolutions?\s*(?:$|:|-|soumis|a\b|et\b)|(?:texte|libelle)s?\s+des\s+(?:projets\s+de\s+)?resolutions|resolutions?\s*(?:$|:|soumises?|proposees?|mises?|a\s+voter)|"
    r"deliberations?\s*$|questions?\s+(?:soumises?|a\s+l'ordre\s+du\s+jour|portees?)|points?\s+(?:soumis|a\s+l'ordre\s+du\s+jour|d\W?\s*information)|developpement\s+de\s+l'ordre\s+du\s+jour|proces[\s-]verbal)"
)
_CLOTURE = re.compile(
    r"seance\s+(?:est|a\s+ete|fut)\s+(?:levee|close)|l'ordre\s+du\s+jour\s+(?:est|etant)\s+(?:entierement\s+)?epuise|(?:plus|aucune\s+autre)\s+(?:rien|question)\s+(?:n'etant|ne\s+figurant|a)\s+.{0,30}ordre\s+du\s+jour|le\s+president\s+leve\s+la\s+seance|cloture\s+de\s+la\s+seance|certifie\s+conforme"
)
_PRESENCE = re.compile(r"feuille\s+de\s+presence|liste\s+des\s+(?:absents|presents|coproprietaires)")
"""What minutes say of the attendance, before their first resolution as well as after the last."""
_LISTE = re.compile(r"\b(?:oppos\w+|contre|abst\w+|nominati\w+|detail\w*\s+des\s+votes?)\b")
"""What an annex lists under the number of each resolution: these numbers open none."""
_MONTANT = re.compile(r"\d\s*(?:€|euros?\b|eur\b)")
"""« Devis LUMIÈRES DE L’OUEST : 4 389,55 € TTC » is of the text of a resolution: no annex is titled by its amount."""
_OFFRE = re.compile(r"\b(?:ttc|ht)\b|\.$")
"""« Devis MARTIN, retenu. »: what is voted, and no title of an annex."""
_LONGUEUR_MAX = 90


def mark_zones(lignes: Sequence[Ligne]) -> list[bool]:
    """For each line, whether it may hold a resolution."""
    usuel = _usual_corps(lignes)
    dedans, presence, liste = True, False, False
    zones: list[bool] = []
    for rang, ligne in enumerate(lignes):
        plain = fold(ligne.texte).strip()
        if not dedans and not liste and _is_premiere(ligne, MOTS):
            dedans = True
        elif len(plain) <= _LONGUEUR_MAX or _CLOTURE.search(plain):
            if _opens_annexe(plain, ligne, lignes, rang, usuel):
                dedans = False
                presence, liste = bool(_PRESENCE.match(plain)), bool(_LISTE.search(plain))
            elif not dedans and (
                (_AGENDA.match(plain) and _is_titre(ligne, lignes, rang, usuel))
                or (presence and _is_premiere(ligne, ()) and _is_titre(ligne, lignes, rang, usuel))
            ):
                dedans = True
        zones.append(dedans and not ligne.genre)
        if _CLOTURE.search(plain):
            dedans = False
    return zones


def _is_premiere(ligne: Ligne, styles: Sequence[str]) -> bool:
    """« Résolution n° 1 », « n° 1.1 »: nothing but an agenda or minutes opens so. ``styles``: none for any."""
    entete = find_entete(0, ligne.texte)
    return (
        entete is not None
        and (not styles or entete.style in styles)
        and set(entete.numero) == {1}
        and (ligne.gras or ligne.corps == 0 or ligne.texte.isupper())
    )


def _opens_annexe(plain: str, ligne: Ligne, lignes: Sequence[Ligne], rang: int, usuel: float) -> bool:
    if not _FORTES.match(plain) or _MONTANT.search(plain):
        return False
    if plain.startswith("devis") and _OFFRE.search(plain):
        return False
    if plain.startswith(("veuillez", "nous vous", "fait a")):
        return ligne.corps == 0 and any(find_entete(0, autre.texte) for autre in lignes[:rang])
    dessus = lignes[rang - 1].texte if rang else ""
    avant = find_entete(0, dessus) or read_label(0, dessus)
    if avant and (not avant.titre or is_majorite(avant.titre)):
        return False
    return _is_titre(ligne, lignes, rang, usuel)


def _is_titre(ligne: Ligne, lignes: Sequence[Ligne], rang: int, usuel: float) -> bool:
    """A title stands out: larger, bold, in capitals, or first of its page. Pasted text shows none of it."""
    if ligne.corps == 0:
        return True
    lettres = [c for c in ligne.texte if c.isalpha()]
    capitales = bool(lettres) and sum(c.isupper() for c in lettres) > 0.8 * len(lettres)
    premiere = rang == 0 or lignes[rang - 1].page != ligne.page
    return not _goes_on(ligne, lignes[rang - 1] if rang else None) and (
        ligne.corps > 1.12 * usuel or ligne.gras or capitales or premiere
    )


def _goes_on(ligne: Ligne, avant: Ligne | None) -> bool:
    """Whether a line goes on with a title in bold above it, or with a sentence that the margin cuts."""
    if avant is None or not avant.pleine or abs(avant.corps - ligne.corps) >= 0.5:
        return False
    coupee = ligne.texte[:1].islower() and avant.gras == ligne.gras
    if avant.page != ligne.page:
        return coupee
    return not ligne.saut and (coupee or (avant.gras and ligne.gras))


def _usual_corps(lignes: Sequence[Ligne]) -> float:
    corps = sorted(ligne.corps for ligne in lignes if ligne.corps)
    return corps[len(corps) // 2] if corps else 0
