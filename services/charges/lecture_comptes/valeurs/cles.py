"""Keys as they are named: by code, by label, by both; one index of what the file itself says of them."""

import re
from collections.abc import Sequence

from services.charges.lecture_comptes.valeurs.bases import drop_base, is_base
from shared.excel.cellules import Valeur
from shared.excel.mots import normalise

_TOTAL = r"(?:s(?:ous)?[-/ ]*)?tot(?:al|aux|\b\.?)"
_REPARTITION = r"r[ée]partition\s*(?:n\s*[°o]\.?\s*)?(?::|(?=(?!20\d\d)\d{1,4}\b))"
"""``Répartition :``, ``Répartition 01``: a key, where « répartition » alone may be a title."""
_PREFIXE = re.compile(
    rf"^(?:{_TOTAL}\s*(?:g[ée]n[ée]ral\b\s*)?(?:de\s*la\s*|des\s*|du\s*|de\s*)?[:\-–]?\s*)?"
    rf"(?:cl[ée]s?\s*(?:de\s*r[ée]partition|de\s*charges)?\s*(?:n[°o])?\s*[:\-–]?\s*|{_REPARTITION}\s*)?",
    re.I,
)
_CLE = re.compile(
    rf"^\s*(?:{_TOTAL}\s*(?:(?:de\s+)?la\s+|de\s+|des\s+)?)?(?:cl[ée]s?\b|{_REPARTITION})",
    re.I,
)
_ETIQUETTE = re.compile(r"^(?:cl[ée]s?(?:\s+de\s+r[ée]partition)?|r[ée]partition)\s*(?:n\s*[°o]\.?)?\s*:$", re.I)
_COUPE = re.compile(r"^((?:[A-Z]{2,9}\.?\s(?:\d{1,3}|[A-Z])(?=\s))|[A-Z0-9][A-Z0-9_./]{0,9})(\s*[-–:]\s*|\s)\s*(\S.*)$")
_RANG = re.compile(r"^(?:\d{1,2}\s*[.)]\s*|(?:[A-Z]|[IVX]{1,4})\s*[.)]\s+)(?=[^\W\d])")
"""``1. CHARGES GÉNÉRALES``, ``B) Ascenseur``: the place of a heading among others, which is not its name."""
_PARENTHESE = re.compile(r"^(.*\S)\s*\((?:[Cc]l[ée]\s*(?:n[°o]\s*)?:?\s*)?([A-Za-z0-9_./ ]{1,10})\)$")
_COLONNE = re.compile(
    r"^(?:vos |votre )?"
    r"(?:charges?|d[ée]penses?|quote[- ]?parts?|qp|parts?|montants?|tant(?:i[èe]mes?)?|milli[èe]mes?)\.?"
    r"\s+(?:de |du |des |d['’])?(?:la )?(?:cl[ée]\s+)?",
    re.I,
)
_TITRE = re.compile(
    r"^(?:(?:relev[ée]|d[ée]tail|[ée]tat|d[ée]p(?:enses?)?)\b\.?(?:\s+(?:g[ée]n[ée]ral\s+)?(?:des|de(?:\s+la(?=\s+cl[ée]\b))?|du)\b)?\s*)+"
    r"(?:(?:de\s+l['’]\s*)?(?:exercice\s+|ann[ée]e\s+)?20\d\d\s*)?(?:[-–—:]\s*|(?<=\s))(?=\S)",
    re.I,
)
"""What a title says before the name of a key: ``Dépenses 2024 – Escalier rue``, ``Dép. BÂT. A``."""
_CHIFFREE = re.compile(r"^[A-Z]{0,3}\d+$")
"""``01``, ``A01``: a code that no label begins with by chance."""
_MOT = re.compile(r"[^\W\d_]{2}")
_PARTIE = re.compile(
    r"^(?:b[âa]t(?:iment)?s?|esc(?:alier)?s?|asc(?:enseur)?s?|halls?|cages?|entr[ée]es?|all[ée]es?|tours?|ailes?|mont[ée]es?"
    r"|immeubles?|imm|park(?:ing)?s?|gar(?:age)?s?|box|caves?|portes?|zones?|tranches?|villas?|pavillons?|maisons?"
    r"|eaux?|chauf(?:f|fage)?|charges?|interphones?|sous[- ]sols?)\b",
    re.I,
)
"""What a building has one or several of: a name that a number or a place completes, never a code that says all."""
_NUMEROTEE = re.compile(r"(?<![^\W\d])(?:n |no |numero )?(\d{1,3}|[a-z])(?: (?:bis|ter))?$")
_SIGLE = re.compile(r"^[A-Z0-9_./]{1,8}$")
_PLEINES = {
    "bat": "batiment", "esc": "escalier", "asc": "ascenseur", "imm": "immeuble", "chauf": "chauffage", "gar": "garage",
    "park": "parking",
}  # fmt: skip
_ABREGEE = re.compile(
    r"\b(bat(?:iment)?|esc(?:alier)?|asc(?:enseur)?|imm(?:euble)?|chauf(?:fage)?|gar(?:age)?|park(?:ing)?|hall|cage|entree"
    r"|allee|tour|montee)(?:(?: (?:n|no|numero))? ?0*(\d{1,3})\b|\b)"
)
"""A part of the building, abridged or not, and its number, glued or not."""
_POIDS = re.compile(r"^[1-9]\d{0,2}(?:[ .]?\d{3})+$|^[1-9]\d\d$")
"""In brackets, a code or a weight."""
_CODE_SEUL = re.compile(r"^(?:[A-Z]{1,4}|[A-Z]{1,4}[ _./-]?\d+[A-Z]?)$")
"""A code, never a label: ``ASC10`` is not what ``ASC1`` abridges."""
CODE_MAX = 6
"""How long a code without a figure may be, before a label that a mere space parts from it."""
_SEPARATEURS = re.compile(r"\s*[-–:]\s+|\s+[-–:]\s*")
# fmt: off
_BRUITS = frozenset((
    "produits", "produit", "depenses", "charges", "recettes", "total", "totaux", "divers", "charges courantes",
    "operations courantes", "charges pour operations courantes", "produits pour operations courantes",
    "depenses courantes", "operations exceptionnelles", "travaux", "a nouveau", "report",
))
# fmt: on
_PHRASE = re.compile(
    r"\b(?:edite|imprime|page|document|siege|siret|capital|rcs|garantie|carte|telephone|tel|www|provisoire|reserve|"
    r"exercice|periode|arrete|sous reserve|total|nb|note|merci|montants?|soldes?|fait a)\b|@|\d{2}/\d{2}/\d{4}"
)


