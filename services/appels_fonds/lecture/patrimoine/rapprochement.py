"""Matching the words of a syndic with our copropriétés, lots and keys; every answer is certain or is a refusal."""

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import date, datetime
from itertools import accumulate

from services.appels_fonds.lecture.patrimoine.codes_syndic import CodesDeSyndic
from services.appels_fonds.lecture.patrimoine.referentiel import (
    CleConnue,
    CoproprieteConnue,
    LotConnu,
    Patrimoine,
    Profil,
)
from services.appels_fonds.lecture.patrimoine.voisins import SEGMENTS, is_nommee, is_voisin
from services.appels_fonds.lecture.valeurs.mots import list_mots_utiles, normalise, write_brut
from shared.excel.cellules import Valeur

_GENERIQUES = re.compile(
    r"^(?:sdc|syndicat des coproprietaires|syndicat|copropriete|copro|residence|immeuble|ensemble immobilier|ref"
    r"|code|n)\b\s*(?:(?:de la|de l|du|des|de|d)\b\s*)?"
)
_PREFIXE_LOT = re.compile(
    r"^\s*(?:(?:vos?|votre|les|le)\s+)?(?:lots?|lot\(s\)|uf|ref\.?)?\s*(?:n\s*[°ºo]s?|num[ée]ros?|no\.?|n\.)?\s*"
    r"(?:[:.]|(?<=[tT])\s?[-_])?\s*",
    re.I,
)
_NUMERO = r"[A-Za-z]{0,3}\d{1,6}[A-Za-z]{0,3}"
_UN = re.compile(rf"({_NUMERO})(?:\.0+)?")
_DETAIL = re.compile(rf"({_NUMERO})(?!\s*(?:bis|ter|quater)\b)\s*(?:[-–—:,(/]|\s)\s*[A-Za-zÀ-ÿ]{{3,}}.*", re.I)
_TYPE = re.compile(rf"({_NUMERO})(?:\s+[-–—]\s+|\s*[(:,]\s*|\s+)[TF]\s?[1-7]\b(?:(?!\bet\b|[-–—]\s*\d)[^,;+&/])*", re.I)
"""One lot and the type of the flat (``3 - T3``); anything that may name another lot after it makes it a list."""
_LISTE = re.compile(rf"{_NUMERO}(?:\s*(?:[-/,;+&]|\bet\b)\s*(?:lots?\s*)?(?:n[°ºo]\s*)?{_NUMERO})+")
_NOMME = re.compile(
    rf"\blot\s*(?:n\s*[°ºo]|num[ée]ro|no\.?|n\.)?\s*[:.\-_]?\s*(?P<lot>{_NUMERO})(?![\w.]|\s*(?:bis|ter|quater)\b)(?P<suite>\s*(?:[-/,;+&]|\bet\b|[àa]\b)\s*\w*\d)?",
    re.I,
)
"""A lot named inside other words; what follows may name more of them."""
_PARTAGE = re.compile(r"\W*\b\d[\d\s\u00a0\u202f]*(?:/|sur)\s*\d[\d\s\u00a0\u202f]*(?:e|[èe]mes?|i[èe]mes?)?\W*$")
"""``(312/10000)`` after the name of a key: the tantièmes of the lot."""
_PLURIEL = re.compile(r"\blots\b", re.I)
_DECRITS = re.compile(
    rf"({_LISTE.pattern})\s*[-–—:,(]\s*(?!lots?\b)[A-Za-zÀ-ÿ]{{3,}}"
    r"(?:(?!\b(?:lots?|et)\b|[-,+&/;]\s*\d+(?!\d|\s*(?:er|re|e|nd|[eè]me)\b)).)*",
    re.I,
)
"""Lots, and one description of them all (``7 - 8 - Appartement T3 avec cave``), after which none other is named."""
_SEPARE = re.compile(r"\s*(?:[-/,;+&]|\bet\b)\s*(?:lots?\s*)?(?:n[°ºo]\s*)?")
_RANG = re.compile(r"\d+")
_ETENDUE = re.compile(r"(\d{1,6})\s*(?:à|a|au|\.\.|->|jusqu.?au?)\s*(\d{1,6})")


