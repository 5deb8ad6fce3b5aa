"""One sheet, walked once from top to bottom: titles, headers, lines, sections, totals, footers."""

from dataclasses import replace

from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from services.appels_fonds.lecture.colonnes.fusions import FusionsVerticales
from services.appels_fonds.lecture.contexte import Contexte, Facette, LecteurContexte, Pied
from services.appels_fonds.lecture.corps.blocs import Blocs
from services.appels_fonds.lecture.corps.constats import Constats
from services.appels_fonds.lecture.corps.lots_reportes import LotsReportes
from services.appels_fonds.lecture.corps.meubles import Meubles
from services.appels_fonds.lecture.corps.rangees_habituelles import ESSAIS, LecteurRapide
from services.appels_fonds.lecture.lignes import ColonneVue, Ignoree, LigneLue, LigneReleve, TotalImprime
from services.appels_fonds.lecture.montants_montres import tell_devises
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.recherche_entetes import (
    RechercheEntetes,
    is_autre_tableau,
    is_rangee_de_champs,
    keep_etages,
    names_lot_connu,
    repeats_entete,
    resembles_entete,
)
from services.appels_fonds.lecture.sommes.controle_totaux import ColonnesDouteuses, ControleTotaux, sum_montants
from services.appels_fonds.lecture.sommes.recapitulatifs import Recapitulatifs
from services.appels_fonds.lecture.sommes.totaux import is_report
from services.appels_fonds.lecture.valeurs.montants_lus import looks_like_montant
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import JAMAIS_COMPTABILISEES
from services.appels_fonds.reception.anomalies import BLOQUANTE, Journal
from shared.excel.cellules import Feuille, Rangee, Valeur, adresse