def is_explicit(texte: str) -> bool:
    """``Clé …``, ``Répartition : …``: the text says itself that it names a key."""
    return _CLE.match(texte) is not None and not is_base(texte)


def is_etiquette_cle(valeur: Valeur) -> bool:
    """``Clé :``, ``Clé n° :``: the label, with its colon, of the key that the next cells name."""
    return isinstance(valeur, str) and _ETIQUETTE.match(valeur) is not None


def is_bruit(texte: str) -> bool:
    """A heading, a footer, a sentence, the weight of a key: not a key, unless it is known as one."""
    mots = normalise(texte)
    return (
        not mots
        or is_base(texte)
        or mots in _BRUITS
        or len(mots) > 60
        or len(mots.split()) > 9
        or bool(_PHRASE.search(mots))
    )


def write_cle(valeur: Valeur) -> str:
    """The words of a cell that names a key: ``3.0`` is ``3``."""
    return str(int(valeur)) if isinstance(valeur, float) and valeur == int(valeur) else str(valeur)


def name_cle(texte: str) -> str:
    """The key that a header names beside what its column holds: ``Charges GEN``, ``Tant. GEN`` → ``GEN``."""
    return _COLONNE.sub("", texte.strip(), count=1).strip(" :-–") or texte


def name_titre(titre: str) -> str:
    """The key that the title or the name of a sheet names after « Dépenses », or the whole title."""
    return _TITRE.sub("", titre.strip(), count=1)


def split_cle(texte: str) -> tuple[str, str]:
    """(code, label) of a key as printed: ``ASC - Ascenseur``, ``Ascenseur (ASC)``, ``Clé : Ascenseur``."""
    texte = drop_base(texte.strip()) or texte.strip()
    net = _RANG.sub("", _PREFIXE.sub("", texte, count=1).strip(" :-–")) or texte
    entre = _PARENTHESE.match(net)
    if entre and _POIDS.match(entre[2]) and find_rang(entre[1]):
        return entre[1].strip(), entre[1].strip()
    if entre:
        return entre[2].strip(), entre[1].strip()
    coupe = _COUPE.match(net)
    if coupe and _is_code(coupe[1], coupe[3], seul=not coupe[2].strip()):
        return coupe[1], coupe[3].strip()
    return net, net


