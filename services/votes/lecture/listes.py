"""The text of a list of owners made regular, before it is parted: voix in brackets after each name, and names alone.

An item is a name, its voix and its proxy, in any order and with any signs. Here the voix that a margin cuts are joined,
those said with their unit or before the name go in brackets after it, proxies go, and what follows the list is cut.
Pure.
"""

import re
from itertools import pairwise

from services.votes.lecture.textes import MOIS, fold, read_nombre

NOMBRE = r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+"
_UNITE = r"(?:voix|vx|v\b|tanti[eè]\w*|milli[eè]m\w*|tant\b|mill\b|t\b|(?:\d*\s?[eè]mes))"
_VALEUR = rf"(?P<n>{NOMBRE})(?:,0{{1,2}}(?!\d))?(?:\s*/\s*(?:{NOMBRE})(?:,0{{1,2}})?)?"
_ENTETE = re.compile(
    r"(?:^|(?<=\n))[^\S\n]*(?:noms?|copropri[ée]taires?|opposants?|identit[ée]s?)(?:[^\S\n]+(?:et|,)[^\S\n]+pr[ée]noms?)?"
    r"(?:[\t ]+(?:lots?|voix|vx|tanti[eè]mes?|milli[eè]mes?|tant\.?|nombre[^\S\n]+de[^\S\n]+voix))+[^\S\n]*(?:\n|$)",
    re.IGNORECASE,
)
"""« Nom | Voix », above the owners of a table without rules."""
_COUPES = (
    re.compile(r"(?<=\d)\n(?=\d{3}(?:,0{1,2})?\s*(?:[,;.)]|$|(?:voix|tant|mill)\b))"),
    re.compile(r"(?<=[\d(])\n(?=\s*(?:voix|tanti|milli|\)))", re.IGNORECASE),
    re.compile(r"(?<=\()\n(?=\d)"),
)
"""Where a margin parts a figure, or a figure from its unit."""
_SEULE = re.compile(rf"(?:{NOMBRE})\s*{_UNITE}\.?", re.IGNORECASE)
"""Voix without their name."""
_FIN = r"(?=\s*(?:$|[\n\t,;.)•/|]|[-–—]\s|et\b|puis\b))"
_DETIENT = r"(?:pour|avec|d[ée]tenant|poss[ée]dant|[àa]\s+hauteur\s+de)"
_DITE = re.compile(
    rf"(?:(?<![\d(\[/])(?<!\d[ .])|(?=\s+{_DETIENT}\s))"
    rf"\s*(?:[,:=–—-]|\.{{3,}})?\s*\b(?:{_DETIENT}\s+)?{_VALEUR}\s*{_UNITE}\.?{_FIN}",
    re.IGNORECASE,
)
"""« M. PETIT, 448 voix », « M. PETIT — 448 tantièmes », « M. PETIT pour 448 voix »."""
_MENEE = re.compile(rf"\s*(?:\.{{3,}}|…+)\s*{_VALEUR}{_FIN}")
"""« SCI DU LAC 3........ 448 »: dots lead from the name to its voix."""
_POUR = re.compile(rf"(?<=[^\W\d])\s+pour\s+{_VALEUR}{_FIN}")
"""« M. PETIT pour 448 »."""
_DEVANT = re.compile(
    rf"^\W*\(?{_VALEUR}\s*(?P<unite>{_UNITE}\.?)?\s*\)?\s*[:–—-]?\s*(?:(?:pour|de|à)\s+)?(?P<nom>[^\W\d].*)$",
    re.IGNORECASE,
)
"""« 448 voix : M. PETIT », « 448 M. PETIT »."""
_SIGNES = {"\n": r"\n", ";": ";", ",": ",", " -": r"\s[-–—]\s+(?=\d)"}
"""What parts the items of a list whose voix come first."""
_MENE = re.compile(rf"\(?(?:{NOMBRE})\s*(?:{_UNITE}\.?)?\s*\)?\s*[:–—-]\s*(?P<nom>[A-ZÀ-Ý][^;:]*)$")
_MENE_A = re.compile(rf"(?P<nom>[^\W\d][^;:()]*?)\s+[–—-]\s+{_VALEUR}\s*\.?")
"""« M. PETIT – 448 », alone on its line."""
_MANDAT = r"(?:pouvoir|procuration|mandat\b|mandataire|repr\.|repr[ée]sent[ée])"
_ENTRE = re.compile(
    rf"\s*[(\[]\s*(?:(?:a\s+donn[ée]|ayant\s+donn[ée]|donne|par|avec|sur)\s+)?{_MANDAT}[^()\[\]]*[)\]]", re.IGNORECASE
)
_MANIERE = re.compile(
    r"\s*[(\[]\s*(?:(?:a\s+)?vot\w*\s+)?(?:(?:par|en|à)\s+)?(?:corr(?:esp\w*)?|v\.?p?\.?c|[cprv]|distance|visio\w*|s[ée]ance|salle|pr[ée]sente?)\.?\s*[)\]]",
    re.IGNORECASE,
)
"""How the owner votes, in brackets: « M. ROY [corresp.] (58) »."""
_POURCENT = re.compile(r"\s*[,;–—-]?\s*(?:soit\s+)?\b\d{1,3}(?:[.,]\d+)?\s*%|[(\[]\s*[)\]]")
_LOTS = re.compile(
    r"[^\S\n]*[,–—-]?[^\S\n]*\blots?\s+(?:n\s?°s?\s*)?\d+(?:\s*(?:,|et|à|au|-|/|&)\s*\d+)*(?!\d)\s*(?:…|\.{3})?\s*[:–—,-]?",
    re.IGNORECASE,
)
"""« Lot 4, 41 M. ROY », « M. ROY, lots 3 et 4 »: what she owns is not her name."""
_SUIT = re.compile(
    r"\s*[,–—-]?\s+(?:(?:ayant\s+)?(?:donn[ée]|a\s+donn[ée])\s+)?(?:pouvoir|procuration|mandat)\s+(?:donn[ée]\s+)?[àa]\s+[^,;\n()]+",
    re.IGNORECASE,
)
"""A proxy, in brackets or after the name: « (pouvoir à M. ROY) », « procuration à M. ROY »."""
_SOMME = re.compile(
    r"[\s,;]*\b(?:soit|totalisant|"
    r"repr[ée]sentant)\s+(?:un\s+total\s+de\s+)?\d[\d\s]*(?:/\s*\d[\d\s]*)?(?:voix|tanti\w*|"
    r"milli\w*)?\s*\.?\s*$",
    re.IGNORECASE,
)
_COMPTE = re.compile(
    rf"\s*[;.]\s*{_VALEUR}\s*(?:{_UNITE}|copropri\w*)\s*(?:\(\s*\d[\d ]*\s*[a-zé]*\s*\))?\s*$", re.IGNORECASE
)
"""The figures of the next count, before its label."""
_ESPACE = re.compile(r"[\u00a0\u202f\u2009]")
_PUCE = re.compile(r"(?:^|\s)[•▪●■◦·∙⋅]\s+|(?:^|\n)[^\S\n]*[-–—]\s+(?=[^\W\d])")
"""A bullet before each name, or a middle dot between two."""
_NUE = _VALEUR.replace("?P<n>", "?:")
_ITEM = re.compile(rf"(?:[(\[]\s*{_NUE}\s*{_UNITE}?\.?\s*[)\]]|[\s—–:-]{_NUE}\s*{_UNITE}?)\s*[.,;]?\s*$", re.IGNORECASE)
_SIGNEE = re.compile(rf"[(\[:=]\s*{_NUE}\s*{_UNITE}?\.?\s*[)\]]?\s*$", re.IGNORECASE)
_FIGURE = re.compile(rf"[(\[]?{_NUE}\s*{_UNITE}?[)\]]?\.?", re.IGNORECASE)
_LETTRES_MIN = 3
_AUTRE = re.compile(
    r"\b(?:resolutions?|proces-verbal|paraphes?|majorite|adoptee?s?|rejetee?s?|refusee?s?|repoussee?s?|suffrages)\b|"
    rf"\b(?<!/)\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b(?!/)|\d{{1,2}}\s+{MOIS}\s+\d{{4}}\b|\bpage\s+\d|\b\d+\s+sur\s+\d+\b|^art(?:icle)?\b|^fait\s+(?:a|le)\b"
)
_PROSE = re.compile(
    r"(?:est|sont|ont|etait|ete|donc|vot(?:e|es|ent|ant|ants)|scrutins?|seance|assemblee|suite|decision|resultat|article|art|signatures?|"
    r"secretaire|president|scrutateurs?|regle|question|point|conformement|annexe|copropri\w+|opposants?|abstentionnistes?|defaillants?|abstentions?)"
)
"""Words of a sentence of minutes, that a name has in capitals at most."""
_MOT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def settle_liste(texte: str, total: int | None = None) -> str:
    """A list whose items are names, each with its voix in brackets where they are told apart from it by a unit.

    :param total: the voix that it adds up to: those of a lone owner, before the name.
    """
    texte = _cut_puces(_cut_suite(_ENTETE.sub("", _ESPACE.sub(" ", texte))))
    texte = _join_colonnes(texte)
    for coupe in _COUPES:
        texte = coupe.sub(" ", texte)
    texte = _POURCENT.sub("", _POURCENT.sub("", _LOTS.sub(" ", texte)))
    texte = _bracket_lignes(_MENEE.sub(_bracket, texte), total)
    texte = _SOMME.sub("", _COMPTE.sub("", _SUIT.sub("", _ENTRE.sub("", _MANIERE.sub("", texte)))))
    return _POUR.sub(_bracket, _DITE.sub(_bracket, _turn_devant(texte, total)))


