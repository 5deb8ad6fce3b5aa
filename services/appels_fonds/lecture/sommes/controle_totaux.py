"""The totals that a sheet prints, met row by row, against the lines read so far."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from itertools import pairwise

from services.appels_fonds.lecture.colonnes.devinees import is_jamais_montant
from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.lignes import LigneLue, LigneReleve, TotalImprime
from services.appels_fonds.lecture.montants_montres import MontantsMontres
from services.appels_fonds.lecture.patrimoine.cles_nommees import CleIncertaine
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain, list_numeros
from services.appels_fonds.lecture.questions import GenreQuestion
from services.appels_fonds.lecture.sommes.masquees import Choix, LignesMasquees
from services.appels_fonds.lecture.sommes.totaux import Cumuls, is_net, judge_ecart, read_signe, sum_reprises
from services.appels_fonds.lecture.valeurs.dates import DATE, DateInvalide, find_exigible
from services.appels_fonds.lecture.valeurs.montants_lus import read_montant
from services.appels_fonds.lecture.valeurs.mots import flatten, normalise
from services.appels_fonds.lecture.valeurs.unites import UniteRefusee, find_unite, read_sens
from services.appels_fonds.natures import find_natures
from services.appels_fonds.reception.anomalies import BLOQUANTE, Journal
from shared.excel.cellules import Feuille, Rangee, Valeur, adresse, name_colonne
from shared.excel.contenus import is_monnaie
from shared.montants import MontantInvalide

_MOTS_DE_TOTAL = frozenset(["sous", "total", "totaux", "s", "du", "de", "la", "le", "general"])


def sum_montants(colonnes: Colonnes, rangee: Rangee) -> int | None:
    """What a row calls in all, in centimes; None when nothing is written or a cell is not an amount."""
    somme, vu = 0, False
    cote = (read_sens(rangee[colonnes.sens - 1]) or 1) if colonnes.sens else 1
    for montant in colonnes.montants:
        try:
            centimes = read_montant(rangee[montant.colonne - 1])
        except MontantInvalide:
            return None
        if centimes is not None:
            somme, vu = somme + centimes * montant.sens * cote, True
    return somme if vu else None


class ControleTotaux:
    """Control 6 of the service, on one sheet."""

    def __init__(
        self,
        feuille: Feuille,
        journal: Journal,
        lignes: list[LigneLue],
        releves: list[LigneReleve],
        montres: MontantsMontres,
    ) -> None:
        self.feuille, self.journal, self.lignes, self.releves = feuille, journal, lignes, releves
        self.montres = montres
        self.cumuls = Cumuls(lignes, releves)
        self._masquees = LignesMasquees(lignes)
        self._muets = 0
        self._attente: list[tuple[int, int, Contexte, str, int]] = []
        self.totaux: list[TotalImprime] = []

    def is_total_muet(self, colonnes: Colonnes, rangee: Rangee, *, sans_lot: bool) -> bool:
        """Only an amount on the row, or words that name no lot where each line names one (``sans_lot``), and it is the
        sum of what precedes: of several lines, unless this sheet already wrote such a sum."""
        montants = {montant.colonne for montant in colonnes.montants} | set(colonnes.totaux)
        sujets = {place for place in (colonnes.lot, *colonnes.cles) if place}
        for place, valeur in enumerate(rangee, 1):
            if not sans_lot and valeur != "" and place not in montants and (isinstance(valeur, str) or place in sujets):
                return False
        somme = sum_montants(colonnes, rangee)
        minimum = 1 if self._muets else 2
        sommes = [nombre for total, nombre in self.cumuls.candidates() if somme == total and nombre >= minimum]
        muet = bool(sommes)
        if muet:
            self.montres.attest(len(self.lignes) - max(sommes))
        self._muets += muet
        return muet

    def is_net_exact(self, colonnes: Colonnes, rangee: Rangee, texte: str) -> bool:
        """Is it, to the cent, the sum of several lines, or of those of the total above, balance and payments too?"""
        imprime = sum_montants(colonnes, rangee)
        minimum = 1 if self.cumuls.debut_sous_total == len(self.lignes) else 2
        sommes = (*self.cumuls.candidates(), *self._sum_comptes(colonnes, rangee, texte))
        return any(somme == imprime and nombre >= minimum for somme, nombre in sommes)

    def read_total(self, colonnes: Colonnes, contexte: Contexte, numero: int, rangee: Rangee, texte: str) -> None:
        """A row that says it is a total: compared with the sums it may stand for, unless it was never computed."""
        seule = contexte.copropriete if colonnes.copropriete is None else None
        self.journal.copropriete = seule.code if seule else None
        places = [montant.colonne for montant in colonnes.montants]
        imprime, lieu = _find_imprime(colonnes, rangee)
        sans_valeur = self.feuille.particularites.formules_sans_valeur
        if imprime is not None and not any((numero, place) in sans_valeur for place in (*places, *colonnes.totaux)):
            if self._stands_above(imprime):
                self._attente.append((numero, lieu, contexte, texte, imprime))
                return
            self._judge_masquees(contexte, texte, imprime)
            if colonnes.large:
                self._control_colonnes(colonnes, numero, rangee)
            exact = any(somme == imprime for somme, _ in self.cumuls.candidates())
            comptes = [] if exact else self._sum_comptes(colonnes, rangee, texte)
            self._control(numero, lieu, contexte, texte, imprime, comptes)
        self.cumuls.end_sous_total()

    def end_tableau(self) -> None:
        """The totals printed above the lines of the table that ends here are compared now."""
        for numero, lieu, contexte, texte, imprime in self._attente:
            self._judge_masquees(contexte, texte, imprime)
            self._control(numero, lieu, contexte, texte, imprime, [])
        self._attente.clear()

    def _judge_masquees(self, contexte: Contexte, texte: str, imprime: int) -> None:
        """Set aside the hidden lines that a total leaves out."""
        libres = self._masquees.list_libres()
        if not libres:
            return
        debuts, total = self.cumuls.list_debuts(), len(self.lignes)
        choix = [
            Choix(self.cumuls.somme(debut), total - debut, [rang for rang in libres if rang >= debut])
            for debut in debuts
        ]  # fmt: skip
        siennes = self._list_nommees(contexte, texte)
        if siennes:
            cellules = {(ligne.feuille, ligne.cellule) for ligne in siennes}
            cachees = [rang for rang in libres if (self.lignes[rang].feuille, self.lignes[rang].cellule) in cellules]
            choix.insert(0, Choix(sum(ligne.montant_centimes for ligne in siennes), len(siennes), cachees))
        premiere = self._masquees.judge(imprime, choix)
        if premiere is not None:
            self.cumuls.forget(premiere)

    def _stands_above(self, imprime: int) -> bool:
        """No line of the table was read yet, and it sums none of those before: it may sum those that follow."""
        sommes = [somme for somme, _ in self.cumuls.candidates()]
        return self.cumuls.debut_tableau == len(self.lignes) and imprime not in sommes

    def _control_colonnes(self, colonnes: Colonnes, numero: int, rangee: Rangee) -> None:
        """The total of each column of a wide table, against the lines of that column."""
        for montant in colonnes.montants:
            imprime = _read_ou_rien(rangee[montant.colonne - 1])
            if imprime is None or self.journal.has_bloquante():
                continue
            lettres = name_colonne(montant.colonne)
            if self._attest_colonne(lettres, imprime):
                continue
            verdict = judge_ecart(imprime, *next(self.cumuls.candidates_de_colonne(lettres)))
            if verdict is not None and verdict[0] == BLOQUANTE:
                self.journal.note(BLOQUANTE, "TOTAL_DIFFERENT", numero, montant.colonne, verdict[1])

    def _attest_colonne(self, lettres: str, imprime: int) -> bool:
        """Is a total the sum of the lines of one column? Then what is shown of them is what the sender sums."""
        if not any(somme == imprime for somme, _ in self.cumuls.candidates_de_colonne(lettres)):
            return False
        if self.montres:
            siennes = [ligne for ligne in self.lignes if ligne.cellule.rstrip("0123456789") == lettres]
            nombre = next(n for somme, n in self.cumuls.candidates_de_colonne(lettres) if somme == imprime)
            self._attest(siennes[len(siennes) - nombre :])
        return True

    def _attest(self, lignes: Sequence[LigneLue]) -> None:
        self.montres.attest_lignes({ligne.cellule for ligne in lignes if ligne.feuille == self.feuille.nom})

    def _sum_comptes(self, colonnes: Colonnes, rangee: Rangee, texte: str) -> list[tuple[int, int]]:
        """What a total may stand for in a statement of account: one side only, or previous balance and payments too."""
        deux = not colonnes.large and len(colonnes.montants) > 1
        seuls = [montant.colonne for montant in colonnes.montants if rangee[montant.colonne - 1] != ""]
        lettres = name_colonne(seuls[0]) if deux and len(seuls) == 1 and not is_net(texte) else None
        sommes = list(self.cumuls.candidates_de_colonne(lettres) if lettres else self.cumuls.candidates())
        sommes += [self.cumuls.sum_precedent()] if is_net(texte) else []
        reprises = self.cumuls.list_reprises(lettres)
        return [(somme + reprise, nombre) for somme, nombre in sommes for reprise in (0, *reprises)]

    def _control(
        self, numero: int, colonne: int, contexte: Contexte, texte: str, imprime: int, comptes: list[tuple[int, int]]
    ) -> None:
        candidates = self.cumuls.candidates()
        for somme, nombre in (*candidates, *comptes):
            if somme == imprime and nombre:
                self.montres.attest(len(self.lignes) - nombre)
                break
        siennes = self._list_nommees(contexte, texte)
        if siennes is not None:
            propre = sum(ligne.montant_centimes for ligne in siennes), len(siennes)
            candidates.insert(0, propre)
            if propre[0] == imprime and self.montres:
                self._attest(siennes)
        candidates += comptes
        pleines = [candidate for candidate in candidates if candidate[1]] or [(0, 0)]
        calcule, nombre = next((candidate for candidate in candidates if candidate[0] == imprime), pleines[0])
        self.totaux.append(TotalImprime(self.feuille.nom, adresse(numero, colonne), texte, imprime, calcule))
        verdict = None if self.journal.has_bloquante() else judge_ecart(imprime, calcule, nombre)
        if verdict is not None:
            self.journal.note(verdict[0], "TOTAL_DIFFERENT", numero, colonne, verdict[1])

    def _list_nommees(self, contexte: Contexte, texte: str) -> list[LigneLue] | None:
        """The lines of the lot, the key or the kind that the label of a total names (``Sous-total lot 12``, ``Total
        GEN``, ``Total fonds de travaux``), else those whose words hold it (``Total 1er appel``)."""
        nom = " ".join(mot for mot in normalise(texte).split() if mot not in _MOTS_DE_TOTAL)
        if not nom or contexte.copropriete is None:
            return None
        code, feuille = contexte.copropriete.code, self.lignes[self.cumuls.debut_feuille :]
        siennes = [ligne for ligne in feuille if ligne.copropriete == code]
        with suppress(CleIncertaine):
            cle = contexte.copropriete.find_cle(nom)
            return [ligne for ligne in siennes if ligne.cle == cle]
        with suppress(LotIncertain):
            numeros = list_numeros(contexte.copropriete.find_lots(nom))
            return [ligne for ligne in siennes if ligne.lots == numeros]
        natures = find_natures(nom)
        if len(natures) == 1:
            return [ligne for ligne in siennes if ligne.nature in natures]
        return [ligne for ligne in siennes if f" {nom} " in f" {normalise(ligne.texte)} "] or None

    def check_rangee(
        self, colonnes: Colonnes, numero: int, rangee: Rangee, nombre: int, refusees: Collection[int]
    ) -> None:
        """The totals of a row of ``nombre`` lines: one is of all that it calls, with or without the balance and the
        payments beside; another may stop at the columns before it.

        :param refusees: columns of money already told, which the total may count.
        """
        somme = sum_montants(colonnes, rangee)
        imprimes = {p: lu for p in sorted(colonnes.totaux) if (lu := _read_ou_rien(rangee[p - 1])) is not None}
        if somme is None or not imprimes:
            return
        releves = self._list_releves(colonnes, numero, rangee)
        entiers = {somme, *(somme + reprise for reprise in sum_reprises(releves))}
        entiers.add(somme + sum(_read_ou_rien(rangee[place - 1]) or 0 for place in refusees))
        self.releves += [releve._replace(montant_centimes=read_signe(releve)) for releve in releves]
        if not entiers.isdisjoint(imprimes.values()):
            self.montres.attest(len(self.lignes) - nombre)
            entiers |= _sum_parties(colonnes, rangee, imprimes)
        for place, imprime in imprimes.items():
            verdict = None if imprime in entiers else judge_ecart(imprime, somme, nombre or 1)
            if verdict is not None:
                self.journal.note(verdict[0], "TOTAL_DIFFERENT", numero, place, verdict[1])

    def _list_releves(self, colonnes: Colonnes, numero: int, rangee: Rangee) -> list[LigneReleve]:
        """The previous balance and the payments written in columns of their own."""
        code = self.lignes[-1].copropriete if self.lignes else None
        return [
            LigneReleve(self.feuille.nom, adresse(numero, place), code, nature, centimes, texte)
            for place in colonnes.releves
            for texte in colonnes.entete[place - 1 : place]
            for nature in find_natures(texte)
            if (centimes := _read_ou_rien(rangee[place - 1]))
        ]


def _find_imprime(colonnes: Colonnes, rangee: Rangee) -> tuple[int | None, int]:
    """What a row of total comes to, and its column: the total of the row that is the sum of its amounts, else the last
    that it prints, else that sum."""
    somme, places = sum_montants(colonnes, rangee), [montant.colonne for montant in colonnes.montants]
    imprimes = [
        (lu, place) for place in sorted(colonnes.totaux) if (lu := _read_ou_rien(rangee[place - 1])) is not None
    ]
    lieu = next((place for place in places if rangee[place - 1] != ""), places[0])
    return next((imprime for imprime in imprimes if imprime[0] == somme), imprimes[-1] if imprimes else (somme, lieu))


def _sum_parties(colonnes: Colonnes, rangee: Rangee, totaux: Iterable[int]) -> set[int]:
    """What the columns before each total come to: from the first, and from the total before."""
    montants = {m.colonne: (_read_ou_rien(rangee[m.colonne - 1]) or 0) * m.sens for m in colonnes.montants}
    return {
        sum(montant for place, montant in montants.items() if debut < place < fin)
        for precedent, fin in pairwise([0, *totaux])
        for debut in (0, precedent)
    }


class ColonnesDouteuses:
    """Columns of one table that may hold money and were not chosen: told once each, never left out in silence."""

    def __init__(self, colonnes: Colonnes, journal: Journal) -> None:
        self.colonnes, self.journal = colonnes, journal
        self.dites: set[int] = set()

    def check_rivales(self, numero: int, rangee: Rangee) -> None:
        """Another column may be the amount: accepted only as long as it always says the same."""
        colonnes = self.colonnes
        for place in colonnes.rivales:
            autre = None if place in self.dites else _read_ou_rien(rangee[place - 1])
            if autre is None or autre == sum_montants(colonnes, rangee):
                continue
            self.dites.add(place)
            premiere = colonnes.montants[0].colonne
            self.journal.copropriete = None
            self.journal.ask(
                GenreQuestion.MONTANT, colonnes.ligne, premiere,
                choix=tuple(colonnes.entete[rang - 1] for rang in (premiere, *colonnes.rivales)),
            )  # fmt: skip
            self.journal.note(
                BLOQUANTE,
                "PLUSIEURS_COLONNES_MONTANT",
                colonnes.ligne,
                premiere,
                f"Deux colonnes peuvent être le montant appelé (« {colonnes.entete[premiere - 1]} » et "
                f"« {colonnes.entete[place - 1]} » en {adresse(colonnes.ligne, place)}) et diffèrent ligne {numero} : "
                "indiquez la bonne.",
                partout=True,
            )

    def check_unites(self, annoncee: tuple[tuple[int, int], UniteRefusee] | None) -> None:
        """Amounts that a title or a header counts in another unit than the euro."""
        dites = [annoncee] if annoncee else []
        for montant in self.colonnes.montants:
            unite = None if montant.cle is not None else find_unite(montant.entete)
            if unite is not None:
                dites.append(((self.colonnes.ligne, montant.colonne), unite))
        for lieu, unite in dites:
            self.journal.copropriete = None
            self.journal.note(BLOQUANTE, unite.code, *lieu, unite.message, partout=True)

    def check_inconnues(self, rangee: Rangee) -> None:
        """In a table with one column per key, kind or date, numbers under a header that says none we know, unless the
        total of the row leaves them out."""
        colonnes = self.colonnes
        par_cle = colonnes.large and all(montant.cle is not None for montant in colonnes.montants)
        par_date = any(montant.exigible is not None for montant in colonnes.montants)
        if not (par_cle or par_date or colonnes.large) or self._is_totale(rangee):
            return
        for place, texte in colonnes.inconnues.items():
            valeur = rangee[place - 1]
            if place in self.dites or isinstance(valeur, str) or not _read_ou_rien(valeur):
                continue
            if not par_cle and (is_jamais_montant(texte) or not (is_monnaie(valeur) or _dates(texte))):
                continue
            self.dites.add(place)
            self.journal.copropriete = None
            self.journal.note(BLOQUANTE, *self._tell_inconnue(place, texte, par_cle=par_cle))

    def _is_totale(self, rangee: Rangee) -> bool:
        """Is the total printed on the row the sum of the amounts chosen, and of no other?"""
        somme = sum_montants(self.colonnes, rangee)
        return somme is not None and any(_read_ou_rien(rangee[place - 1]) == somme for place in self.colonnes.totaux)

    def _tell_inconnue(self, place: int, texte: str, *, par_cle: bool) -> tuple[str, int, int, str]:
        ligne = self.colonnes.ligne
        try:
            find_exigible(f"exigible le {texte}")
        except DateInvalide as error:
            return "DATE_INVALIDE", ligne, place, f"{str(error)[:1].upper()}{str(error)[1:]} : corrigez la date."
        dite = f"La colonne « {texte} » porte des montants"
        if par_cle:
            return "CLE_INCONNUE", ligne, place, f"{dite} et n’est pas une clé connue : vérifiez son en-tête."
        return "PLUSIEURS_COLONNES_MONTANT", ligne, place, f"{dite} que rien n’explique : dites ce qu’elle est."


def _dates(texte: str) -> bool:
    return DATE.search(flatten(texte)) is not None


def _read_ou_rien(valeur: Valeur) -> int | None:
    try:
        return read_montant(valeur)
    except MontantInvalide:
        return None
