"""Words put on their lines, and lines written as text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.votes.lecture.page.pdf import Mot

_GRAND_BLANC = 1.6
"""Gap that separates two cells, in heights of letter."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def group_lignes(mots: Iterable[Mot]) -> list[list[Mot]]:
    """Words on the same baseline, left to right; lines top to bottom."""
    lignes: list[list[Mot]] = []
    for mot in sorted(mots, key=lambda m: (m.y, m.x0)):
        courante = lignes[-1] if lignes else None
        if courante and abs(mot.y - courante[0].y) <= 0.4 * min(mot.corps, courante[0].corps):
            courante.append(mot)
        else:
            lignes.append([mot])
    for ligne in lignes:
        ligne.sort(key=lambda m: m.x0)
    return [_drop_doubles(ligne) for ligne in lignes]


def _drop_doubles(ligne: list[Mot]) -> list[Mot]:
    """Bold made by printing twice: the second print is not a word."""
    gardes: list[Mot] = []
    for mot in ligne:
        if (
            gardes
            and gardes[-1].texte == mot.texte
            and abs(gardes[-1].x0 - mot.x0) < 0.5 * mot.corps
            and mot.x1 - mot.x0 > 0.5 * mot.corps
        ):
            continue
        gardes.append(mot)
    return gardes


def glue_mots(ligne: Sequence[Mot]) -> list[Mot]:
    """The words of a line joined into what has no wide gap inside."""
    morceaux: list[Mot] = []
    for mot in ligne:
        if morceaux and mot.x0 - morceaux[-1].x1 < 0.9 * mot.corps:
            morceaux[-1] = replace(morceaux[-1], x1=mot.x1, texte=f"{morceaux[-1].texte} {mot.texte}")
        else:
            morceaux.append(mot)
    return morceaux


def write_mots(ligne: Sequence[Mot]) -> str:
    """The text of a line; letters spaced out for show are put together again."""
    texte = ""
    for rang, mot in enumerate(ligne):
        if rang:
            ecart = mot.x0 - ligne[rang - 1].x1
            texte += "\t" if ecart > _GRAND_BLANC * mot.corps else " "
        texte += mot.texte
    return texte.translate(_LIGATURES)


def is_pleine(ligne: Sequence[Mot], suivante: Sequence[Mot], bord: float) -> bool:
    """Whether a line stops only because the first word of the next one did not fit before the right margin."""
    mot = suivante[0]
    return ligne[-1].x1 + 0.2 * mot.corps + (mot.x1 - mot.x0) > bord - 0.5