def _join_colonnes(texte: str) -> str:
    """Two columns of names, one after the other, where the margin of a column puts voix under « M. PETIT : »."""
    lignes = [ligne.split("\t") for ligne in texte.strip().split("\n")]
    if max(map(len, lignes)) != 2:
        return texte
    suite = [cellule.strip() for colonne in (0, 1) for ligne in lignes for cellule in ligne[colonne : colonne + 1]]
    sous = [avant for avant, cellule in pairwise(["", *suite]) if _SEULE.fullmatch(cellule)]
    if not sous or not all(avant.endswith(":") for avant in sous):
        return texte
    return "\n".join(suite).replace(":\n", ": ")


def _cut_puces(texte: str) -> str:
    """A line for each bullet, and no bullet; what stands between two is one item that the margin wraps."""
    if not _PUCE.search(texte):
        return texte
    return "\n".join(" ".join(morceau.split()) for morceau in _PUCE.split(texte))


def _bracket(lu: re.Match[str]) -> str:
    return f" ({lu['n']})"


def _bracket_lignes(texte: str, total: int | None) -> str:
    """« M. PETIT – 448 » on each line: the voix in brackets; on a lone line, when they are what the list adds up to."""
    lignes = [ligne.strip() for ligne in texte.split("\n") if ligne.strip()]
    lues = [_MENE_A.fullmatch(ligne) for ligne in lignes]
    if not all(lues) or (len(lues) == 1 and lues[0] and read_nombre(lues[0]["n"]) != total):
        return texte
    return "\n".join(f"{lu['nom']} ({lu['n']})" for lu in lues if lu)


