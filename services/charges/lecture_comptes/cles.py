"""Keys as they are named: by code, by label, by both; one index of what the file itself says of them."""

import re

from services.charges.lecture_comptes.bases import drop_base, is_base
from shared.excel.cellules import Valeur
from shared.excel.mots import normalise

_PREFIXE = re.compile(
    r"^(?:(?:sous[- ]?)?total(?:aux)?\s*(?:g[ée]n[ée]ral\b\s*)?(?:de\s*la\s*|des\s*|du\s*|de\s*)?[:\-–]?\s*)?"
    r"(?:cl[ée]s?\s*(?:de\s*r[ée]partition|de\s*charges)?\s*(?:n[°o])?\s*[:\-–]?\s*)?",
    re.I,
)
_CLE = re.compile(r"^\s*(?:(?:sous[- ]?)?total\s*)?cl[ée]s?\b", re.I)
_COUPE = re.compile(r"^([A-Z0-9][A-Z0-9_./]{0,9})\s*(?:[-–:]\s*|\s)(\S.*)$")
_RANG = re.compile(r"^(?:\d{1,2}\s*[.)]\s*|(?:[A-Z]|[IVX]{1,4})\s*[.)]\s+)(?=[^\W\d])")
"""``1. CHARGES GÉNÉRALES``, ``B) Ascenseur``: the place of a heading among others, which is not its name."""
_PARENTHESE = re.compile(r"^(.*\S)\s*\((?:[Cc]l[ée]\s*(?:n[°o]\s*)?:?\s*)?([A-Za-z0-9_./ ]{1,10})\)$")
_COLONNE = re.compile(
    r"^(?:vos |votre )?"
    r"(?:charges?|d[ée]penses?|quote[- ]?parts?|qp|parts?|montants?|tant(?:i[èe]mes?)?|milli[èe]mes?)\.?"
    r"\s+(?:de |du |des |d['’])?(?:la )?(?:cl[ée]\s+)?",
    re.I,
)
_CHIFFREE = re.compile(r"^[A-Z]{0,3}\d+$")
"""``01``, ``A01``: a code that no label begins with by chance."""
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
    r"exercice|periode|arrete|sous reserve|total|nb|note|merci|montants?|fait a)\b|@|\d{2}/\d{2}/\d{4}"
)


def is_explicit(texte: str) -> bool:
    """``Clé …``: the text says itself that it names a key."""
    return _CLE.match(texte) is not None and not is_base(texte)


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


def split_cle(texte: str) -> tuple[str, str]:
    """(code, label) of a key as printed: ``ASC - Ascenseur``, ``Ascenseur (ASC)``, ``Clé : Ascenseur``."""
    texte = drop_base(texte.strip()) or texte.strip()
    net = _RANG.sub("", _PREFIXE.sub("", texte, count=1).strip(" :-–")) or texte
    entre = _PARENTHESE.match(net)
    if entre:
        return entre[2].strip(), entre[1].strip()
    coupe = _COUPE.match(net)
    if coupe and (not coupe[2].isupper() or _CHIFFREE.match(coupe[1]) or " - " in net or ":" in net):
        return coupe[1], coupe[2].strip()
    return net, net


def abbreviates(code: str, libelle: str) -> bool:
    """``GEN`` of ``Charges générales``, ``BATA`` of ``Bâtiment A``, ``CHF`` of ``Chauffage``: the letters of the code,
    in their order, from the start of a word."""
    lettres = normalise(code).replace(" ", "")
    mots = [mot for mot in normalise(libelle).split() if mot not in ("charges", "communes", "cle", "de", "des", "du")]
    if not 2 <= len(lettres) <= 6 or not mots or lettres.isdigit():
        return False
    return any(_is_subsequence(lettres, "".join(mots[rang:])) for rang in range(len(mots)))


def _name(texte: str) -> str:
    """One form for a key's name; ``01`` and ``1`` are the same number."""
    mots = normalise(texte)
    return mots.lstrip("0") or "0" if mots.isdecimal() else mots


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
        self.libelles: dict[str, str] = {}

    def learn(self, code: str, libelle: str = "") -> str:
        """Note a key and return the code by which it is known."""
        code, libelle = drop_base(code) or code, drop_base(libelle)
        connu = self.find(code) or (self.find(libelle) if libelle else None)
        retenu = connu or code
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
        for nom in (texte, _PREFIXE.sub("", texte, count=1), code, libelle, rang[0].strip(" .)") if rang else code):
            connu = self._codes.get(_name(nom))
            if connu is not None:
                return connu
        mots = _name(_PREFIXE.sub("", texte, count=1)).split()
        if len(mots) > 1:
            tete, reste = self._codes.get(mots[0]), self._codes.get(" ".join(mots[1:]))
            if tete is not None and tete == reste:
                return tete
        bouts = [self._codes.get(_name(bout)) for bout in _SEPARATEURS.split(texte)]
        connus = {bout for bout in bouts if bout is not None}
        return connus.pop() if len(connus) == 1 else self._find_abrege(code, libelle)

    def _find_abrege(self, code: str, libelle: str) -> str | None:
        """The known code that abbreviates this label, or the known label that this code abbreviates, if only one."""
        if code != libelle:
            return None
        connus = set(self._codes.values())
        siens = {connu for connu in connus if connu not in self.libelles and abbreviates(connu, libelle)}
        siens |= {connu for connu in connus if connu not in self.libelles and abbreviates(code, connu)}
        return siens.pop() if len(siens) == 1 else None

    def resolve(self, texte: str) -> str:
        """The code of a key that a cell names, known or not."""
        code, libelle = split_cle(texte)
        connu = self.find(texte)
        if connu is None:
            return self.learn(code, libelle)
        if code != libelle or (" " in connu and abbreviates(code, connu)):
            self._rename(connu, code)
        return connu

    def _rename(self, connu: str, code: str) -> None:
        """A key first met by its label turns out to have a code."""
        if connu not in self.libelles and len(code) < len(connu) and normalise(connu) != normalise(code):
            self._vrais.setdefault(connu, code)

    def settle(self, cle: str | None) -> str | None:
        """The code finally known for a key, once the whole file is read."""
        return self._vrais.get(cle, cle) if cle is not None else None
