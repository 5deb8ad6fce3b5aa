"""One sheet, walked once from top to bottom: titles, headers, lines, sections, totals, footers."""

from services.appels_fonds.anomalies import BLOQUANTE, Journal
from services.appels_fonds.lecture.blocs import Blocs
from services.appels_fonds.lecture.contexte import Contexte, Facette, LecteurContexte, Pied
from services.appels_fonds.lecture.controle_totaux import ColonnesDouteuses, ControleTotaux
from services.appels_fonds.lecture.entetes import Colonnes, is_autre_tableau, repeats_entete, resembles_entete
from services.appels_fonds.lecture.fusions import FusionsVerticales
from services.appels_fonds.lecture.libelles import find_cle_dite
from services.appels_fonds.lecture.lignes import ColonneVue, Ignoree, LigneLue, LigneReleve, TotalImprime
from services.appels_fonds.lecture.montants_lus import looks_like_montant, read_montant
from services.appels_fonds.lecture.mots import normalise
from services.appels_fonds.lecture.rangees_habituelles import ESSAIS, LecteurRapide
from services.appels_fonds.lecture.rapprochement import IndexPatrimoine, LotIncertain
from services.appels_fonds.lecture.recapitulatifs import Recapitulatifs
from services.appels_fonds.lecture.recherche_entetes import RechercheEntetes
from services.appels_fonds.lecture.roles import Role, announces_base
from services.appels_fonds.lecture.totaux import is_report, is_total
from services.appels_fonds.natures import JAMAIS_COMPTABILISEES, Nature, find_natures
from shared.excel.cellules import Feuille, Rangee, Valeur, adresse
from shared.montants import MontantInvalide

RECHERCHE_MAX = 200
"""A header stands in the first rows that hold something, or nowhere."""
TEXTE_MAX = 500
"""No word that matters is longer; what is beyond is not looked at."""
_MUETS = frozenset({Role.LIBELLE_LOT, Role.IGNORE, Role.AG})


