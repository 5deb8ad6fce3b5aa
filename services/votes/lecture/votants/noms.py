"""Lists of owners as minutes print them: « M. X (12 voix), SCI Y (34) », one per line, or in brackets."""

import re
from collections.abc import Iterator, Sequence

from services.votes.lecture.listes import is_autre, read_voix, settle_liste
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.textes import CIVILITES, fold, read_nombre

_VOIX = re.compile(
    r"\s*(?:[(\[{]\s*\d[\d\s\u00a0\u202f.,]*\s*(?:/\s*\d[\d\s]*)?\s*(?:voix|vx?\b\.?|tanti\w*|milli\w*|[èe]mes|%|t(?:ant)?\b\.?|m(?:ill)?\b\.?)?\s*[)\]}]|[-–—:=,]?\s*(?:\d{1,3}(?:[\s\u00a0\u202f.]\d{3})+|\d+)(?:,0{1,2})?(?:\s*/\s*\d[\d\s]*)?\s*(?:voix|vx?\b\.?|tanti[eè]\w*|milli[eè]\w*|[èe]mes|%)?\s*)\.?\s*$",
    re.IGNORECASE,
)
_NU = re.compile(r"(?<=[^\W\d])\s+(\d[\d\s\u00a0\u202f.]*)$")
"""A figure without sign nor unit after a name: its voix, or part of it (« SCI LE CLOS 42 »)."""
_ET = re.compile(r"(?<=\))\s+et\s+(?=[^\W\d])")
"""« M. PETIT (232) et Mme ROY (372) »: the last of a list; « M. et Mme PETIT » has no voix before it."""
_ENTRE_DEUX = re.compile(r"(?<!\bM)(?<!\bM\.)(?<!\bMM\.)(?<!\bMme)(?<!\bMonsieur)(?<!\bMadame)\s+et\s+(?=[A-ZÉÈ])")
"""« M. PETIT et Mme ROY », where the count says two; « M. et Mme PETIT » are one."""
_QUI = (
    r"(?:(?:M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|SCI|SARL|SAS|Indivision|Succession|Consorts)\s+\S|"
    r"[A-ZÀ-Ý]{2,}[\s\-’'])"
)
_CIVIL = re.compile(r"M\.|M[ml]|Mon|Mad")
_ET_DEUX = re.compile(r"\s+et\s+")
"""« Madame Anne PETIT et RHÔNE HABITAT »: each opens as an owner does and has a name of its own."""
_CIVILITE_NUE = re.compile(r"(?:^|\s)(?:M\.|MM\.|Mmes?|Mlles?|Monsieur|Madame|Mademoiselle)$")
_PUCE = re.compile(r"(?:^|\s)[•▪●■]\s+")
_PLUS = re.compile(r"\s+\+\s+(?=[^\W\d])")
"""« M. PETIT 46 + Mme ROY 131 »."""
_LOT = re.compile(r"\s*[(\[]\s*lots?\b[^)\]]*[)\]]", re.IGNORECASE)
_REPRESENTE = re.compile(
    r"\s*[,(]?\s*\b(?:repr[ée]sent[ée](?:e|es|s|\(e\)|\(e\)s)?\s+par|rep\.?\s+par|mandataire|(?:ayant\s+vot[ée]\s+|vot(?:e|ant)\s+)?par\s+correspondance)\b.*$",
    re.IGNORECASE,
)
_TIRET = re.compile(r"(?<=[\d)\]])\s+[-–—/|]\s+(?=[A-ZÉÈ])")
_FIN_DE_LISTE = re.compile(
    r"[.)]\s*(?=(?:(?:donc\s+|et\s+)?(?:c'est|ce\s+n'est)\b|adopt|rejet|accept|refus|repouss|cette\b|la\s+(?:resol|majorite|proposition)|resol|l'assemblee|majorite|second\b|mise?\s+aux))|\s(?:=>|→|⇒)"
)
"""Where the list of names gives way to the result on the same line."""
_RANG = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-z])$")
"""« a) », « 1) »: the rank of an item, not the end of a bracket."""
_SUITE = re.compile(r"\s*(?:$|[.;:\n]|[a-zà-ÿ])")
_DE = re.compile(r"^(?:(?:de|par)\s+|d['’]\s*)(?=[A-ZÉÈ])")
"""« Opposition de M. PETIT »."""
_ARTICLE = re.compile(r"^(?:la|les?)\s+(?!(?:SCI|SARL|SAS|SA|SNC|ESH)\b)(?=[A-ZÉÈÀ])")
"""« la Société Deux Rives »: the name begins at its capital; « Le GOFF » has one. « la SCI DU LAC » keeps its article,
as « la société DU LAC » does."""
_INITIALE = re.compile(r"(?<=[\s.-])[A-ZÀ-Ý]\.$")
"""« URBAIN J. », « SCI J.M.B. »: the dot is of the name."""
_FORME = re.compile(r"(?:s\.?a\.?(?:s\.?|r\.?l\.?)?|e\.?s\.?h\.?|s\.?c\.?i\.?)(?:\s+(?:d')?h\.?l\.?m\.?)?")
"""« SA d'HLM »: what a company is, not who."""
_SEPARE = r"\s+[-–—]\s+"
_BARRE = r"\s+\|\s*(?=[^\W\d])"
_CIVILITE = re.compile(
    rf"(?:{CIVILITES})(?:(?<=\.)|\b)|m\s|mm\.|mmes\b|mademoiselle|sa\b|(?:[a-z]\.\s?){{2,}}|eurl\b|societe|association|syndicat"
)
_ANNONCE = re.compile(
    r"^[\s:,.)\]]*(?:a\s+savoir|savoir|dont|il\s+s'agit\s+de|celles?\s+d[eu]s?|ceux\s+d[eu]s?|soit\s*:)\s*:?\s+"
)
_INUTILE = re.compile(
    r"^(?:(?:pour|contre|abst\w*|votes?|voix)\b.*|tous\b.*|toutes\b.*|sauf\b.*|neant|nant|aucune?|soit|voix|tantiemes?|total|et|dont|sans\s+objet|\d+\s*(?:copropri\w*|votants?|personnes)\b.*|\W*)$"
)
_TITRE = re.compile(r"^(?:les?\s+)?(?:coproprietaires?|noms?|opposants?|identite)\s*:?\s*$")


