"""The result that minutes announce, in all their wordings, kept apart from what the counts give."""

import re

from services.votes.lecture.pv_lu import ResultatLu

_OBJET = r"(?:re?solution|proposition|question|projet|decision|deliberation|motion|demande|candidature)"
_GABARIT = re.compile(
    r"(?:adopt|accept|approuv)\w*\s*(?:/|\bou\b|-|\||[□_.]{1,})\s*[□\s]*(?:non[\s-]adopt|rejet|refus)|[□]\s*(?:adopt|accept|approuv|rejet|refus)|\b(?:adopt|accept|approuv)\w*\s*[□]"
)
_COCHE_OUI = re.compile(r"(?:☒|\[x\]|\bx\b|✓|✔)\s*(?:re?solution\s+)?(?:adopt|accept|approuv)")
_COCHE_NON = re.compile(r"(?:☒|\[x\]|\bx\b|✓|✔)\s*(?:re?solution\s+)?(?:non[\s-]|rejet|refus)")
_RENVOI = re.compile(
    r"revot\w*\s+(?:a|au|selon|en|sur|ci)|(?:soumise?|remise?|mise?)\s+(?:a\s+nouveau\s+)?aux?\s+(?:voix|vote)\s+.{0,60}ci-?\s?apres|voir\s+(?:ci-apres|resolution\s+suivante|second\s+vote)"
)
_NON = re.compile(
    rf"\bn\s?'?\s?(?:est|a)\s+(?:donc\s+)?pas\s+(?:ete\s+)?(?:adopte|approuve|accepte|vote)|\bnon[\s-]+(?:adopte|approuve|accepte)|\b{_OBJET}\w*\s+(?:(?:est|a\s+ete|donc)\s+)*(?:rejet|refus|repouss|ecart)|"
    r"(?:^|[:.\->→⇒]\s*)(?:elle\s+|il\s+)?(?:est\s+|sont\s+)?(?:donc\s+)?(?:rejet|refus|repouss)\w*|\b(?:est|sont|a\s+ete)\s+(?:donc\s+|ainsi\s+)?(?:rejet|refus|repouss)|(?:rejette|refuse|repousse)\s+(?:la|cette|le|les|ce)\s+(?:presente?\s+)?"
    rf"{_OBJET}|n'(?:ayant|a)\s+pas\s+(?:\w+\s+)?(?:obtenu|recueilli|reuni|atteint)\s+(?:la\s+majorite|le\s+nombre)|majorite\s+(?:requise\s+|necessaire\s+)?n'(?:est|a|etant|ayant)\s+pas\s+(?:ete\s+)?(?:atteinte|reunie|obtenue)"
)
_OUI = re.compile(
    rf"\b{_OBJET}s?\s+(?:n\W?\s?\d+\s+)?(?:(?:est|sont|a\s+ete|ont\s+ete|mise\s+aux\s+voix|donc|ainsi|,)\s*)*(?:adopt|approuv|accept|votee|ratifi)|(?:^|[:.\->→⇒]\s*)(?:elle\s+|il\s+)?(?:est\s+|sont\s+|a\s+ete\s+)?(?:donc\s+)?(?:adopte|approuve|accepte)(?:e|es|s|ee|ees)?(?=\s*(?:$|[.,;:!(]|a\s|par\s|dans\s|selon|en\s|sous|au\s+(?:premier|second|deuxieme|2e)|la\s+majorit|l'?\s?unanim))|"
    rf"assemblee(?:\s+generale)?\s*,?\s*(?:adopte|approuve|accepte|vote)\s+(?:la|cette|le|les|ce)\s+(?:presente?\s+)?{_OBJET}|"
    rf"^(?:(?:vote|resultat)\s*:?\s*)?(?:a\s+)?(?:l'\s?)?unanimite\s+(?:des?|par)\b|"
    rf"(?:en\s+consequence|par\s+consequent|ainsi),?\s+l'assemblee(?:\s+generale)?\s+(?:adopte|approuve|accepte|decide|autorise|donne)|\bvote\s+(?:favorable|positif)\b|"
    rf"\b{_OBJET}s?\s+(?:est|sont|a\s+ete)\s+(?:donc\s+)?(?:retenue?s?|validee?s?)\b|"
    r"\bmise?\s+aux?\s+voix\b.{0,80}?\b(?:est|a\s+ete)\s+(?:donc\s+)?(?:adopt|accept|approuv|elu)|"
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:elue?s?|designee?s?|nommee?s?)\b[^.]{0,80}\bunanimite"
)
_OUI_APRES = re.compile(
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:donc\s+|ainsi\s+|par\s+consequent\s+)?(?:adopte|approuve|accepte|elue?s?\b|designee?s?\b|votee)"
)
"""Said after counts, this is a result; in a body, it may be what is proposed."""
_SANS = re.compile(
    rf"retire\w*\s+(?:de\s+l'ordre|du\s+vote|par)|(?:point|question|{_OBJET})\s+(?:est\s+|a\s+ete\s+)?(?:retire|reporte|ajourne|annule|supprime)|(?:est|sont|a\s+ete)\s+(?:retire|reporte|ajourne)|(?:^|[:.\-]\s*)(?:retiree?|reportee?|ajournee?)\b|\bsans\s+objet\b|"
    r"pas\s+(?:de|ete\s+soumis\w*\s+au|soumis\w*\s+au|mise?\s+au|procede\s+au)\s+vote|sans\s+vote|(?:ne\s+donne\w*|n'appelle|ne\s+fait|n'a)\s+(?:pas\s+|aucun\s+)?(?:lieu\s+a\s+|fait\s+l'objet\s+d'?\s?)?(?:un\s+|aucun\s+|de\s+)?vote\b|aucun\s+vote|point\s+d\W?\s?information|pour\s+information|ne\s+pas\s+voter\b|\bde\s+reporter\b|\breporte\s+(?:la|cette|le|ce)\b|\bsans\s+suite\b|aucune?\s+candidat|n'est\s+pas\s+(?:mise?|soumise?)\s+aux?\s+v|aucune\s+decision"
)