class LecteurFeuille:
    """Reads one sheet; the results are its attributes."""

    def __init__(
        self, feuille: Feuille, index: IndexPatrimoine, lignes: list[LigneLue], pied: Pied | None = None
    ) -> None:
        self.feuille, self.index, self.lignes = feuille, index, lignes
        self.journal = Journal(feuille.nom)
        self.releves: list[LigneReleve] = []
        self._vues: dict[str, ColonneVue] = {}
        self.rangees = 0
        self.tableau_trouve = self._ailleurs = False
        self._ignorees: dict[str, list[int]] = {}
        self._recapitulatifs = Recapitulatifs(index, self.journal, lignes)
        self._controle = ControleTotaux(feuille, self.journal, lignes, self.releves)
        self._titres = LecteurContexte(index, feuille.epoque_1904)
        self._titres.read_nom_feuille(feuille.nom)
        self._titres.start(pied or Pied())
        self._blocs = Blocs(self._titres.contexte)
        self._lecteur: LecteurRapide | None = None
        self._colonnes: Colonnes | None = None
        self._precedente: tuple[int, Rangee] | None = None
        self._entetes = RechercheEntetes(feuille, index)
        self._fusions = FusionsVerticales(feuille.fusions)
        self._douteuses: ColonnesDouteuses | None = None
        self._dernier_titre: Rangee = []

    @property
    def totaux(self) -> list[TotalImprime]:
        return self._controle.totaux

    @property
    def colonnes_vues(self) -> list[ColonneVue]:
        return list(self._vues.values())

    @property
    def recapitulatif(self) -> list[tuple[str, int, str]]:
        return self._recapitulatifs.par_copropriete

    @property
    def contexte(self) -> Contexte:
        return self._titres.contexte

    def ignorees(self) -> list[Ignoree]:
        """Rows left out, by reason."""
        return [
            Ignoree(self.feuille.nom, raison, nombre, premiere, derniere)
            for raison, (nombre, premiere, derniere) in self._ignorees.items()
        ]

    def read(self) -> None:
        """Walk the sheet."""
        fusionnees = self._fusions.lignes
        details = self.feuille.particularites
        speciales = {ligne for ligne, _ in (*details.formules_sans_valeur, *details.erreurs)}
        for numero, rangee in self.feuille.lignes():
            lecteur = self._lecteur
            if numero in fusionnees:
                rangee = self._fusions.fill(numero, rangee, self._colonnes)
            elif lecteur is not None and not self._ailleurs and lecteur.read_rapide(numero, rangee):
                self.rangees += 1
                continue
            if not any(valeur != "" for valeur in rangee) and numero not in speciales:
                self._precedente = None
                continue
            self.rangees += 1
            if self._lecteur is None and self.rangees > RECHERCHE_MAX:
                break
            self._read_rangee(numero, [_strip(valeur) for valeur in rangee])
        self._controle.end_tableau()

    # --- classification ---------------------------------------------------------------------------------------------

    def _read_rangee(self, numero: int, rangee: Rangee) -> None:
        if self._try_entete(numero, rangee):
            self._precedente = (numero, rangee)
            return
        self._precedente = (numero, rangee)
        if self._lecteur is None or self._colonnes is None:
            self._titres.read_rangee(numero, rangee, titre=True)
            self._dernier_titre = rangee
            self._ignore("titre", numero)
            return
        dernier = max(self._colonnes.utiles | set(self._colonnes.roles) | {len(self._colonnes.entete)})
        rangee = [*rangee, *[""] * (dernier - len(rangee))]
        textes = self._list_textes(rangee)
        if self._ailleurs and sum(valeur != "" for valeur in rangee) > 1:
            self._ignore("tableau qui n’appelle rien", numero)
        elif any(is_report(texte) for texte in textes[:2]):
            self._ignore("report", numero)
        elif textes and normalise(textes[0]).startswith("dont "):
            self._ignore("détail d’un total", numero)
        elif textes and self._is_base(rangee, textes[0]):
            self._ignore("tantièmes ou budget", numero)
        elif (total := self._find_total(rangee, textes)) is not None:
            self._ignore("total", numero)
            if not self._recapitulatifs.is_par_copropriete(self._colonnes, self.contexte):
                self._controle.read_total(self._colonnes, self.contexte, numero, rangee, total)
        elif self._has_montant(numero, rangee):
            self._read_montants(numero, rangee, textes)
        elif self._lacks_montant(rangee):
            self._note_montant_absent(numero)
        else:
            self._read_section(numero, rangee)

    def _is_base(self, rangee: Rangee, texte: str) -> bool:
        """A row of weights or of a budget: it has numbers beside its words, and no lot."""
        seul = len(rangee) - rangee.count("") == 1
        return not seul and announces_base(texte, self.index) and not self._has_lot(rangee)

    def _find_total(self, rangee: Rangee, textes: list[str]) -> str | None:
        """The words of a total; where a row names neither lot nor key, they may stand in any of its columns."""
        colonnes = self._colonnes
        assert colonnes is not None
        sans_sujet = not self._has_lot(rangee) and all(rangee[place - 1] == "" for place in colonnes.cles)
        possibles = [valeur for valeur in rangee if isinstance(valeur, str)] if sans_sujet else textes[:3]
        return next((texte for texte in possibles if is_total(texte)), None)

    def _list_textes(self, rangee: Rangee) -> list[str]:
        """The words of a row outside its amounts and the columns that do not speak of the line."""
        colonnes = self._colonnes
        assert colonnes is not None
        montants = {montant.colonne for montant in colonnes.montants}
        return [
            valeur
            for place, valeur in enumerate(rangee, 1)
            if isinstance(valeur, str) and valeur and place not in montants and colonnes.roles.get(place) not in _MUETS
        ]

    def _has_montant(self, numero: int, rangee: Rangee) -> bool:
        details = self.feuille.particularites
        assert self._colonnes is not None
        return any(
            rangee[montant.colonne - 1] != ""
            or (numero, montant.colonne) in details.formules_sans_valeur
            or (numero, montant.colonne) in details.erreurs
            for montant in self._colonnes.montants
        )

    # --- headers ----------------------------------------------------------------------------------------------------

    def _try_entete(self, numero: int, rangee: Rangee) -> bool:
        colonnes = self._colonnes
        if colonnes is not None:
            premier = colonnes.montants[0].colonne - 1
            montant = rangee[premier] if premier < len(rangee) else ""
            if looks_like_montant(montant) and not self.index.knows_cle(montant):
                return False
        if colonnes is not None and repeats_entete(rangee, colonnes.entete):
            self._ailleurs = False
            self._ignore("en-tête répété", numero)
            return True
        if (
            colonnes is not None
            and self._precedente is not None
            and self._precedente[0] == colonnes.ligne == numero - 1
        ):
            suite = self._entetes.find_suite(numero, rangee, self._precedente[1], colonnes, self.contexte)
            if suite is not None:
                self._start_tableau(suite)
                return True
        parent = self._find_parent(numero)
        premiere = colonnes is None or resembles_entete(rangee, colonnes.entete)
        trouvees = self._entetes.find(numero, rangee, parent, self.contexte, premiere=premiere)
        if trouvees is None:
            self._ailleurs |= colonnes is not None and is_autre_tableau(rangee, self.index)
            return False
        self._recapitulatifs.start_tableau(self._dernier_titre)
        self._start_tableau(trouvees)
        return True

    def _find_parent(self, numero: int) -> Rangee | None:
        """The row just above, unless it is the header in force or one of its lines."""
        if self._precedente is None or self._precedente[0] != numero - 1:
            return None
        colonnes, dessus = self._colonnes, self._precedente[1]
        if colonnes is None:
            return dessus
        montants = [dessus[montant.colonne - 1] for montant in colonnes.montants if montant.colonne <= len(dessus)]
        ligne = any(looks_like_montant(valeur) and not self.index.knows_cle(valeur) for valeur in montants)
        return None if ligne or colonnes.ligne == numero - 1 else dessus

    def _start_tableau(self, colonnes: Colonnes) -> None:
        self.tableau_trouve, self._ailleurs = True, False
        self._colonnes = colonnes
        self._controle.end_tableau()
        self._controle.cumuls.start_tableau()
        self._douteuses = ColonnesDouteuses(colonnes, self.journal)
        self._douteuses.check_unites(self.contexte.faute_unite)
        self._lecteur = LecteurRapide(
            self.feuille, colonnes, self.index, self.contexte, self.journal, self.lignes, self.releves
        )
        for place, texte in enumerate(colonnes.entete, 1):
            if texte:
                lieu, role = adresse(colonnes.ligne, place), colonnes.roles.get(place)
                self._vues.pop(lieu, None)
                self._vues[lieu] = ColonneVue(self.feuille.nom, lieu, texte, str(role) if role else None)

    # --- rows of a table --------------------------------------------------------------------------------------------

    def _read_montants(self, numero: int, rangee: Rangee, textes: list[str]) -> None:
        colonnes, lecteur, douteuses = self._colonnes, self._lecteur, self._douteuses
        assert colonnes is not None
        assert lecteur is not None
        assert douteuses is not None
        if self._recapitulatifs.is_par_copropriete(colonnes, self.contexte):
            self._recapitulatifs.read_par_copropriete(colonnes, numero, rangee)
            self._ignore("récapitulatif", numero)
            return
        if self._recapitulatifs.repeats(colonnes, self.contexte, numero, rangee):
            self._ignore("récapitulatif", numero)
            return
        copropriete = self.contexte.copropriete
        dites = lecteur.find_nature_dite(rangee, copropriete)
        if not dites and not self._has_lot(rangee):
            dites = self._find_releve(textes)
        if len(dites) == 1 and dites <= JAMAIS_COMPTABILISEES:
            lecteur.read_releve(numero, rangee, next(iter(dites)), textes[0] if textes else "")
            self._ignore("solde ou règlement", numero)
            return
        if self._controle.is_total_muet(colonnes, rangee, sans_lot=self._lacks_lot(rangee)):
            self._ignore("total sans libellé", numero)
            self._controle.cumuls.end_sous_total()
            return
        if self._calls_nothing(numero, rangee):
            self._ignore("montant nul", numero)
            return
        if self._is_pied(rangee):
            self._read_section(numero, rangee)
            return
        if lecteur.lues < ESSAIS:
            douteuses.check_inconnues(rangee)
        avant = len(self.lignes)
        lecteur.read(numero, rangee)
        douteuses.check_rivales(numero, rangee)
        self._controle.check_rangee(colonnes, numero, rangee, len(self.lignes) - avant)

    def _find_releve(self, textes: list[str]) -> frozenset[Nature]:
        dites = frozenset(nature for texte in textes for nature in find_natures(texte))
        return dites if dites and dites <= JAMAIS_COMPTABILISEES else frozenset()

    def _has_lot(self, rangee: Rangee) -> bool:
        """Does the lot cell hold one of our lots, or something that looks like a number of lot?"""
        colonnes = self._colonnes
        if colonnes is None or colonnes.lot is None:
            return False
        valeur = rangee[colonnes.lot - 1]
        if not isinstance(valeur, str):
            return True
        if self.contexte.copropriete is not None:
            try:
                self.contexte.copropriete.find_lots(valeur)
            except LotIncertain:
                return bool(valeur) and len(valeur) <= 12 and any(lettre.isdigit() for lettre in valeur)
            return True
        return any(lettre.isdigit() for lettre in valeur)

    def _lacks_lot(self, rangee: Rangee) -> bool:
        """Nothing says the lot, nor the key, of a row of a table where each line says its lot."""
        colonnes = self._colonnes
        assert colonnes is not None
        if colonnes.lot is not None and (self.contexte.lot is not None or self.contexte.cle is not None):
            return False
        sujets = [str(rangee[place - 1]) for place in (colonnes.lot, *colonnes.cles) if place is not None]
        mots = [sujet for sujet in sujets if sujet]
        return bool(sujets) and not any(map(self._names_sujet, mots))

    def _names_sujet(self, texte: str) -> bool:
        """Does it look like a number of lot, or hold a key?"""
        copropriete = self.contexte.copropriete
        chiffre = any(lettre.isdigit() for lettre in texte)
        return chiffre or copropriete is None or find_cle_dite(copropriete, texte) is not None

    def _calls_nothing(self, numero: int, rangee: Rangee) -> bool:
        """Every amount of the row is a zero or a dash, none is a formula that was not computed."""
        assert self._colonnes is not None
        details = self.feuille.particularites
        lieux = [(numero, montant.colonne) for montant in self._colonnes.montants]
        if any(lieu in details.formules_sans_valeur or lieu in details.erreurs for lieu in lieux):
            return False
        try:
            return not any(read_montant(rangee[montant.colonne - 1]) for montant in self._colonnes.montants)
        except MontantInvalide:
            return False

    def _is_pied(self, rangee: Rangee) -> bool:
        """Words after the table that fall under the amounts: a telephone, a page number."""
        colonnes = self._colonnes
        assert colonnes is not None
        if self._has_lot(rangee) or any(rangee[place - 1] != "" for place in colonnes.cles):
            return False
        textes = [rangee[montant.colonne - 1] for montant in colonnes.montants if rangee[montant.colonne - 1] != ""]
        if not textes or not all(isinstance(texte, str) for texte in textes):
            return False
        for texte in textes:
            try:
                read_montant(texte)
            except MontantInvalide:
                return True
        return False

    def _lacks_montant(self, rangee: Rangee) -> bool:
        """A lot and a key, but no amount, in a long layout: something was called and we cannot say what."""
        colonnes = self._colonnes
        assert colonnes is not None
        if colonnes.large or colonnes.lot is None or not colonnes.cles:
            return False
        cle = next((rangee[place - 1] for place in colonnes.cles if rangee[place - 1] != ""), "")
        tantiemes = colonnes.montants[0].tantiemes
        if tantiemes is not None and rangee[tantiemes - 1] in ("", 0, 0.0):
            return False
        return rangee[colonnes.lot - 1] != "" and cle != "" and self.index.knows_cle(cle)

    def _note_montant_absent(self, numero: int) -> None:
        assert self._colonnes is not None
        self.journal.rang += 1
        self.journal.copropriete = None
        self.journal.note(
            BLOQUANTE,
            "MONTANT_INVALIDE",
            numero,
            self._colonnes.montants[0].colonne,
            "Le montant de cette ligne manque : indiquez-le, ou 0 si rien n’est appelé.",
        )

    def _read_section(self, numero: int, rangee: Rangee) -> None:
        """A row without amount: it may say the copropriété, the lot, the key or the kind of what follows."""
        colonnes, lecteur = self._colonnes, self._lecteur
        assert colonnes is not None
        assert lecteur is not None
        avant = self._blocs.capture()
        self._titres.read_rangee(numero, rangee, titre=False, rang=self.journal.rang)
        self._dernier_titre = rangee
        pleines = [place for place, valeur in enumerate(rangee, 1) if valeur != ""]
        if colonnes.lot in pleines and self._has_lot(rangee):
            self.contexte.lot = rangee[colonnes.lot - 1]
            self._titres.dites.add(Facette.LOT)
        self._blocs.open(frozenset(self._titres.dites), avant, self.journal.rang)
        lecteur.refresh()
        self._ignore("texte", numero)

    def find_pied(self) -> Pied | None:
        """What the foot of the sheet says, where its lines lacked it: the sheet is to be read again with it."""
        manques = self.journal.codes_de_feuille & {"DATE_INVALIDE", "COPROPRIETE_INCONNUE"}
        pied = self._titres.find_pied(self.journal.rang) if manques else Pied()
        return None if pied == Pied() else pied

    def has_faute(self) -> bool:
        """Is a line missing because of a fault? Then a total has nothing to be compared with."""
        return self.journal.has_bloquante()

    # --- coverage ---------------------------------------------------------------------------------------------------

    def _ignore(self, raison: str, numero: int) -> None:
        suite = self._ignorees.setdefault(raison, [0, numero, numero])
        suite[0] += 1
        suite[2] = numero


def _strip(valeur: Valeur) -> Valeur:
    return valeur[:TEXTE_MAX].strip() if isinstance(valeur, str) else valeur