def split_noms(texte: str, compte: Decompte | None = None) -> tuple[str, ...]:
    """The names of a list, without their voix, lots or proxies. Lines wrap only inside a list with separators.

    :param compte: what the list adds up to, where it is printed: it tells the end of the list, the sign that parts its
        items when the plainest does not, and whether a bare figure after a lone name is of the name.
    """
    texte = _cut_parenthese(settle_liste(_PLUS.sub(" ; ", texte), compte.voix if compte else None))
    if fin := _FIN_DE_LISTE.search(fold(texte)):
        texte = texte[: fin.start() + 1]
    annonce = _ANNONCE.match(fold(texte))
    brut = texte[annonce.end() if annonce else 0 :].strip().strip(":").strip()
    brut = re.sub(r"\s*;\s*\d*\s*$", "", _DE.sub("", brut)).rstrip(" ;,–—-")
    brut = (
        re.sub(r"^[(\[]\s*(.*?)\s*[)\]]\s*\.?$", r"\1", brut, flags=re.DOTALL)
        if brut[:1] in "([" and brut.rstrip(" .")[-1:] in ")]" and _is_une(brut)
        else brut
    )
    brut = _ET.sub(", ", brut.strip(" ;,\n"))
    noms = _name_items(_split_items(brut), compte)
    if compte and compte.tetes and len(noms) != compte.tetes:
        autres = (_name_items(morceaux, compte) for morceaux in _list_decoupes(brut))
        noms = next((autre for autre in autres if len(autre) == compte.tetes), noms)
    return noms


