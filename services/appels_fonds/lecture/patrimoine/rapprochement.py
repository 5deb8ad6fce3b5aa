"""Matching the words of a syndic with our copropriétés, lots and keys; every answer is certain or is a refusal."""

import re
from collections import defaultdict
from datetime import date
from itertools import accumulate

from services.appels_fonds.lecture.patrimoine.cles_nommees import ClesNommees, FormesDeCles
from services.appels_fonds.lecture.patrimoine.codes_syndic import CodesDeSyndic
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotsNommes
from services.appels_fonds.lecture.patrimoine.referentiel import (
    CoproprieteConnue,
    Patrimoine,
    Profil,
)
from services.appels_fonds.lecture.patrimoine.voisins import SEGMENTS, is_nommee, is_voisin
from services.appels_fonds.lecture.valeurs.mots import normalise, write_brut
from shared.excel.cellules import Valeur

_GENERIQUES = re.compile(
    r"^(?:sdc|syndicat des coproprietaires|syndicat|copropriete|copro|residence|immeuble|ensemble immobilier|ref"
    r"|code|n)\b\s*(?:(?:de la|de l|du|des|de|d)\b\s*)?"
)
_APPEL = re.compile(r"^(?:(?:appels?|provisions?|prov|quote part)\b ?(?:(?:de|sur|pour|des|du|d) )*)+")
_PERIODE = re.compile(
    r"(?: ?\b(?:(?:du )?t ?[1-4]|[1-4] ?t(?:rim\w*)?|[1-4] ?(?:er|e|eme|nd|re) trim\w*|[1-4]t\d\d|t[1-4] \d\d"
    r"|20\d\d|exercice))+$"
)
_ARTICLE = re.compile(r"^(?:le|la|les|l) ")


class CoproprieteIncertaine(ValueError):
    """Cette copropriété n'est pas reconnue avec certitude."""


class IndexCopropriete(LotsNommes, ClesNommees):
    """One copropriété, ready to be asked for lots and keys."""

    def __init__(
        self, copropriete: CoproprieteConnue, alias: dict[str, str], alias_lots: dict[str, str] | None = None
    ) -> None:
        LotsNommes.__init__(self, copropriete, alias_lots or {})
        ClesNommees.__init__(self, copropriete.code, copropriete.cles, alias)

    def find_cle_fonds(self, jour: date) -> str | None:
        """The key of the fonds de travaux due on a day: the only one its exercise voted the contribution on."""
        votes = [fonds.cles for fonds in self.connue.fonds_travaux if fonds.debut <= jour <= fonds.fin]
        cles = frozenset[str]().union(*votes)
        return next(iter(cles)) if len(cles) == 1 else None


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
        cles = (cle for copropriete in patrimoine.coproprietes for cle in copropriete.cles)
        self._formes_de_cles = FormesDeCles(cles, (mots for _, mots in self.profil.cles))

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
        return self._formes_de_cles.knows(texte)


def strip_appel(texte: str) -> str:
    """``Provision charges générales 2T26`` → ``charges generales``: what is called, without the words of the call."""
    return _PERIODE.sub("", _APPEL.sub("", normalise(texte))).strip()


def strip_generiques(nom: str) -> str:
    """``residence le parc`` → ``le parc``; the input is already normalised."""
    while (reste := _GENERIQUES.sub("", nom, count=1)) != nom:
        nom = reste
    return nom