def _is_code(tete: str, reste: str, *, seul: bool) -> bool:
    """Whether the first word of a key is its code, and the rest its label: a number, a letter, a place tell one
    « BATIMENT » or one « ESCALIER » from another, and stay with it.

    :param seul: a mere space stands between the two.
    """
    if not _MOT.search(reste):
        return False
    if _CHIFFREE.match(tete):
        return True
    if _PARTIE.match(tete):
        sienne = abbreviates(tete, reste) or normalise(tete)[:3] == normalise(reste)[:3]
        return sienne and (find_rang(tete) == find_rang(reste) or not (find_rang(tete) and find_rang(reste)))
    return not seul or (not reste.isupper() and len(tete) <= CODE_MAX) or " - " in reste or ":" in reste


def find_rang(texte: str) -> str:
    """The number or the letter that tells one part of a building from another (``2`` of ``Escalier 02``), if any."""
    lu = _NUMEROTEE.search(normalise(texte))
    return lu[1].lstrip("0") if lu else ""


def abbreviates(code: str, libelle: str) -> bool:
    """``GEN`` of ``Charges générales``, ``BATA`` of ``Bâtiment A``, ``CHF`` of ``Chauffage``: the letters of the code,
    in their order, from the start of a word."""
    if _CODE_SEUL.match(libelle.strip()):
        return False
    lettres = re.sub(r"(?<!\d)0+(?=\d)", "", normalise(code).replace(" ", ""))
    mots = [mot for mot in normalise(libelle).split() if mot not in ("charges", "communes", "cle", "de", "des", "du")]
    if not 2 <= len(lettres) <= 6 or not mots or lettres.isdigit() or not _ends_alike(lettres, mots):
        return False
    if " " in normalise(code):
        return _is_subsequence(lettres, "".join(mots))
    return any(_is_subsequence(lettres, "".join(mots[rang:])) for rang in range(len(mots)))


def _ends_alike(lettres: str, mots: Sequence[str]) -> bool:
    """Whether a code ends by the number or the letter of a label that has one, and only one: ``ESC2``, ``ESC02`` are
    of « Escalier 2 », neither ``ESC`` nor ``ESC1`` is."""
    rangs = [mot for mot in mots if mot.isdecimal() or len(mot) == 1]
    if not rangs:
        return True
    chiffres = re.search(r"\d*$", lettres)
    sien = chiffres[0] if chiffres and chiffres[0] else lettres[-1]
    return len(rangs) == 1 and rangs[0] == mots[-1] and sien.lstrip("0") == rangs[0].lstrip("0")


def _name(texte: str) -> str:
    """One form for a key's name: ``01`` and ``1``, ``ESC1`` and ``Escalier n° 1`` are the same."""
    mots = normalise(texte)
    if mots.isdecimal():
        return mots.lstrip("0") or "0"
    if " " in mots or mots[-1:].isdecimal():
        mots = _ABREGEE.sub(lambda lu: f"{_PLEINES.get(lu[1], lu[1])} {lu[2] or ''}".strip(), mots)
    return mots


def _is_subsequence(lettres: str, mot: str) -> bool:
    if not mot.startswith(lettres[0]):
        return False
    reste = iter(mot)
    return all(lettre in reste for lettre in lettres) and (
        len(lettres) < 4 or mot[-1] == lettres[-1] or mot.startswith(lettres[:3])
    )