def _name_items(morceaux: Sequence[str], compte: Decompte | None) -> tuple[str, ...]:
    """The names of pieces, up to the one where their voix add up to what the list counts."""
    uns = [un for morceau in morceaux for un in re.split(r"(?<=\))\s+(?=[A-ZÉÈ])", morceau)]
    uns = [*uns[:-1], *_part_deux(uns[-1], seul=len(uns) == 1)] if uns else []
    nus = _keep_nus([un for un in uns if any(c.isalpha() for c in un)], compte.voix if compte else None)
    if compte and compte.voix and (fin := _find_somme(uns, compte.voix)):
        uns = uns[:fin]
    return tuple(dict.fromkeys(propre for un in uns if (propre := _clean(un, nus))))


def _part_deux(un: str, *, seul: bool) -> list[str]:
    """The last piece of a list as two owners, « et » between their whole names; a couple has one name for both.

    ``seul``: the list holds nothing else: « M. PETIT et Mme ROY » may then be one owner.
    """
    for lu in reversed(list(_ET_DEUX.finditer(un))):
        avant, apres = un[: lu.start()].strip(), un[lu.end() :].strip()
        mots = 2 if not seul else 3 if _CIVIL.match(avant) else 2
        entier = re.match(_QUI, avant) and not _CIVILITE_NUE.search(avant) and re.match(_QUI, apres)
        if entier and len(avant.split()) >= mots and avant.split()[-1] != apres.split()[-1]:
            return [avant, apres]
    return [un]


def _find_somme(uns: Sequence[str], total: int) -> int | None:
    """How many items, each with its voix, add up to the whole count; None when they do not."""
    somme = 0
    for rang, un in enumerate(uns):
        voix = read_voix(un)
        if voix is None:
            return None
        somme += voix
        if somme >= total:
            return rang + 1 if somme == total else None
    return None


def _split_items(brut: str) -> list[str]:
    """The pieces of a list, by the first family of separators that it shows."""
    ligne = brut.replace("\n", " ")
    barres = re.split(r"\s+/\s+", brut)
    if len(_PUCE.findall(brut)) > 1:
        return _PUCE.split(ligne)
    if re.search(_BARRE, ligne):
        return re.split(_BARRE, ligne)
    if _are_nommes(barres) or _are_barres(barres):
        return [" ".join(morceau.split()) for morceau in barres]
    if ";" in brut:
        return re.split(r"\s*;\s*", ligne)
    if _are_nommes(re.split(_SEPARE, brut)) or (len(re.findall(_SEPARE, brut)) >= 2 and not re.search(r"[,\d]", brut)):
        return re.split(_SEPARE, ligne)
    if _TIRET.search(brut):
        return _TIRET.split(ligne)
    if _split_virgules(ligne)[1:]:
        return _split_virgules(ligne)
    return _split_lignes(brut)


def _list_decoupes(brut: str) -> Iterator[list[str]]:
    """The same list parted by each sign in turn."""
    ligne = brut.replace("\n", " ")
    yield re.split(r"(?<=\))\s*[,;/–—-]?\s*(?=[^\W\d])", ligne)
    yield re.split(r"\s*;\s*", ligne)
    yield _split_virgules(ligne)
    yield re.split(_SEPARE, ligne)
    yield re.split(r"\s+/\s+", ligne)
    yield _split_lignes(brut)
    yield brut.split("\n")
    yield [un for morceau in _split_virgules(ligne) for un in _ENTRE_DEUX.split(morceau)]


def _keep_nus(uns: Sequence[str], voix: int | None) -> bool:
    """Whether bare figures that end names are of the names: others have none, or it is not what the list adds up to."""
    nus = [nu for un in uns if (nu := _NU.search(un.rstrip(" .;,)")))]
    if len(uns) == 1:
        return bool(nus) and voix is not None and read_nombre(nus[0][1]) != voix
    return any(not re.search(r"\d", un) for un in uns)


