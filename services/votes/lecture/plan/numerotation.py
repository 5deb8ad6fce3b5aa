"""The ways syndics number resolutions: ``13-``, ``26°``, ``06 -``, ``7.2``, ``17-1``, ``Résolution n° 4``, ``IV.``,
``DIX-NEUVIÈME RÉSOLUTION``, ``4e résolution``, and the same after a scanner; under them ``4-a``, ``4.A``, ``IV-1``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.textes import fold

Numero = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entete:
    """A line that could open a resolution. ``ligne``: its rank; ``titre``: what follows the number, as printed."""

    ligne: int
    style: str
    numero: Numero
    imprime: str
    titre: str

    def opens(self, point: "Entete") -> bool:
        """Whether the number of a point begins with this one: « 4 » and « 4.1 », « 4-a »."""
        n = len(self.numero)
        return len(point.numero) > n and point.numero[:n] == self.numero


_MOT_RESOLUTION = (
    r"(?:projet\s+de\s+)?"
    r"(?:re?solution|re?s(?:ol)?\.|question|point|dele?ibe?ration|delibe?ration|vote|sujet|objet|decision)"
)
_N = r"(?:n\s*[°ºo]|n(?=\s*\d)|no\.?|nume?ro)?\s*[:.]?\s*"
_LETTRE = r"(?:\s?[a-h](?=\s*[).\-:/])|[.\-/]?[a-h](?=[\s)\]:|·•]|$))"
"""The letter of a point: « 4 a) », « 4a », « 4-a », « 4.A »."""
_CHIFFRES = rf"(\d{{1,3}}(?:\s?[.\-/]\s?\d{{1,2}})*(?:\s?(?:bis|ter|quater)\b)?{_LETTRE}?)(?![.\-/][a-h][\s)\]:|·•])"
_TOTAL = r"(?:\s+sur\s+\d{1,3}\b)?"
"""« Résolution 3 sur 14 »: of how many; « 3/14 » may be a sub-item until its neighbours tell (``strip_totaux``)."""
_FIN = r"\s*(?:[°º]\s*)?(?:[.):/;\-·•|>*=~]+|\s|$)\s*[.):/;\-·•|>*=~]*\s*"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mot", re.compile(rf"^{_MOT_RESOLUTION}\s*{_N}{_CHIFFRES}{_TOTAL}{_FIN}(.*)$")),
    ("mot_section", re.compile(rf"^{_MOT_RESOLUTION}\s*{_N}([a-h]\s?[.\-]?\s?\d{{1,2}}){_FIN}(.*)$")),
    ("mot_romain", re.compile(rf"^{_MOT_RESOLUTION}\s*{_N}([ivxl]{{1,7}})(?=[\s.):/;\-]|$){_FIN}(.*)$")),
    (
        "rang",
        re.compile(
            rf"^(\d{{1,3}})\s*(?:e|eme|ieme|ere|re|er|nde?)\s+(?:re?solution|question|point|decision|deliberation){_FIN}(.*)$"
        ),
    ),
    (
        "ordinal",
        re.compile(
            rf"^((?:[a-z]+[\s-]+){{0,4}}?[a-z]*(?:i?e?me|premi?e?re|seconde|unieme))\s+(?:re?solution|question|decision|deliberation|point){_FIN}(.*)$"
        ),
    ),
    (
        "ordinal_apres",
        re.compile(rf"^{_MOT_RESOLUTION}\s+((?:[a-z]+-)?[a-z]*(?:i?eme|premi?e?re?|seconde?|unieme)){_FIN}(.*)$"),
    ),
    ("n", re.compile(rf"^n\s*[°ºo]\s*{_CHIFFRES}{_TOTAL}{_FIN}(.*)$")),
    ("degre", re.compile(rf"^{_CHIFFRES}\s*[°º]\s*[.):/\-]*\s*(\S.*)$")),
    ("parenthese", re.compile(rf"^[(\[]?\s*{_CHIFFRES}\s*[)\]]\s*[\-:]*\s*(.*)$")),
    ("point", re.compile(rf"^{_CHIFFRES}\s*\.\s*[\-:]*\s*(\D.*)$")),
    ("tiret", re.compile(rf"^{_CHIFFRES}\s*[\-:/|·•>*=~→»›]\s*[\-:.*=>]*\s*(\D.*)$")),
    (
        "romain",
        re.compile(r"^([ivxl]{1,7}(?:[.\-/](?:\d{1,2}|[a-h])(?![\w'])){1,2})(?:\s*[.)\-:/°|·•]+\s*|\s+)(\S.*)$"),
    ),
    ("romain", re.compile(r"^([ivxl]{1,7})(?:\s*[.)\-:/°|·•]+\s*|\t\s*)(\S.*)$")),
    ("nu", re.compile(rf"^{_CHIFFRES}\s+(\D.*)$")),
    ("sigle", re.compile(rf"^[qr]\s?{_CHIFFRES}\s*[.):/\-]+\s*(\S.*)$")),
    ("section", re.compile(r"^([a-h]\s?[.\-]?\s?\d{1,2})(?:\s*[.):/\-·•|]+\s*|\s+|$)(.*)$")),
    ("capitale", re.compile(r"^([a-z])\s*[.):/\-·•|]+\s*(\S.*)$")),
    ("capitale_nue", re.compile(r"^([a-z])\s+([^\W\d_].*)$")),
)
NUMERIQUES = ("degre", "parenthese", "point", "tiret", "nu", "n")
POINTABLES = (*NUMERIQUES, "mot", "romain", "sigle")
"""Styles whose numbers may end with the letter of a point."""
LETTRES = ("section", "capitale", "capitale_nue")
MOTS = ("mot", "mot_section", "rang", "ordinal", "ordinal_apres", "mot_romain")
_RACINES = "zero premi deux trois quatr cinq six sept huit neuv dix onz douz treiz quatorz quinz seiz"
_UNITES = {mot: rang for rang, mot in enumerate(_RACINES.split())}
_DIZAINES = {"vingt": 20, "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60}
_SUITE_DE_MESURE = re.compile(
    r"^(?:%|€|euros?\b|eur\b|ans?\b|mois\b|jours?\b|voix\b|tantiemes?\b|coproprietaires?\b|appels?\b|membres?\b|lots?\b|"
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b|heures?\b|h\d|ttc|ht\b|"
    r"rue\b|avenue\b|bis\s+rue|bis,|place\b|boulevard\b|bd\b|cours\b|chemin\b|impasse\b|allee\b|quai\b|devis\b|candidat(?:e?s?\b|ures\b)|votants?\b|m2\b|m²|kg\b|cedex|"
    r"personnes\b|logements?\b|exemplaires?\b|pages?\b)"
)
_SIGNES = " \t).-–—:/|·•]"
"""What parts the letter of a point from its title."""
_SUR = re.compile(r"(\d{1,3})\s?/\s?(\d{1,3})")
_FERME = re.compile(r"[^()\n]{1,25}\)(?!\s*[A-ZÀ-Ý])")
_APPELLE_UN_NUMERO = re.compile(
    r"(?:\bl'|\b(?:les|des|aux|ou|et|du|d'un|cet|ledit)\s+)(?:art(?:icle)?s?\.?|alineas?|lots?|annexes?)$|\b(?:loi|decret|ordonnance|lots?|article\s+[lr]\.?)\s+n\W$"
)
"""« de l’article », « les lots », « loi n° » at the end of a line."""
_NOMME_UN_NUMERO = re.compile(r"\b(?:articles?|art\.?|alineas?|annexes?|lots?|resolutions?|points?|pages?|[lr]\.|n\W)$")
_PUCE = re.compile(r"^[•■▪►>*●#§]\s*")


def find_entete(ligne: int, texte: str) -> Entete | None:
    """The heading that this line could be, or None: a quantity that opens a line is not a number of resolution."""
    puce = _PUCE.match(texte)
    debut = puce.end() if puce else 0
    folde = fold(texte[debut:])
    plain = folde.replace("\t", " ")
    for style, motif in _STYLES:
        trouve = motif.match(folde if style == "romain" else plain)
        if trouve is None:
            continue
        titre = texte[debut + trouve.start(2) : debut + trouve.end(2)].strip()
        numero = _READERS.get(style, _read_chiffres)(trouve[1])
        if (
            numero
            and not _is_mesure(style, numero, titre)
            and not (trouve[1][-1:].isalpha() and style in POINTABLES and not _is_lettre(texte[debut:], trouve))
            and not (style in ("mot", "mot_section", "mot_romain") and _is_phrase(texte[debut:], titre))
            and not (style in LETTRES and not (texte[debut].isupper() and (titre[:1].isupper() or not titre)))
        ):
            imprime = texte[debut + trouve.start(1) : debut + trouve.end(1)].strip()
            return Entete(ligne, style, numero, imprime.upper() if style in LETTRES else imprime, titre)
    return None


def _is_lettre(texte: str, trouve: re.Match[str]) -> bool:
    """Whether the letter that ends a number is one: « 5.À défaut », « 2-a été », « 12-B RUE » hold none."""
    lettre, suite = texte[trouve.end(1) - 1], texte[trouve.end(1) :].lstrip(" \t")
    titre = suite.lstrip(_SIGNES)
    if trouve[1].endswith(("bis", "ter", "quater")) or not re.search(r"[\d.\-/]\s?[a-h]$", trouve[1]):
        return True
    mesure = suite == titre and _SUITE_DE_MESURE.match(fold(titre))
    return lettre.isascii() and not titre[:1].islower() and not mesure


def _is_mesure(style: str, numero: Numero, titre: str) -> bool:
    """Whether it counts something: « 12 membres », « 3. voix »; « 9. Membre du conseil syndical : … » is a title."""
    if style not in NUMERIQUES or (len(numero) > 1 and style != "nu"):
        return False
    if _SUITE_DE_MESURE.match(fold(titre)):
        return not titre[:1].isupper() or (style == "nu" and len(numero) == 1)
    return style == "nu" and not (
        titre[:2].isupper() or (titre[:1].isupper() and titre[1:2].islower()) or titre[:2] in ("L’", "L'", "D’", "D'")
    )


def _is_phrase(texte: str, titre: str) -> bool:
    """« résolution 12 est devenue sans objet »: a mention inside a sentence, not a heading."""
    plain = fold(titre)
    return (texte[:1].islower() and not texte.startswith("résolution n°")) or bool(
        re.match(
            r"(?:est|sont|a|ont|n'|ne|qui|que|ci-|du\s+\d|de\s+l'ordre|ayant|etant|sera|precedente|suivante)\b", plain
        )
    )


def is_reference_coupee(avant: Ligne, ligne: Ligne, entete: Entete) -> bool:
    """Whether a number belongs to the words that the margin cut above it: « … (article », then « 25-2) ».

    A bracket that the line above leaves open is closed right after it, or these words call for a number.
    """
    if entete.style not in NUMERIQUES or not avant.pleine or (ligne.saut and ligne.page == avant.page):
        return False
    if (ligne.gras, round(ligne.corps)) != (avant.gras, round(avant.corps)):
        return False
    plain, dedans = fold(avant.texte), avant.texte.count("(") > avant.texte.count(")")
    ferme = dedans and bool(avant.corps) and _FERME.match(ligne.texte)
    return bool(ferme or _APPELLE_UN_NUMERO.search(plain) or (dedans and _NOMME_UN_NUMERO.search(plain)))


def _read_chiffres(brut: str) -> Numero | None:
    rangs = tuple(int(n) for n in re.findall(r"\d+", brut))
    lettre = re.search(r"(bis|ter|quater|[a-h])$", brut)
    if lettre:
        rangs += ({"bis": 2, "ter": 3, "quater": 4}.get(lettre[1]) or ord(lettre[1]) - ord("a") + 1,)
    return rangs if 0 < rangs[0] < 200 and len(rangs) <= 3 else None


def _read_romain(brut: str) -> Numero | None:
    """« iv » → (4,), « iv-1 » and « iv.a » → (4, 1)."""
    romain, *points = re.split(r"[.\-/]", brut)
    valeurs = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in romain]
    total = sum(-v if v < max(valeurs[rang:]) else v for rang, v in enumerate(valeurs))
    return (total, *(int(p) if p.isdigit() else ord(p) - ord("a") + 1 for p in points)) if total < 90 else None


def _read_ordinal(brut: str) -> Numero | None:
    """« dix-neuvieme » → 19, « vingt et unieme » → 21; letters lost by a scanner are forgiven."""
    total = 0
    for mot in re.split(r"[\s-]+", brut):
        racine = re.sub(r"(?:ieme|ime|eme|me|ere|re|e)$", "", mot)
        if racine in ("un", "uni"):
            total += 1
        elif mot.startswith("second"):
            total += 2
        elif racine + "t" in _DIZAINES or racine in _DIZAINES:
            total += _DIZAINES.get(racine) or _DIZAINES[racine + "t"]
        else:
            total += next((n for nom, n in _UNITES.items() if racine and (nom == racine or racine.startswith(nom))), 0)
    return (total,) if total else None


def _read_section(brut: str) -> Numero:
    """« b3 », the third item of section B → (2, 3)."""
    return ord(brut[0]) - ord("a") + 1, int(re.sub(r"\D", "", brut))


def _read_capitale(brut: str) -> Numero:
    return (ord(brut) - ord("a") + 1,)


_READERS = {
    "section": _read_section,
    "mot_section": _read_section,
    "capitale": _read_capitale,
    "capitale_nue": _read_capitale,
    "ordinal": _read_ordinal,
    "ordinal_apres": _read_ordinal,
    "romain": _read_romain,
    "mot_romain": _read_romain,
}


def read_capitale(entete: Entete) -> Entete:
    """« I. » read as the ninth letter."""
    lettre = entete.imprime.lower()
    return replace(entete, style="capitale", numero=_read_capitale(lettre), imprime=lettre.upper())


def strip_totaux(candidats: Sequence[Entete]) -> list[Entete]:
    """« 1/14 », « 2/14 », « 3/14 »: numbers that all end with the same total are those of items, not of sub-items."""
    suites: dict[int, set[int]] = {}
    for e in candidats:
        if lu := _SUR.fullmatch(e.imprime):
            suites.setdefault(int(lu[2]), set()).add(int(lu[1]))
    combien = sum(map(len, suites.values()))
    totaux = {
        n
        for n, rangs in suites.items()
        if len(rangs) >= min(3, n) and n > 1 and max(rangs) <= n and 2 * len(rangs) > combien
    }
    return [
        replace(e, numero=(int(lu[1]),), imprime=lu[1])
        if (lu := _SUR.fullmatch(e.imprime)) and int(lu[2]) in totaux
        else e
        for e in candidats
    ]


def say_numero(entete: Entete) -> str:
    """The number as printed, or in figures when it was written in words or Roman numerals."""
    if entete.style == "romain":
        return re.sub(r"^[ivxl]+", str(entete.numero[0]), entete.imprime, flags=re.IGNORECASE)
    if entete.style in ("ordinal", "ordinal_apres", "mot_romain"):
        return ".".join(str(n) for n in entete.numero)
    return re.sub(r"\s", "", entete.imprime)