_APPEL = re.compile(r"^(?:(?:appels?|provisions?|prov|quote part)\b ?(?:(?:de|sur|pour|des|du|d) )*)+")
_PERIODE = re.compile(
    r"(?: ?\b(?:(?:du )?t ?[1-4]|[1-4] ?t(?:rim\w*)?|[1-4] ?(?:er|e|eme|nd|re) trim\w*|[1-4]t\d\d|t[1-4] \d\d"
    r"|20\d\d|exercice))+$"
)
_ARTICLE = re.compile(r"^(?:le|la|les|l) ")
_PREFIXE_CLE = re.compile(r"^cle (?:de repartition )?")


class LotIncertain(ValueError):
    """Ce lot n'est pas reconnu avec certitude."""


class CleIncertaine(ValueError):
    """Cette clé n'est pas reconnue avec certitude."""


class CoproprieteIncertaine(ValueError):
    """Cette copropriété n'est pas reconnue avec certitude."""


class IndexCopropriete:
    """One copropriété, ready to be asked for lots and keys."""

    def __init__(
        self, copropriete: CoproprieteConnue, alias: dict[str, str], alias_lots: dict[str, str] | None = None
    ) -> None:
        self.connue = copropriete
        self.code = copropriete.code
        self._alias, self._alias_lots = alias, alias_lots or {}
        self._cles: dict[str, CleConnue] = {cle.code: cle for cle in copropriete.cles}
        self.cles_vues: dict[Valeur, str] = {}
        self.cles_dites: dict[str, str | None] = {}
        self._formes: dict[str, set[str]] = {}
        self._mots: dict[frozenset[str], set[str]] = {}
        self.directs: dict[Valeur, tuple[LotConnu, ...]] = {}
        self._exacts: dict[str, LotConnu] = {}
        self.lots: dict[str, LotConnu] = {}

    def _index_lots(self) -> None:
        """Lots by exact number and by canonical form, on the first question; two that share a form have none."""
        doublons: set[str] = set()
        for lot in self.connue.lots:
            forme = canonise(lot.numero)
            doublons |= {forme} & self.lots.keys()
            self.lots[forme] = lot
            self._exacts[lot.numero] = lot
        for forme in doublons:
            del self.lots[forme]
        for lot in self.connue.lots:
            if lot.numero.isdigit() and self.lots.get(canonise(lot.numero)) is lot:
                self.directs[float(lot.numero)] = (lot,)

    def find_lots(self, valeur: Valeur) -> tuple[LotConnu, ...]:
        """Our lots named by a cell: one, or a group kept together.

        ``12-13`` is a group only when both are ours, unless a lot is really called so; ``12-15`` is refused when 13
        and 14 are ours too, since it may then be four lots.

        :raises LotIncertain: one French sentence.
        """
        if not self.lots:
            self._index_lots()
        connus = self.directs.get(valeur)
        if connus is None:
            connus = self.directs[valeur] = self._search_lots(valeur)
        return connus

    def _search_lots(self, valeur: Valeur) -> tuple[LotConnu, ...]:
        if isinstance(valeur, date | datetime):
            raise LotIncertain(
                f"la cellule contient la date {valeur:%d/%m/%Y} : le tableur a sans doute transformé un groupe de lots"
            )
        if isinstance(valeur, bool) or not isinstance(valeur, str | float | int):
            raise LotIncertain(f"« {valeur} » n’est pas un numéro de lot")
        if not isinstance(valeur, str):
            if valeur != int(valeur):
                raise LotIncertain(f"« {str(valeur).replace('.', ',')} » n’est pas un numéro de lot")
            valeur = str(int(valeur))
        return self._search_texte(valeur)

    def _search_texte(self, texte: str) -> tuple[LotConnu, ...]:
        net = texte.strip()
        net = self._alias_lots.get(normalise(net), net)
        exact = self._exacts.get(net)
        coeur = _PREFIXE_LOT.sub("", net, count=1).strip(" .:")
        decrits = _DECRITS.fullmatch(coeur)
        coeur = decrits[1] if decrits else coeur
        liste = _LISTE.fullmatch(coeur)
        groupe = [canonise(numero) for numero in _SEPARE.split(coeur)] if liste else []
        ensemble = groupe and all(numero in self.lots for numero in groupe)
        if exact is not None:
            if ensemble and len(groupe) > 1:
                raise LotIncertain(f"« {net} » peut être un lot ou le groupe des lots {' et '.join(groupe)}")
            return (exact,)
        if ensemble:
            return self._check_groupe(net, groupe)
        un = _UN.fullmatch(coeur) or (None if liste else _DETAIL.fullmatch(coeur))
        if un is not None and canonise(un[1]) in self.lots:
            return (self.lots[canonise(un[1])],)
        compact = canonise(coeur)
        if compact in self.lots:
            return (self.lots[compact],)
        type_de_lot = _find_type(net, coeur)
        if type_de_lot is not None and canonise(type_de_lot[1]) in self.lots:
            return (self.lots[canonise(type_de_lot[1])],)
        nommes = list(_NOMME.finditer(net))
        seul = len(nommes) == 1 and not nommes[0]["suite"] and not _PLURIEL.search(net)
        if seul and canonise(nommes[0]["lot"]) in self.lots:
            return (self.lots[canonise(nommes[0]["lot"])],)
        etendue = _ETENDUE.fullmatch(coeur)
        if etendue is not None:
            return self._expand(net, int(etendue[1]), int(etendue[2]))
        absents = [numero for numero in groupe if numero not in self.lots]
        detail = f" ({', '.join(absents)} absent)" if absents else ""
        raise LotIncertain(f"le lot « {net} » n’est pas dans notre patrimoine à {self.code}{detail}")

    def _check_groupe(self, texte: str, groupe: list[str]) -> tuple[LotConnu, ...]:
        if len(set(groupe)) != len(groupe):
            raise LotIncertain(f"« {texte} » cite deux fois le même lot")
        rangs = [int(lu[0]) for numero in groupe if (lu := _RANG.match(numero))]
        if len(groupe) == len(rangs) == 2 and "-" in texte:
            debut, fin = rangs
            if any(str(numero) in self.lots for numero in range(debut + 1, min(fin, debut + 500))):
                raise LotIncertain(f"« {texte} » peut être deux lots ou tous ceux de {debut} à {fin}")
        return tuple(self.lots[numero] for numero in groupe)

    def _expand(self, texte: str, debut: int, fin: int) -> tuple[LotConnu, ...]:
        if not debut < fin <= debut + 500:
            raise LotIncertain(f"« {texte} » n’est pas une suite de lots")
        numeros = [str(numero) for numero in range(debut, fin + 1)]
        absents = [numero for numero in numeros if numero not in self.lots]
        if absents:
            raise LotIncertain(f"« {texte} » : le lot {absents[0]} n’est pas dans notre patrimoine à {self.code}")
        return tuple(self.lots[numero] for numero in numeros)

    def find_cle(self, valeur: Valeur) -> str:
        """The code of the key named by a cell, by its code, its label, or the words that tell it from the others.

        :raises CleIncertaine: unknown, or several keys answer.
        """
        code = self.cles_vues.get(valeur)
        if code is None:
            code = self.cles_vues[valeur] = self._search_cle(valeur)
        return code

    def _search_cle(self, valeur: Valeur) -> str:
        texte = write_brut(valeur)
        trouvees = self._lookup_cles(texte) or self._lookup_cles(_PARTAGE.sub("", texte))
        if len(trouvees) == 1:
            return next(iter(trouvees))
        raison = "désigne plusieurs clés" if trouvees else "n’est pas une clé connue"
        raise CleIncertaine(f"« {texte} » {raison} de {self.code} ({', '.join(self._cles) or 'aucune clé connue'})")

    def _lookup_cles(self, texte: str) -> Set[str]:
        """Codes that answer to a text: learnt words, code or label alone or together, else the same telling words."""
        cherche = normalise(texte)
        if cherche in self._alias:
            return {self._alias[cherche]}
        if not self._formes:
            self._index_cles()
        nu = _PREFIXE_CLE.sub("", cherche)
        return self._formes.get(cherche) or self._formes.get(nu) or self._mots.get(list_mots_utiles(nu)) or frozenset()

    def _index_cles(self) -> None:
        for cle in self._cles.values():
            code, libelle = normalise(cle.code), normalise(cle.libelle)
            for forme in (code, libelle, f"{code} {libelle}", f"{libelle} {code}"):
                self._formes.setdefault(forme, set()).add(cle.code)
            if code.isdigit():  # a spreadsheet drops the zeros in front: 001 → 1
                self._formes.setdefault(code.lstrip("0") or "0", set()).add(cle.code)
            mots = list_mots_utiles(libelle)
            for ensemble in (mots, mots | {code}) if mots else ():
                self._mots.setdefault(ensemble, set()).add(cle.code)

    def knows_cle(self, valeur: Valeur) -> bool:
        """Does it name one key of this copropriété, and only one?"""
        return valeur in self.cles_vues or len(self._lookup_cles(write_brut(valeur))) == 1

    def only_cle(self) -> str | None:
        """The key of a copropriété that has just one, or that a person gave for the files that say none."""
        if self._alias.get("") in self._cles:
            return self._alias[""]
        return next(iter(self._cles)) if len(self._cles) == 1 else None

    def find_cle_fonds(self, jour: date) -> str | None:
        """The key of the fonds de travaux due on a day: the only one its exercise voted the contribution on."""
        votes = [fonds.cles for fonds in self.connue.fonds_travaux if fonds.debut <= jour <= fonds.fin]
        cles = frozenset[str]().union(*votes)
        return next(iter(cles)) if len(cles) == 1 else None