class IndexCles:
    """Every key that the file names, so that a label printed in one place is the code printed in another."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._vrais: dict[str, str] = {}
        self._partages: set[str] = set()
        """The labels that several codes bear, which name none of them alone."""
        self.libelles: dict[str, str] = {}

    def learn(self, code: str, libelle: str = "") -> str:
        """Note a key and return the code by which it is known."""
        code, libelle = drop_base(code) or code, drop_base(libelle)
        connu = self.find(code) or (self._find_libelle(libelle, code) if libelle else None)
        retenu = connu or code
        if libelle and self._codes.get(_name(libelle), retenu) != retenu:
            self._partages.add(_name(libelle))
        for nom in (code, libelle):
            if nom:
                self._codes.setdefault(_name(nom), retenu)
        if libelle and libelle != code:
            self.libelles.setdefault(retenu, libelle)
        return retenu

    def knows(self, texte: str) -> bool:
        """Whether a text is the code or the label of a key, in these very words."""
        return _name(texte) in self._codes

    def find(self, texte: str) -> str | None:
        """The code that a text names, or None: whole, or its code, or its label."""
        texte = drop_base(texte)
        if not texte:
            return None
        code, libelle = split_cle(texte)
        rang = _RANG.match(texte)
        for nom in (texte, _PREFIXE.sub("", texte, count=1), rang[0].strip(" .)") if rang else texte):
            connu = self._get(nom)
            if connu is not None:
                return connu
        connu = self._find_code(code, libelle, texte) or self._find_libelle(libelle, code)
        if connu is not None:
            return connu
        mots = _name(_PREFIXE.sub("", texte, count=1)).split()
        if len(mots) > 1:
            tete, reste = self._get(mots[0]), self._get(" ".join(mots[1:]))
            if tete is not None and tete == reste:
                return tete
        return (self._find_bout(texte) or self._find_abrege(code)) if code == libelle else None

    def _get(self, nom: str) -> str | None:
        """The key of this very name, unless several bear it."""
        return None if _name(nom) in self._partages else self._codes.get(_name(nom))

    def _find_code(self, code: str, libelle: str, texte: str) -> str | None:
        """The key of this code, unless its label is of another number (« ESC - Escalier 1 », « ESC - Escalier 2 »), or
        the code may be a weight: « Escalier Nord (500) », « Escalier Sud (500) »."""
        connu = self._get(code)
        if connu is None or code == libelle:
            return connu
        dit = self.libelles.get(connu, libelle)
        if _POIDS.match(code) and texte.rstrip().endswith(")") and _name(dit) != _name(libelle):
            return None
        rangs = {find_rang(self.libelles.get(connu, "")), find_rang(libelle)} - {""}
        return connu if len(rangs) < 2 else None

    def _find_libelle(self, libelle: str, code: str) -> str | None:
        """The key of this label, unless it has another code: « A01 Ascenseur », « B01 Ascenseur »."""
        connu = self._get(libelle)
        if connu is None or code == libelle or code.islower():
            return connu
        sien = self._vrais.get(connu, connu if connu in self.libelles else code)
        return connu if _name(sien) == _name(code) or not _SIGLE.match(code) else None

    def _find_bout(self, texte: str) -> str | None:
        """The known key that one piece of a text names, when no other piece names a part of the building."""
        bouts = [bout for bout in _SEPARATEURS.split(texte) if bout]
        connus = {connu for bout in bouts if (connu := self._get(bout)) is not None}
        autres = [bout for bout in bouts if self._get(bout) is None]
        if len(connus) != 1 or any(_PARTIE.match(autre) or not _MOT.search(autre) for autre in autres):
            return None
        return connus.pop()

    def _find_abrege(self, nom: str) -> str | None:
        """The known code that abbreviates this name, or the known label that it abbreviates, if only one."""
        connus = set(self._codes.values())
        siens = {connu for connu in connus if connu not in self.libelles and abbreviates(connu, nom)}
        siens |= {connu for connu in connus if connu not in self.libelles and abbreviates(nom, connu)}
        return siens.pop() if len(siens) == 1 else None

    def resolve(self, texte: str) -> str:
        """The code of a key that a cell names, known or not."""
        code, libelle = split_cle(texte)
        connu = self.find(texte)
        if connu is None:
            return self.learn(code, libelle) if self._get(code) is None else self.learn(drop_base(texte))
        if code != libelle or (" " in connu and abbreviates(code, connu)):
            self._rename(connu, code)
        if code != libelle and _name(connu) == _name(code) and connu not in self.libelles:
            self.learn(code, libelle)
        return connu

    def name(self, cle: str, nom: str) -> None:
        """Note one more name of a known key: its code, where it is one and the key is known by its label."""
        if _SIGLE.match(nom) and not _SIGLE.match(cle):
            self._rename(cle, nom)
        self.learn(cle, nom)

    def _rename(self, connu: str, code: str) -> None:
        """A key first met by its label turns out to have a code."""
        if connu not in self.libelles and len(code) < len(connu) and normalise(connu) != normalise(code):
            self._vrais.setdefault(connu, code)

    def settle(self, cle: str | None) -> str | None:
        """The code finally known for a key, once the whole file is read."""
        return self._vrais.get(cle, cle) if cle is not None else None
