"""Where a document says its points again: no body goes past it, for what follows is the text of another point. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio, token_set_ratio

from services.votes.lecture.mentions.majorites import strip_majorite
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.numerotation import Entete
from services.votes.lecture.textes import fold

_TITRE_MIN = 8
_PART = 0.7
_TITRE_DES_PROJETS = re.compile(
    r"^\W*(?:[ivx\d]+\s*[.)\-]\s*)?(?:(?:textes?|libelles?|developpement|detail|redaction)\s+(?:integral\s+)?des?\s+(?:projets?\s+de\s+)?resolutions|projets?\s+de\s+resolutions|resolutions\s+(?:proposees|soumises))\b"
)


def is_meme(titre: str, autre: str) -> bool:
    """Whether two titles are of the same point, one of them perhaps shortened."""
    a, b = fold(titre), fold(autre)
    return ratio(a[:40], b[:40]) > 75 or token_set_ratio(a, b) > 85


def find_redites(
    suite: Sequence[Entete], candidats: Sequence[Entete], lignes: Sequence[Ligne], zones: Sequence[bool]
) -> frozenset[int]:
    """The lines that say again, inside the text of another point, the number and title of a point, or its title alone.

    After the last point, the title that opens the drafts as well.
    """
    dits: dict[int, Entete] = {e.ligne: e for e in candidats}
    numeros = {e.numero: e for e in suite if len(e.titre) >= _TITRE_MIN}
    titres = {_key(e.titre): e for e in suite if len(e.titre) >= _TITRE_MIN}
    ouvert: Entete | None = None
    places, redites = {e.ligne: e for e in suite}, set()
    for rang, ligne in enumerate(lignes):
        ouvert = places.get(rang, ouvert)
        if ouvert is None or rang in places or not zones[rang]:
            continue
        redit = _find_redit(dits.get(rang), ligne, numeros, titres)
        dernier = ouvert is suite[-1] and _opens_projets(ligne)
        if dernier or (redit is not None and redit.numero != ouvert.numero):
            redites.add(rang)
    return frozenset(redites)


def _opens_projets(ligne: Ligne) -> bool:
    """Whether a line is the title of the drafts; pasted text shows no type."""
    return bool(_TITRE_DES_PROJETS.match(fold(ligne.texte))) and (
        ligne.gras or not ligne.corps or ligne.texte.isupper()
    )


def _find_redit(
    dit: Entete | None, ligne: Ligne, numeros: Mapping[tuple[int, ...], Entete], titres: Mapping[str, Entete]
) -> Entete | None:
    """The point that a line names: by its number and title, or by its whole title."""
    if dit is not None:
        point = numeros.get(dit.numero)
        return point if point and len(dit.titre) >= _TITRE_MIN and is_meme(point.titre, dit.titre) else None
    return titres.get(_key(ligne.texte))


def find_titres_redits(
    suite: Sequence[Entete], titres: Sequence[str], lignes: Sequence[Ligne], zones: Sequence[bool]
) -> tuple[Entete, ...]:
    """The points of a list whose titles alone open the drafts below it, in the same order; none unless most do.

    ``titres``: the whole title of each point of ``suite``.
    """
    attendus = [(e, {_key(e.titre), _key(titre)}) for e, titre in zip(suite, titres, strict=True)]
    trouves: list[Entete] = []
    rang = suite[-1].ligne + 1 if suite else 0
    for entete, cles in attendus:
        place = next((r for r in range(rang, len(lignes)) if zones[r] and _key(lignes[r].texte) in cles), None)
        if place is not None and len(entete.titre) >= _TITRE_MIN:
            trouves.append(replace(entete, ligne=place, titre=lignes[place].texte))
            rang = place + 1
    return tuple(trouves) if len(trouves) >= _PART * len(suite) else ()


def _key(titre: str) -> str:
    """The letters and figures of a title, without its majority."""
    return re.sub(r"[^a-z0-9]", "", fold(strip_majorite(titre)))