def _cut_parenthese(texte: str) -> str:
    """What the bracket of the names holds, when it opens just before them, or opened before the text."""
    ouverte = texte.lstrip()[:1] == "("
    profondeur = 0
    for rang, lettre in enumerate(texte):
        profondeur += (lettre == "(") - (lettre == ")")
        if lettre != ")" or profondeur > (0 if ouverte else -1):
            continue
        if sum(c.isalpha() for c in texte[:rang]) < 2 or _RANG.search(texte[:rang]):
            return texte
        return texte[: rang + ouverte] if not ouverte or _SUITE.match(texte, rang + 1) else texte
    return texte


def _are_nommes(morceaux: list[str]) -> bool:
    """Whether two pieces or more each open as the name of an owner does."""
    return (
        len(morceaux) > 1
        and not any("," in morceau for morceau in morceaux)
        and all(_CIVILITE.match(fold(morceau)) for morceau in morceaux)
    )


def _are_barres(barres: Sequence[str]) -> bool:
    """Whether bars part the names: where no dashes seem to, or where a dash stands before a mere form of company."""
    if len(barres) < 2 or any(re.search(r"[,;]", barre) or not barre[:1].isupper() for barre in barres):
        return False
    suites = [suite for barre in barres for suite in re.split(_SEPARE, barre)[1:]]
    return any(_FORME.fullmatch(fold(suite)) for suite in suites) or (len(barres) > 2 and len(suites) < 2)


def _is_une(brut: str) -> bool:
    """Whether the first bracket closes only at the end."""
    profondeur = 0
    for rang, lettre in enumerate(brut):
        profondeur += (lettre in "([") - (lettre in ")]")
        if profondeur == 0 and rang < len(brut.rstrip(" .")) - 1:
            return False
    return True


def _split_virgules(texte: str) -> list[str]:
    morceaux, profondeur, debut = [], 0, 0
    for rang, lettre in enumerate(texte):
        profondeur += (lettre in "([") - (lettre in ")]")
        if lettre == "," and profondeur <= 0 and not re.match(r"\d", texte[rang + 1 : rang + 2]):
            morceaux.append(texte[debut:rang])
            debut = rang + 1
    return [*morceaux, texte[debut:]]


def _split_lignes(brut: str) -> list[str]:
    """One name per line; a line without voix goes on into the next when the others end with theirs."""
    lignes = [ligne.strip() for ligne in re.split(r"\n|\t{1,}(?=[A-Z])", brut) if ligne.strip()]
    finies = [bool(_VOIX.search(ligne)) for ligne in lignes]
    if not any(finies):
        return lignes
    morceaux: list[str] = []
    ouverte = False
    for ligne, finie in zip(lignes, finies, strict=True):
        if ouverte:
            morceaux[-1] += f" {ligne}"
        else:
            morceaux.append(ligne)
        ouverte = not finie
    return morceaux


def _clean(morceau: str, nus: bool) -> str:
    """``nus``: a bare figure at the end is of the name."""
    nom = re.sub(r"^[\s\-–—•*·.,:)\]]+", "", " ".join(morceau.split()))
    nom = _ARTICLE.sub("", _REPRESENTE.sub("", _LOT.sub("", nom)))
    nom = nom.rstrip(")] ") if nom.count("(") < nom.count(")") or nom.count("[") < nom.count("]") else nom
    nom = nom if nus and _NU.search(nom.rstrip(" .")) else _VOIX.sub("", nom).strip()
    nom = nom.lstrip(" .,;:-–—([").rstrip(" ,;:-–—([")
    nom = f"{nom.rstrip('. ')}." if _INITIALE.search(re.sub(r"\.+$", ".", nom)) else nom.rstrip(" .,;:-–—([")
    nom = nom.rstrip(")]") if nom.count("(") < nom.count(")") or nom.count("[") < nom.count("]") else nom
    plain = fold(nom)
    if (
        _INUTILE.match(plain)
        or _TITRE.match(plain)
        or len(nom) > 90
        or sum(c.isalpha() for c in nom) < 2
        or not (any(c.isupper() for c in nom) or (_CIVILITE.match(plain) and read_voix(morceau) is not None))
        or is_autre(nom)
    ):
        return ""
    return nom