def _cut_suite(texte: str) -> str:
    """The lines up to the first that is no item of a list, below the first."""
    lignes = texte.split("\n")
    fin = next((r for r, ligne in enumerate(lignes) if r and is_autre(re.split("[,;]", ligne)[0])), len(lignes))
    return "\n".join(lignes[:fin])


def _turn_devant(texte: str, total: int | None) -> str:
    """Voix said before the names go after them, when they all are: « 448 voix M. PETIT » → « M. PETIT (448) »."""
    decoupes = [
        (signe, [m for m in re.split(motif, texte) if any(c.isalpha() for c in m)]) for signe, motif in _SIGNES.items()
    ]
    for separateur, morceaux in sorted(decoupes, key=lambda decoupe: -len(decoupe[1])):
        lus = [_DEVANT.match(" ".join(morceau.split())) for morceau in morceaux]
        if lus and all(
            lu and (lu["unite"] or len(lus) > 1 or read_nombre(lu["n"]) == total) and not _ITEM.search(lu["nom"])
            for lu in lus
        ):
            return f"{separateur} ".join(f"{lu['nom'].rstrip(' .')} ({lu['n']})" for lu in lus if lu)
    return texte


def is_autre(texte: str) -> bool:
    """Whether a piece is of a sentence or of the page, not the name of an owner."""
    return bool(_AUTRE.search(fold(texte))) or any(
        _PROSE.fullmatch(fold(mot[0])) and not mot[0].isupper() for mot in _MOT.finditer(texte)
    )


def is_item(texte: str) -> bool:
    """Whether a line is a name with its voix after or before it, alone."""
    plain = " ".join(_POURCENT.sub("", _LOTS.sub(" ", texte)).split())
    lettres = sum(c.isalpha() for c in plain)
    if lettres < _LETTRES_MIN or len(plain) > 90 or is_autre(plain):
        return False
    devant = _DEVANT.match(plain)
    return bool(_ITEM.search(plain) or (devant and devant["nom"][:1].isupper()))


def are_items_seuls(*lignes: str) -> bool:
    """Whether each line is one owner whose voix a sign parts from the name, whole: no list that a margin cuts."""
    nues = [_POURCENT.sub("", _LOTS.sub(" ", ligne)) for ligne in lignes]
    return all(is_item(nue) and _SIGNEE.search(nue) and not re.search("[,;]", nue) for nue in nues)


def is_rangee_de_noms(texte: str) -> bool:
    """Whether a line is made of columns, each name before its voix: « M. PETIT | 448 | SCI DU LAC | 52 »."""
    cellules = texte.strip().split("\t")
    noms, voix = cellules[::2], cellules[1::2]
    return len(noms) == len(voix) and all(
        sum(c.isalpha() for c in nom) >= _LETTRES_MIN and _FIGURE.fullmatch(figure.strip())
        for nom, figure in zip(noms, voix, strict=True)
    )


def are_items_menes(texte: str) -> bool:
    """Whether a text is a list of voix, each before its name: « 448 - M. PETIT ; 52 - SCI DU LAC »."""
    lus = [_MENE.match(morceau) for morceau in re.split(r"\s*[;,/]\s*(?=\d)", texte.strip(" .;"))]
    return all(lu and not is_autre(lu["nom"]) for lu in lus)


def read_voix(item: str) -> int | None:
    """The voix of one item, in brackets or bare after its name."""
    lu = re.search(
        rf"[(\[]\s*{_VALEUR}\s*{_UNITE}?\.?\s*[)\]]|(?:^|[^\d\W]|[\s—–:,-])\s*(?P<nu>{NOMBRE})(?:,0{{1,2}})?\s*$",
        item.strip(" .;,"),
    )
    return read_nombre(lu["n"] or lu["nu"]) if lu else None