def read_resultat(lignes: list[str], apres_compte: int | None, autour: tuple[str, str] = ("", "")) -> ResultatLu | None:
    """The last result announced in folded lines. After counts, only what follows the last of them speaks.

    :param apres_compte: rank of the last line of counts; None when nothing was counted.
    :param autour: what the lines of counts say before their first one, and after their last; what stands between may be
        the fate of a first ballot.
    """
    avant, reste = autour
    if apres_compte is not None and reste and (suit := _read([reste, *lignes[apres_compte + 1 :]], compte=True)):
        return suit
    utiles = lignes[apres_compte:] if apres_compte is not None else lignes
    trouve = _read(utiles, compte=apres_compte is not None)
    if (
        trouve is None
        and apres_compte is not None
        and not any(_RENVOI.search(ligne) or _GABARIT.search(ligne) for ligne in utiles)
    ):
        trouve = _read([*(ligne for ligne in lignes[:apres_compte] if len(ligne) < 120), avant], compte=True)
    return trouve


def _read(lignes: list[str], *, compte: bool) -> ResultatLu | None:
    dernier: ResultatLu | None = None

    def oui(texte: str) -> bool:
        return bool(_OUI.search(texte) or (compte and _OUI_APRES.search(texte)))

    for rang, ligne in enumerate(lignes):
        suite = ligne + (" " + lignes[rang + 1] if rang + 1 < len(lignes) and len(ligne) > 45 else "")
        if _COCHE_OUI.search(ligne) or _COCHE_NON.search(ligne):
            dernier = ResultatLu.ADOPTEE if _COCHE_OUI.search(ligne) else ResultatLu.REJETEE
        elif _GABARIT.search(ligne) or _RENVOI.search(suite):
            if _RENVOI.search(suite):
                dernier = None
        elif _NON.search(ligne) or (_NON.search(suite) and not oui(ligne)):
            dernier = ResultatLu.REJETEE
        elif oui(ligne) or (len(ligne) > 45 and suite != ligne and oui(suite) and not oui(lignes[rang + 1])):
            dernier = ResultatLu.ADOPTEE
        elif not compte and _SANS.search(ligne):
            dernier = ResultatLu.SANS_VOTE
    return dernier
