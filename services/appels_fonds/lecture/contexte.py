"""What the rows around a table say for all its lines: copropriété, due date, kind, lot, key."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TypeVar

from services.appels_fonds.lecture.colonnes.roles import Role, read_entete
from services.appels_fonds.lecture.montants_montres import MontantsMontres
from services.appels_fonds.lecture.patrimoine.codes_syndic import is_code
from services.appels_fonds.lecture.patrimoine.libelles import find_cle_de_bloc
from services.appels_fonds.lecture.patrimoine.rapprochement import (
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
)
from services.appels_fonds.lecture.valeurs.dates import (
    RANG_SUR,
    DateInvalide,
    announces_autre_jour,
    find_dates,
    find_exigible,
    find_jours_d_appel,
    find_periode,
    read_date,
)
from services.appels_fonds.lecture.valeurs.mots import flatten, normalise
from services.appels_fonds.lecture.valeurs.termes import Terme, find_termes
from services.appels_fonds.lecture.valeurs.unites import UniteRefusee, find_unite_annoncee
from services.appels_fonds.natures import Nature, find_natures, find_natures_precises, hesitates, suggests_provision
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import is_jour

Lieu = tuple[int, int]
T = TypeVar("T")

_HORS_TITRE = frozenset({Nature.SOLDE_ANTERIEUR, Nature.REGLEMENT, Nature.FRAIS_IMPUTABLES, Nature.CONSOMMATION})
_ANNONCE_COPRO = re.compile(
    r"^(?:.*\b)?(?:sdc|syndicat des coproprietaires|copropriete|residence|immeuble)\b\s*:?\s*[^:]{2,}"
)
_COMMENCE_PAR_COPRO = re.compile(r"(?:sdc|syndicat des coproprietaires|copropriete|immeuble|residence)\b")
_LOT = re.compile(r"^\s*(?:vos?\s+|votre\s+)?lots?\b(?!issement)", re.IGNORECASE)
_CLE = re.compile(r"^\s*cl[ée]s?\b\s*(?:de\s+r[ée]partition\s*)?[:\-–]?\s*(?P<cle>.+)", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0\u202f]?[A-Z0-9]{4}){3,7}(?:[ \u00a0\u202f]?[A-Z0-9]{1,3})?\b")
_SUITE = re.compile(r"\s+[-–—]\s*|\s*[:(]")
"""What ends the name of a key in a heading (``CHAUFFAGE – 12 000,00 € à répartir``)."""
_NET = re.compile(r"\b(?:a (?:payer|regler|verser|acquitter)|due?s?|exigibles?)\b\D{0,20}\b(?:au|le)\b")
_TITRE_MAX = 200
_PHRASE = re.compile(
    r"\b(?:est|sont|sera|seront|etait|doit|doivent|peut|peuvent|devra|devront|merci|veuillez|conformement|nous|rappel"
    r"|selon|ci joint|ci dessous)\b"
)
"""A sentence tells something; a heading names what follows."""


class Facette(Enum):
    """What a heading may say of the lines below it."""

    COPROPRIETE = auto()
    LOT = auto()
    CLE = auto()
    NATURE = auto()
    EXIGIBLE = auto()


@dataclass(slots=True)
class Contexte:
    """Constants in force for the rows that follow; each keeps the cell that said it."""

    copropriete: IndexCopropriete | None = None
    faute_copropriete: tuple[Lieu, str] | None = None
    mots_copropriete: str = ""
    exigible: date | None = None
    rang_exigible: int = 9
    faute_exigible: tuple[Lieu, str] | None = None
    faute_unite: tuple[Lieu, UniteRefusee] | None = None
    natures_titre: frozenset[Nature] = frozenset()
    natures_ouvertes: frozenset[Nature] = frozenset()
    natures_precises: frozenset[Nature] = frozenset()
    natures_section: frozenset[Nature] = frozenset()
    lieu_nature: Lieu | None = None
    provision_probable: bool = False
    lot: Valeur | None = None
    lieu_lot: Lieu | None = None
    cle: Valeur | None = None
    faute_cle: tuple[Lieu, str] | None = None
    periode: str | None = None
    termes: frozenset[Terme] = frozenset()
    ibans: list[str] = field(default_factory=list)
    dates_seules: bool = False
    emissions: set[date] = field(default_factory=set)
    montres: MontantsMontres = field(default_factory=MontantsMontres)

    @property
    def exigible_emise(self) -> bool:
        """Is the only day said that of the issue, and not the first of a month (``Appel du``, ``Édité le`` 12/03)?"""
        jour = self.exigible
        return jour in self.emissions and self.rang_exigible > RANG_SUR and jour is not None and jour.day != 1

    @property
    def natures(self) -> frozenset[Nature]:
        """Those of the block, else of the titles; one title that hesitates is settled by another that does not."""
        if self.natures_section:
            return self.natures_section
        precises = self.natures_ouvertes & self.natures_precises
        return self.natures_titre - self.natures_ouvertes | precises if precises else self.natures_titre

    def settle(self, dites: frozenset[Nature]) -> frozenset[Nature]:
        """Of the kinds between which a header hesitates (``Appels de fonds travaux``), those that the block or a title
        says and does not hesitate about; all of them where none does."""
        if len(dites) < 2:
            return dites
        return dites & (self.natures_section or self.natures_precises) or dites


@dataclass(frozen=True, slots=True)
class Pied:
    """What the rows below the last line say, that nothing said above: it holds for the whole sheet.

    ``dates_seules``: nothing anywhere says the due date, unless a column headed by the bare word ``Date`` does.
    """

    copropriete: IndexCopropriete | None = None
    exigible: date | None = None
    dates_seules: bool = False


class LecteurContexte:
    """Reads the rows that are not lines, and updates the context."""

    def __init__(self, index: IndexPatrimoine, epoque_1904: bool) -> None:
        self.index = index
        self.epoque_1904 = epoque_1904
        self.contexte = Contexte()
        self.dites: set[Facette] = set()
        self._exigibles: dict[date, int] = {}
        self._coproprietes: dict[str, int] = {}
        self._rang = 0
        self.nommee = False
        self._faible: tuple[int, date] | None = None
        self._lot_feuille: Valeur | None = None

    def read_nom_feuille(self, nom: str) -> None:
        """The name of a sheet is the weakest of titles."""
        codes = self.index.find_codes(nom)
        if len(codes) == 1:
            self.contexte.copropriete = self.index.par_code[next(iter(codes))]
        if _LOT.match(nom):
            self._lot_feuille = self.contexte.lot = nom
        self.contexte.natures_titre = find_natures(nom) - _HORS_TITRE
        self.contexte.provision_probable = suggests_provision(nom)
        self.contexte.periode = find_periode(nom)
        self.contexte.termes = find_termes(nom)

    def start(self, pied: Pied) -> None:
        """Read again a sheet whose foot says what its top does not."""
        self.contexte.copropriete = pied.copropriete or self.contexte.copropriete
        self.contexte.exigible, self.contexte.dates_seules = pied.exigible, pied.dates_seules

    def find_pied(self, rang: int) -> Pied:
        """The only copropriété and the only due date of the sheet, if no line stands below them.

        :param rang: how many rows of lines the sheet holds.
        """
        code, jour = _get_seul(self._coproprietes, rang), _get_seul(self._exigibles, rang)
        sans_date = not self._exigibles and self.contexte.exigible is None and not self.contexte.dates_seules
        return Pied(self.index.par_code[code] if code else None, jour, sans_date)

    def read_total(self, rangee: Rangee, rang: int) -> None:
        """The day by which a total is to be paid: of little weight, it counts where nothing else says one."""
        for texte in (valeur for valeur in rangee if isinstance(valeur, str)):
            jours = find_dates(texte)
            dite = len(jours) == 1 and (find_exigible(texte) is not None or jours[0].day == 1)
            if dite and _NET.search(flatten(texte)):
                self._exigibles[jours[0]] = rang

    def read_rangee(self, ligne: int, rangee: Rangee, *, titre: bool, rang: int = 0) -> None:
        """One row of title (before the first table) or between lines. ``dites`` tells what it said.

        :param rang: how many rows of lines were read so far.
        """
        self.dites, self._faible, self._rang, self.nommee = set(), None, rang, False
        for colonne, valeur in enumerate(rangee, 1):
            if not isinstance(valeur, str) or not valeur.strip():
                continue
            suite = next((v for v in rangee[colonne:] if v != ""), "")
            self._read_texte((ligne, colonne), valeur, suite, titre)
        if self._faible is not None and self.dites and Facette.EXIGIBLE not in self.dites:
            self._set_exigible(*self._faible)  # of its block, however it is said

    def _read_texte(self, lieu: Lieu, texte: str, suite: Valeur, titre: bool) -> None:
        contexte = self.contexte
        contexte.ibans += [iban for iban in _IBAN.findall(texte) if iban not in contexte.ibans]
        contexte.periode = find_periode(texte) or contexte.periode
        contexte.termes |= frozenset() if _LOT.match(texte) else find_termes(texte)
        self._read_copropriete(lieu, texte, suite, titre)
        contexte.emissions |= set(find_dates(texte)) - set(find_jours_d_appel(texte))
        if is_jour(suite) and announces_autre_jour(texte):
            contexte.emissions |= set(find_dates(str(suite)))
        self._read_exigible(lieu, texte, suite, titre)
        self._read_lot_et_cle(lieu, texte, suite, titre)
        unite = find_unite_annoncee(texte) if titre else None
        contexte.faute_unite = (lieu, unite) if unite else contexte.faute_unite
        if len(texte) <= _TITRE_MAX:
            self._read_nature(lieu, texte, titre)

    def _read_copropriete(self, lieu: Lieu, texte: str, suite: Valeur, titre: bool) -> None:
        etiquette = read_entete(texte.rstrip(" :"), self.index).role is Role.COPROPRIETE
        if etiquette and suite != "":
            try:
                self._set_copropriete(self.index.find_copropriete(suite))
            except CoproprieteIncertaine as error:
                if is_code(suite) and self.contexte.copropriete is not None and (titre or self.nommee):
                    return  # the number that the syndic gives to the one just named
                self._note_inconnue((lieu[0], lieu[1] + 1), str(error), str(suite))
            return
        codes = self.index.find_codes(texte)
        if not codes and len(texte) <= _TITRE_MAX and _ANNONCE_COPRO.match(flatten(texte)):
            codes = self.index.find_titre(texte)
        if not codes and titre and len(texte) <= _TITRE_MAX:
            codes = self.index.find_debut(texte)
        if len(codes) == 1:
            self._set_copropriete(self.index.par_code[next(iter(codes))])
        elif len(codes) > 1:
            noms = ", ".join(sorted(codes))
            self._note_inconnue(lieu, f"« {texte.strip()} » désigne plusieurs copropriétés ({noms})", texte)
        elif self._announces_inconnue(texte, titre):
            self._note_inconnue(lieu, f"la copropriété « {texte.strip()} » n’est pas dans notre patrimoine", texte)

    def _announces_inconnue(self, texte: str, titre: bool) -> bool:
        """``SDC Les Inconnus``: in a title once another is known, it is only part of an address."""
        plat = flatten(texte)
        if len(texte) > 80 or not _ANNONCE_COPRO.match(plat):
            return False
        return self.contexte.copropriete is None or (not titre and _COMMENCE_PAR_COPRO.match(plat) is not None)

    def _set_copropriete(self, copropriete: IndexCopropriete) -> None:
        contexte = self.contexte
        self._coproprietes[copropriete.code], self.nommee = self._rang, True
        if contexte.copropriete is not copropriete or contexte.faute_copropriete:
            contexte.lot, contexte.lieu_lot, contexte.cle = self._lot_feuille, None, None
            contexte.faute_cle = None
            self.dites.add(Facette.COPROPRIETE)
        contexte.copropriete, contexte.faute_copropriete = copropriete, None

    def _note_inconnue(self, lieu: Lieu, message: str, mots: str) -> None:
        self.contexte.copropriete = None
        self.contexte.faute_copropriete, self.contexte.mots_copropriete = (lieu, message), mots

    def _read_exigible(self, lieu: Lieu, texte: str, suite: Valeur, titre: bool) -> None:
        contexte = self.contexte
        try:
            dite = find_exigible(texte)
            if dite is None:
                return
            rang, jour = dite
            if jour is None and suite != "":
                jour = read_date(suite, epoque_1904=self.epoque_1904)
        except DateInvalide as error:
            if rang_connu(texte) <= 2:
                contexte.faute_exigible = (lieu, str(error))
            return
        if jour is None:
            return
        self._exigibles[jour] = self._rang
        if rang > contexte.rang_exigible:
            self._faible = None if titre else (rang, jour)
            return
        if titre and rang == contexte.rang_exigible and jour != contexte.exigible:
            message = f"deux dates d’exigibilité sont écrites ({contexte.exigible:%d/%m/%Y} et {jour:%d/%m/%Y})"
            contexte.faute_exigible = (lieu, message)
        else:
            self._set_exigible(rang, jour)

    def _set_exigible(self, rang: int, jour: date) -> None:
        contexte = self.contexte
        contexte.exigible, contexte.rang_exigible, contexte.faute_exigible = jour, rang, None
        self.dites.add(Facette.EXIGIBLE)

    def _read_lot_et_cle(self, lieu: Lieu, texte: str, suite: Valeur, titre: bool) -> None:
        contexte = self.contexte
        if _LOT.match(texte):
            self.dites.add(Facette.LOT)
            contexte.lieu_lot = lieu
            nu = normalise(texte)
            contexte.lot = suite if nu in ("lot", "lots", "n lot", "lot n", "n de lot") and suite != "" else texte
            avant, _, apres = texte.partition(":")
            if apres.strip() and not any(lettre.isdigit() for lettre in avant):  # after a number, it describes the lot
                contexte.lot = apres.strip()
        cle = _CLE.match(texte)
        candidate = cle["cle"] if cle else texte
        if contexte.copropriete is not None and len(candidate) <= _TITRE_MAX:
            dites = (candidate, "" if titre else _SUITE.split(candidate, maxsplit=1)[0])
            seules = (dite for dite in dites if dite and len(dite) <= 60 and contexte.copropriete.knows_cle(dite))
            code = next((contexte.copropriete.find_cle(dite) for dite in seules), None)
            nomme_lot = _LOT.search(texte) is not None
            code = code or find_cle_de_bloc(contexte.copropriete, texte, nomme_lot=nomme_lot)
            if code is not None:
                contexte.cle, contexte.faute_cle = code, None
                self.dites.add(Facette.CLE)

    def _read_nature(self, lieu: Lieu, texte: str, titre: bool) -> None:
        contexte = self.contexte
        dites = find_natures(texte) - _HORS_TITRE
        if dites and titre:
            contexte.natures_titre |= dites
            contexte.natures_ouvertes |= dites if hesitates(texte) else frozenset()
            contexte.natures_precises |= find_natures_precises(texte)
            contexte.lieu_nature = lieu
        elif dites and not _PHRASE.search(normalise(texte)):
            contexte.natures_section, contexte.lieu_nature = dites, lieu
            self.dites.add(Facette.NATURE)
        contexte.provision_probable |= titre and suggests_provision(texte)


def _get_seul(dits: dict[T, int], rang: int) -> T | None:
    """What alone was said, where no line followed."""
    return next((dit for dit, sien in dits.items() if sien == rang), None) if len(dits) == 1 else None


def rang_connu(texte: str) -> int:
    """Rank of the words that announce a due date, whatever follows them."""
    plat = flatten(texte)
    return 0 if "exigib" in plat else 1 if "echeance" in plat else 2 if "avant" in plat else 3
