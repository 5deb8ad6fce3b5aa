"""A pasted agenda, cut into its resolutions: the reading of a text, as ``lecture`` reads that of a file."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from services.votes.lecture.plan.agenda import OrdreDuJour, ResolutionLue, read_agenda, read_texte_colle
from services.votes.qualification.decision import qualify_resolution
from services.votes.qualification.types_resolution import A_QUALIFIER
from shared.errors import InvalidError
from shared.patrimoine.textes import normalise_texte

__all__ = ["OrdreDuJour", "ResolutionLue", "parse_ordre_du_jour", "refuse_doubles"]

EN_DOUBLE, PAS_UN_AGENDA = "RESOLUTION_EN_DOUBLE", "PAS_UN_ORDRE_DU_JOUR"
_NUMEROTEE = re.compile(r"\s*(\d{1,3})(\s?[.)°-]+)\s*((?!\d)\S.*)")
_PUCE = re.compile(r"^\s*[-–—•*▪●]\s+\S", re.MULTILINE)


def parse_ordre_du_jour(texte: str) -> OrdreDuJour:
    """Read a pasted or extracted agenda. A text without any numbering is read one line (or bullet) per resolution.

    :raises InvalidError: a number says two resolutions (typed by hand, one would else be lost in the text of the
        other), or the text is no agenda at all.
    """
    agenda = read_agenda(read_texte_colle(texte))
    refuse_doubles(list(_find_doubles(texte, agenda)))
    if agenda.resolutions and not _is_agenda(texte, agenda):
        message = (
            "Ce texte n’est pas un ordre du jour : aucune de ses lignes n’est numérotée, et trop peu se reconnaissent "
            "comme des résolutions. Collez l’ordre du jour, ou numérotez ses résolutions. Rien n’a été enregistré."
        )
        raise InvalidError(message, code=PAS_UN_AGENDA, fautes=[{"ou": "agenda", "message": message}])
    return agenda


def refuse_doubles(doubles: list[tuple[str, str, str]], place: str = "agenda") -> None:
    """Refuse numbers that say two resolutions, each in one sentence.

    :param doubles: each number with its two titles; ``place``: the field where they were typed.
    :raises InvalidError: there is one at least.
    """
    if not doubles:
        return
    said = [
        f"La résolution {numero} est dite deux fois, « {premier} » et « {second} »"
        if normalise_texte(premier) != normalise_texte(second)
        else f"La résolution {numero}, « {premier} », est dite deux fois"
        for numero, premier, second in doubles
    ]
    message = f"{' ; '.join(said)} : gardez-en une, ou corrigez son numéro. Rien n’a été enregistré."
    fautes: list[dict[str, Any]] = [{"ou": place, "message": message}]
    raise InvalidError(message, code=EN_DOUBLE, fautes=fautes)


def _is_agenda(texte: str, agenda: OrdreDuJour) -> bool:
    """Whether a text gives resolutions: numbered or bulleted, else mostly of types that we know."""
    numbered = any(point.numero for point in agenda.resolutions) or any(map(_NUMEROTEE.fullmatch, texte.splitlines()))
    if numbered or _PUCE.search(texte):
        return True
    known = sum(qualify_resolution(point.intitule).type != A_QUALIFIER for point in agenda.resolutions)
    return 2 * known >= len(agenda.resolutions)


def _find_doubles(texte: str, agenda: OrdreDuJour) -> Iterator[tuple[str, str, str]]:
    """The numbers said under two titles, or twice under one, with both.

    The list that a draft numbers is none: it follows a line of its draft, or is numbered another way, and its lines are
    of no type. Nor is a summary before the whole text: it says every number twice, under the same title.
    """
    titres = {point.numero: point.intitule for point in agenda.resolutions if point.numero}
    plain = {normalise_texte(titre) for titre in titres.values()}
    styles = {found[2].strip() for ligne in texte.splitlines() if (found := _NUMEROTEE.fullmatch(ligne))
              and _is_said(found[3], plain)}  # fmt: skip
    repeats: dict[str, int] = defaultdict(int)
    under_title = False
    for ligne in filter(str.strip, texte.splitlines()):
        found = _NUMEROTEE.fullmatch(ligne)
        if found and found[1] in titres:
            numero, dit = found[1], found[3].strip()
            if _is_said(dit, plain):
                repeats[numero] += normalise_texte(dit) == normalise_texte(titres[numero])
            elif qualify_resolution(dit).type != A_QUALIFIER or (under_title and found[2].strip() in styles):
                yield numero, titres[numero], dit
                continue
        under_title = bool(found) and _is_said(found[3] if found else "", plain)
    twice = [numero for numero, times in repeats.items() if times > 1]
    if 2 * len(twice) <= len(titres):
        yield from ((numero, titres[numero], titres[numero]) for numero in twice)


def _is_said(dit: str, titres: set[str]) -> bool:
    """Whether a line says one of these titles, or the start of one."""
    plain = normalise_texte(dit)
    return any(plain.startswith(titre) or titre.startswith(plain) for titre in titres)