RECHERCHE_MAX = 200
"""A header stands in the first rows that hold something, or nowhere."""
TEXTE_MAX = 500
"""No word that matters is longer; what is beyond is not looked at."""


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
        self.journal_montants, self._debut = Journal(feuille.nom), len(lignes)
        self._titres = LecteurContexte(index, feuille.epoque_1904)
        self._controle = ControleTotaux(feuille, self.journal, lignes, self.releves, self.contexte.montres)
        self._titres.read_nom_feuille(feuille.nom)
        self._titres.start(pied or Pied())
        self._blocs = Blocs(self._titres.contexte)
        self._lecteur: LecteurRapide | None = None
        self._constats: Constats | None = None
        self._reports: LotsReportes | None = None
        self._colonnes: Colonnes | None = None
        self._precedente: tuple[int, Rangee] | None = None
        self._niveaux: Rangee | None = None
        self._entetes = RechercheEntetes(feuille, index)
        self._fusions = FusionsVerticales(feuille.fusions)
        self._douteuses: ColonnesDouteuses | None = None
        self._dernier_titre: Rangee = []
        self._meubles = Meubles()

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
            if numero in fusionnees:
                rangee = self._fusions.fill(numero, rangee, self._colonnes)
            elif self._read_habituelle(numero, rangee):
                self.rangees += 1
                continue
            if not any(valeur != "" for valeur in rangee) and numero not in speciales:
                self._precedente = None
                continue
            self.rangees += 1
            if self._lecteur is None and self.rangees > RECHERCHE_MAX:
                break
            self._read_rangee(numero, [_strip(valeur) for valeur in rangee])
        self._end_tableau()
        self.contexte.montres.end(self.feuille, self.lignes, self.journal_montants)
        tell_devises(self.feuille, self.lignes[self._debut :], self.journal_montants)

    def _read_habituelle(self, numero: int, rangee: Rangee) -> bool:
        """An ordinary row, or one under it that leaves its lot blank and whose words were already read so."""
        lecteur, reports = self._lecteur, self._reports
        if lecteur is None or reports is None or self._ailleurs:
            return False
        pleine, avant = reports.complete_connue(numero, rangee), len(self.lignes)
        if not lecteur.read_rapide(numero, rangee if pleine is None else pleine):
            return False
        if pleine is None:
            reports.pass_habituelle(numero, rangee)
        else:
            reports.pass_lue(numero, rangee, pleine, avant)
        return True

    # --- classification ---------------------------------------------------------------------------------------------

    def _read_rangee(self, numero: int, rangee: Rangee) -> None:
        if self._try_entete(numero, rangee):
            self._precedente = (numero, self._niveaux or rangee)
            self._niveaux = None
            self._blocs.start_tableau(self.journal.rang)
            if self._lecteur is not None:
                self._lecteur.refresh()
            return
        self._precedente = (numero, rangee)
        constats, reports = self._constats, self._reports
        if self._colonnes is None or constats is None or reports is None:
            self._titres.read_rangee(numero, rangee, titre=True)
            self._blocs.note_titre(numero, rangee, frozenset(self._titres.dites), 0)
            self._dernier_titre = rangee
            self._meubles.add_titre(rangee)
            self._ignore("titre", numero)
            return
        dernier = max(self._colonnes.utiles | set(self._colonnes.roles) | {len(self._colonnes.entete)})
        rangee = [*rangee, *[""] * (dernier - len(rangee))]
        textes = constats.list_textes(rangee)
        if self._ailleurs and sum(valeur != "" for valeur in rangee) > 1:
            self._ignore("tableau qui n’appelle rien", numero)
        elif any(is_report(texte) for texte in textes[:2]):
            self._ignore("report", numero)
            reports.pass_muette(numero)
        elif textes and normalise(textes[0]).startswith("dont "):
            self._ignore("détail d’un total", numero)
        elif textes and constats.is_base(rangee, textes[0]):
            self._ignore("tantièmes ou budget", numero)
        elif (total := constats.find_total(rangee, textes, self._is_net_exact)) is not None:
            self._ignore("total", numero)
            reports.pass_total(numero, sum_montants(self._colonnes, rangee), total)
            self._titres.read_total(rangee, self.journal.rang)
            if not self._recapitulatifs.is_par_copropriete(self._colonnes, self.contexte):
                self._controle.read_total(self._colonnes, self.contexte, numero, rangee, total)
        elif self._meubles.is_meuble(rangee):
            self._read_section(numero, rangee)
        elif constats.has_montant(numero, rangee):
            self._read_montants(numero, rangee, textes)
        elif constats.lacks_montant(reports.complete_lot(numero, rangee)):
            self._note_montant_absent(numero)
        else:
            self._read_section(numero, rangee)

    # --- headers ----------------------------------------------------------------------------------------------------

    def _try_entete(self, numero: int, rangee: Rangee) -> bool:
        colonnes = self._colonnes
        if colonnes is not None:
            premier = colonnes.montants[0].colonne - 1
            montant = rangee[premier] if premier < len(rangee) else ""
            if looks_like_montant(montant) and not self.index.knows_cle(montant):
                return False
            if names_lot_connu(rangee, colonnes, self.contexte):
                return False
        if colonnes is not None and repeats_entete(rangee, colonnes.entete):
            self._ailleurs = False
            self._ignore("en-tête répété", numero)
            if self._reports is not None:
                self._reports.pass_muette(numero)
            return True
        if (
            colonnes is not None
            and self._precedente is not None
            and self._precedente[0] == colonnes.ligne == numero - 1
        ):
            masquee = numero in self.feuille.particularites.lignes_masquees
            if is_rangee_de_champs(rangee, colonnes.entete, masquee=masquee):
                self._ignore("noms des champs", numero)
                return True
            self._niveaux = self._entetes.join_niveaux(numero, rangee, self._precedente[1])
            if self._niveaux is not None:
                self._colonnes = replace(colonnes, ligne=numero)
                return True
            suite = self._entetes.find_suite(numero, rangee, self._precedente[1], colonnes, self.contexte)
            if suite is not None:
                self._start_tableau(keep_etages(suite, colonnes))
                return True
        parent = self._find_parent(numero)
        premiere = colonnes is None or resembles_entete(rangee, colonnes.entete)
        trouvees = self._entetes.find(numero, rangee, parent, self.contexte, premiere=premiere)
        if trouvees is None:
            self._ailleurs |= colonnes is not None and is_autre_tableau(rangee, self.index)
            return False
        self._recapitulatifs.start_tableau(self._dernier_titre)
        if colonnes is not None and colonnes.ligne == numero - 1:
            trouvees = keep_etages(trouvees, colonnes)
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
        self._end_tableau()
        self._colonnes = colonnes
        self._constats = Constats(self.feuille, colonnes, self.index, self.contexte)
        self._reports = LotsReportes(colonnes, self.index, self.contexte, self.journal, self.lignes)
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

    def _end_tableau(self) -> None:
        self._controle.end_tableau()
        if self._reports is not None:
            self._reports.end_tableau()

    # --- rows of a table --------------------------------------------------------------------------------------------

    def _read_montants(self, numero: int, rangee: Rangee, textes: list[str]) -> None:
        colonnes, lecteur, douteuses = self._colonnes, self._lecteur, self._douteuses
        constats, reports = self._constats, self._reports
        assert colonnes is not None
        assert lecteur is not None
        assert douteuses is not None
        assert constats is not None
        assert reports is not None
        if self._recapitulatifs.is_par_copropriete(colonnes, self.contexte):
            self._recapitulatifs.read_par_copropriete(colonnes, numero, rangee)
            self._ignore("récapitulatif", numero)
            return
        if self._recapitulatifs.repeats(colonnes, self.contexte, numero, rangee):
            self._ignore("récapitulatif", numero)
            return
        copropriete = self.contexte.copropriete
        dites = lecteur.find_nature_dite(rangee, copropriete)
        if not dites and not constats.has_lot(rangee):
            dites = constats.find_releve(textes)
        if len(dites) == 1 and dites <= JAMAIS_COMPTABILISEES:
            lecteur.read_releve(numero, rangee, next(iter(dites)), textes[0] if textes else "")
            self._ignore("solde ou règlement", numero)
            return
        if self._controle.is_total_muet(colonnes, rangee, sans_lot=constats.lacks_lot(rangee)):
            self._ignore("total sans libellé", numero)
            self._controle.cumuls.end_sous_total()
            reports.pass_total(numero, sum_montants(colonnes, rangee))
            return
        if constats.calls_nothing(numero, rangee):
            self._ignore("montant nul", numero)
            reports.pass_nulle(numero, rangee)
            return
        if constats.is_pied(rangee):
            self._read_section(numero, rangee)
            return
        if lecteur.lues < ESSAIS:
            douteuses.check_inconnues(rangee)
        avant = len(self.lignes)
        pleine = reports.complete(numero, rangee)
        lecteur.read(numero, pleine)
        reports.pass_lue(numero, rangee, pleine, avant)
        if pleine is not rangee and len(self.lignes) > avant and not constats.lacks_lot(rangee):
            reports.learn(rangee)
        douteuses.check_rivales(numero, rangee)
        self._controle.check_rangee(colonnes, numero, rangee, len(self.lignes) - avant, douteuses.dites)

    def _is_net_exact(self, rangee: Rangee, texte: str) -> bool:
        assert self._colonnes is not None
        return self._controle.is_net_exact(self._colonnes, rangee, texte)

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
        colonnes, lecteur, constats = self._colonnes, self._lecteur, self._constats
        assert colonnes is not None
        assert lecteur is not None
        assert constats is not None
        avant = self._blocs.capture()
        self._titres.read_rangee(numero, rangee, titre=False, rang=self.journal.rang)
        self._dernier_titre = rangee
        self._recapitulatifs.announce(rangee)
        pleines = [place for place, valeur in enumerate(rangee, 1) if valeur != ""]
        if colonnes.lot in pleines and constats.has_lot(rangee) and not self._meubles.is_meuble(rangee):
            self.contexte.lot, self.contexte.lieu_lot = rangee[colonnes.lot - 1], (numero, colonnes.lot)
            self._titres.dites.add(Facette.LOT)
        self._blocs.open(frozenset(self._titres.dites), avant, self.journal.rang)
        if not (self._titres.nommee or self._meubles.repeats_titre(rangee)):
            self._blocs.note_titre(numero, rangee, frozenset(self._titres.dites), self.journal.rang)
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