def _find_type(texte: str, coeur: str) -> re.Match[str] | None:
    """``Lot n° 3 - T3``: a lot and its type. ``Lots 3 - T3`` says that they are two."""
    return None if re.search(r"\blots\b|\(s\)", texte, re.I) else _TYPE.fullmatch(coeur)


def names_lot(texte: str) -> bool:
    """``Charges générales – lot n° 12``: does a label name a lot among other words?"""
    return _NOMME.search(texte) is not None


def canonise(numero: str) -> str:
    """``0012`` → ``12``, ``10 a`` → ``10A``: zeros in front and blanks do not tell two lots apart."""
    if numero.isdigit():
        return numero.lstrip("0") or "0"
    compact = re.sub(r"\s+", "", numero).upper()
    return re.sub(r"^([A-Z]*)0+(?=\d)", r"\1", compact)


class IndexPatrimoine:
    """Every copropriété by every name it may be given."""

    def __init__(self, patrimoine: Patrimoine, profil: Profil | None = None) -> None:
        self.profil = profil or Profil()
        self.par_code = {
            copropriete.code: IndexCopropriete(
                copropriete,
                {normalise(mots): cle for (code, mots), cle in self.profil.cles.items() if code == copropriete.code},
                {normalise(mots): lot for (code, mots), lot in self.profil.lots.items() if code == copropriete.code},
            )
            for copropriete in patrimoine.coproprietes
        }
        self._noms: dict[str, set[str]] = defaultdict(set)
        self._nus: dict[str, set[str]] = defaultdict(set)
        for copropriete in patrimoine.coproprietes:
            self._add(copropriete)
        for mots, code in self.profil.coproprietes.items():
            self._noms[normalise(mots)] = {code}
        self._longueurs = sorted({len(nom.split()) for nom in self._noms}, reverse=True)
        self.vues: dict[Valeur, IndexCopropriete] = {}
        self.codes_de_syndic = CodesDeSyndic()
        self._formes_de_cles: set[str] = {normalise(mots) for _, mots in self.profil.cles if mots}
        self._mots_de_cles: set[frozenset[str]] = set()
        for cle in (cle for copropriete in patrimoine.coproprietes for cle in copropriete.cles):
            code, libelle = normalise(cle.code), normalise(cle.libelle)
            self._formes_de_cles |= {code, libelle, f"{code} {libelle}", f"{libelle} {code}"}
            self._mots_de_cles |= {list_mots_utiles(libelle), list_mots_utiles(libelle) | {code}}
        self._mots_de_cles.discard(frozenset())

    def _add(self, copropriete: CoproprieteConnue) -> None:
        """Register every name. Without its generic word, a name of one word is too short to be sought in a sentence."""
        nom = normalise(copropriete.nom)
        nu = strip_generiques(nom)
        for court in {nu, _ARTICLE.sub("", nu)}:
            self._nus[court].add(copropriete.code)
        dans_une_phrase = (
            copropriete.code,
            nu if " " in nu else nom,
            copropriete.immatriculation,
            copropriete.reference_bailleur,
            copropriete.adresse,
            rue if " " in (rue := (copropriete.adresse or "").split(",")[0]) and rue[:1].isdigit() else None,
        )
        for forme in dans_une_phrase:
            if forme and len(normalise(forme)) > 1:
                self._noms[normalise(forme)].add(copropriete.code)
        for syndic in copropriete.syndics:
            self._noms.setdefault(normalise(syndic), set())

    def find_copropriete(self, valeur: Valeur) -> IndexCopropriete:
        """The copropriété named by a cell.

        :raises CoproprieteIncertaine: unknown, or several answer.
        """
        trouvee = self.vues.get(valeur)
        if trouvee is None:
            trouvee = self.vues[valeur] = self._search(valeur)
        return trouvee

    def _search(self, valeur: Valeur) -> IndexCopropriete:
        texte = write_brut(valeur)
        cherche = normalise(texte)
        codes = self._noms.get(cherche) or self._find_nus(cherche) or self.find_codes(texte)
        if cherche not in self._noms and len(codes) == 1 and not is_nommee(texte, self.par_code[min(codes)].connue):
            codes = set()
        if len(codes) == 1:
            return self.par_code[next(iter(codes))]
        if not codes:
            raise CoproprieteIncertaine(f"la copropriété « {texte} » n’est pas dans notre patrimoine")
        raise CoproprieteIncertaine(f"« {texte} » désigne plusieurs copropriétés ({', '.join(sorted(codes))})")

    def _find_nus(self, nom: str) -> set[str]:
        nu = strip_generiques(nom)
        return self._nus.get(nu) or self._nus.get(_ARTICLE.sub("", nu)) or set()

    def find_titre(self, texte: str) -> set[str]:
        """Codes of the copropriétés that a title announces (``Copropriété du Belvédère – 2 chemin …``), its name alone
        between two marks: a name of one word is sought nowhere else."""
        annonces = (nom for nom in map(normalise, SEGMENTS.split(texte)) if strip_generiques(nom) not in ("", nom))
        return set().union(*map(self._find_nus, annonces))

    def find_debut(self, texte: str) -> set[str]:
        """``Clos Saint-Vincent Mâcon``: a name of several words that opens a title, before words of its address."""
        segment = SEGMENTS.split(texte)[0]
        mots = strip_generiques(normalise(segment)).split()
        debuts = (self._find_nus(" ".join(mots[:fin])) for fin in range(len(mots), 1, -1))
        codes = next(filter(None, debuts), set())
        return {code for code in codes if is_nommee(segment, self.par_code[code].connue)}

    def find_codes(self, texte: str) -> set[str]:
        """Codes of the copropriétés whose code, name, registration or address stands in a sentence.

        The longest name wins over those it contains; two that disagree are both given. The name of a syndic hides the
        words it is made of, and so does that of a neighbour (``Les Peupliers II``).
        """
        segments = [normalise(segment).split() for segment in SEGMENTS.split(texte)]
        mots, fins = [mot for segment in segments for mot in segment], set(accumulate(map(len, segments)))
        codes: set[str] = set()
        pris: set[int] = set()
        for longueur in self._longueurs:
            for place in range(len(mots) - longueur + 1):
                etendue = set(range(place, place + longueur))
                trouves = self._noms.get(" ".join(mots[place : place + longueur]))
                if trouves is not None and not etendue & pris:
                    pris |= etendue
                    if is_voisin(mots, place, place + longueur, fins):
                        continue
                    codes = (codes & trouves) or (codes | trouves)
        return codes

    def knows_cle(self, texte: Valeur) -> bool:
        """Does it name a key of any of our copropriétés? Which one is asked of the copropriété."""
        mots = _PREFIXE_CLE.sub("", normalise(f"{texte:g}" if isinstance(texte, float) else str(texte)))
        return bool(mots) and (mots in self._formes_de_cles or list_mots_utiles(mots) in self._mots_de_cles)


def strip_appel(texte: str) -> str:
    """``Provision charges générales 2T26`` → ``charges generales``: what is called, without the words of the call."""
    return _PERIODE.sub("", _APPEL.sub("", normalise(texte))).strip()


def strip_generiques(nom: str) -> str:
    """``residence le parc`` → ``le parc``; the input is already normalised."""
    while (reste := _GENERIQUES.sub("", nom, count=1)) != nom:
        nom = reste
    return nom


def list_numeros(lots: Iterable[LotConnu]) -> tuple[str, ...]:
    return tuple(lot.numero for lot in lots)
