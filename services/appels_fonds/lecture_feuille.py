"""One sheet, walked once from top to bottom: titles, headers, lines, sections, totals, footers."""

from collections import defaultdict

from services.appels_fonds.anomalies import BLOQUANTE, Journal
from services.appels_fonds.contexte import Contexte, LecteurContexte
from services.appels_fonds.entetes import Colonnes, find_colonnes
from services.appels_fonds.lecture_lignes import LecteurLignes
from services.appels_fonds.lignes import ColonneVue, Ignoree, LigneAppel, LigneReleve, TotalImprime
from services.appels_fonds.montants_lus import read_montant
from services.appels_fonds.mots import normalise
from services.appels_fonds.natures import JAMAIS_COMPTABILISEES, Nature, find_natures
from services.appels_fonds.rapprochement import CleIncertaine, CoproprieteIncertaine, IndexPatrimoine, LotIncertain
from services.appels_fonds.roles import Role
from services.appels_fonds.totaux import Cumuls, is_net, is_report, is_total, judge_ecart
from shared.excel.cellules import Feuille, Rangee, Valeur, adresse
from shared.montants import MontantInvalide

RECHERCHE_MAX = 200
"""A header stands in the first rows that hold something, or nowhere."""
_MUETS = frozenset({Role.LIBELLE_LOT, Role.IGNORE, Role.AG})


class LecteurFeuille:
    """Reads one sheet; the results are its attributes."""

    def __init__(self, feuille: Feuille, index: IndexPatrimoine, lignes: list[LigneAppel]) -> None:
        self.feuille, self.index, self.lignes = feuille, index, lignes
        self.journal = Journal(feuille.nom)
        self.releves: list[LigneReleve] = []
        self.totaux: list[TotalImprime] = []
        self.recapitulatif: list[tuple[str, int, str]] = []
        self.colonnes_vues: list[ColonneVue] = []
        self.rangees = 0
        self.tableau_trouve = False
        self._ignorees: dict[str, list[int]] = {}
        self._cumuls = Cumuls(lignes)
        self._titres = LecteurContexte(index, feuille.epoque_1904)
        self._titres.read_nom_feuille(feuille.nom)
        self._lecteur: LecteurLignes | None = None
        self._colonnes: Colonnes | None = None
        self._precedente: tuple[int, Rangee] | None = None
        self._verticales = self._index_verticales()
        self._retenues: dict[tuple[int, int], Valeur] = {}
        self._doutes: set[int] = set()

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
        for numero, rangee in self.feuille.lignes():
            lecteur = self._lecteur
            if self._verticales and numero in self._verticales:
                rangee = self._fill_fusions(numero, rangee)
            elif lecteur is not None and lecteur.read_rapide(numero, rangee):
                self.rangees += 1
                continue
            if not any(valeur != "" for valeur in rangee) and not self._has_speciale(numero):
                self._precedente = None
                continue
            self.rangees += 1
            if self._lecteur is None and self.rangees > RECHERCHE_MAX:
                break
            self._read_rangee(numero, [_strip(valeur) for valeur in rangee])

    def _has_speciale(self, numero: int) -> bool:
        details = self.feuille.particularites
        return any(ligne == numero for ligne, _ in (*details.formules_sans_valeur, *details.erreurs))

    # --- classification ---------------------------------------------------------------------------------------------

    def _read_rangee(self, numero: int, rangee: Rangee) -> None:
        if self._try_entete(numero, rangee):
            self._precedente = (numero, rangee)
            return
        self._precedente = (numero, rangee)
        if self._lecteur is None or self._colonnes is None:
            self._titres.read_rangee(numero, rangee, titre=True)
            self._ignore("titre", numero)
            return
        dernier = max(self._colonnes.utiles | set(self._colonnes.roles) | {len(self._colonnes.entete)})
        rangee = [*rangee, *[""] * (dernier - len(rangee))]
        textes = self._list_textes(rangee)
        if any(is_report(texte) for texte in textes[:2]):
            self._ignore("report", numero)
        elif any(is_total(texte) for texte in textes[:3]):
            self._read_total(numero, rangee, next(texte for texte in textes if is_total(texte)))
        elif self._has_montant(numero, rangee):
            self._read_montants(numero, rangee, textes)
        elif self._lacks_montant(rangee):
            self._note_montant_absent(numero)
        else:
            self._read_section(numero, rangee)

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
        if colonnes is not None and _norme(rangee) == _trim(colonnes.entete):
            self._ignore("en-tête répété", numero)
            return True
        if (
            colonnes is not None
            and self._precedente is not None
            and self._precedente[0] == colonnes.ligne == numero - 1
        ):
            suite = self._find_suite(numero, rangee)
            if suite is not None:
                self._start_tableau(suite)
                return True
        parent = self._precedente[1] if self._precedente and self._precedente[0] == numero - 1 else None
        trouvees = find_colonnes(numero, rangee, parent, self.feuille.fusions, self.index)
        if trouvees is None:
            return False
        self._start_tableau(trouvees)
        return True

    def _find_suite(self, numero: int, rangee: Rangee) -> Colonnes | None:
        """The second row of a header whose first row was already recognised."""
        assert self._precedente is not None
        haut = self._precedente[1]
        complete = [bas if bas != "" else "" for bas in rangee]
        largeur = max(len(haut), len(complete))
        complete += [""] * (largeur - len(complete))
        if not all(bas == "" or isinstance(bas, str) or not isinstance(bas, float | int) for bas in complete):
            return None
        libres = [place for place, bas in enumerate(complete) if bas == ""]
        seconde = [
            haut[place] if place in libres and place < len(haut) and not self._is_spread(numero - 1, place + 1) else bas
            for place, bas in enumerate(complete)
        ]
        if seconde == haut:
            return None
        trouvees = find_colonnes(numero, seconde, haut, self.feuille.fusions, self.index)
        if trouvees is None or self._colonnes is None:
            return None
        return trouvees if len(trouvees.roles) >= len(self._colonnes.roles) else None

    def _is_spread(self, ligne: int, colonne: int) -> bool:
        return any(
            f.ligne <= ligne <= f.derniere_ligne
            and f.colonne <= colonne <= f.derniere_colonne
            and f.colonne != f.derniere_colonne
            for f in self.feuille.fusions
        )

    def _start_tableau(self, colonnes: Colonnes) -> None:
        self.tableau_trouve = True
        self._colonnes = colonnes
        self._cumuls.start_tableau()
        self._doutes = set()
        self._lecteur = LecteurLignes(
            self.feuille, colonnes, self.index, self.contexte, self.journal, self.lignes, self.releves
        )
        vues = [
            ColonneVue(
                self.feuille.nom,
                adresse(colonnes.ligne, place),
                texte,
                str(colonnes.roles[place]) if place in colonnes.roles else None,
            )
            for place, texte in enumerate(colonnes.entete, 1)
            if texte
        ]
        self.colonnes_vues = [vue for vue in self.colonnes_vues if vue.cellule not in {v.cellule for v in vues}] + vues

    # --- rows of a table --------------------------------------------------------------------------------------------

    def _read_montants(self, numero: int, rangee: Rangee, textes: list[str]) -> None:
        colonnes, lecteur = self._colonnes, self._lecteur
        assert colonnes is not None
        assert lecteur is not None
        if self._is_recapitulatif(colonnes):
            self._read_recapitulatif(numero, rangee)
            return
        copropriete = self.contexte.copropriete
        dites = lecteur.find_nature_dite(rangee, copropriete)
        if not dites and not self._has_lot(rangee):
            dites = self._find_releve(textes)
        if len(dites) == 1 and dites <= JAMAIS_COMPTABILISEES:
            lecteur.read_releve(numero, rangee, next(iter(dites)), textes[0] if textes else "")
            self._ignore("solde ou règlement", numero)
            return
        if self._is_total_muet(numero, rangee):
            self._ignore("total sans libellé", numero)
            self._cumuls.end_sous_total()
            return
        if self._is_pied(rangee):
            self._read_section(numero, rangee)
            return
        if lecteur.lues < 25:
            self._note_inconnues(numero, rangee)
        avant = len(self.lignes)
        lecteur.read(numero, rangee)
        self._check_rivales(numero, rangee)
        self._check_total_de_ligne(numero, rangee, self.lignes[avant:])

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

    def _is_total_muet(self, numero: int, rangee: Rangee) -> bool:
        """Only an amount, and it is the sum of what precedes."""
        colonnes = self._colonnes
        assert colonnes is not None
        montants = {montant.colonne for montant in colonnes.montants} | set(colonnes.totaux)
        if any(
            valeur != "" for place, valeur in enumerate(rangee, 1) if place not in montants and isinstance(valeur, str)
        ):
            return False
        if any(rangee[place - 1] != "" for place in (colonnes.lot, *colonnes.cles) if place):
            return False
        somme = self._sum_montants(rangee)
        return somme is not None and any(somme == total and nombre > 1 for total, nombre in self._cumuls.candidates())

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
        if colonnes.large or colonnes.lot is None or not colonnes.cles or self._is_recapitulatif(colonnes):
            return False
        cle = next((rangee[place - 1] for place in colonnes.cles if rangee[place - 1] != ""), "")
        tantiemes = colonnes.montants[0].tantiemes
        if tantiemes is not None and rangee[tantiemes - 1] in ("", 0, 0.0):
            return False
        return rangee[colonnes.lot - 1] != "" and cle != "" and self.index.knows_cle(cle)

    def _note_montant_absent(self, numero: int) -> None:
        assert self._colonnes is not None
        self.journal.rang += 1
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
        self._titres.read_rangee(numero, rangee, titre=False)
        pleines = [place for place, valeur in enumerate(rangee, 1) if valeur != ""]
        if colonnes.lot in pleines and self._has_lot(rangee):
            self.contexte.lot = rangee[colonnes.lot - 1]
        lecteur.refresh()
        self._ignore("texte", numero)

    # --- totals and columns that compete ----------------------------------------------------------------------------

    def _sum_montants(self, rangee: Rangee) -> int | None:
        assert self._colonnes is not None
        somme, vu = 0, False
        for montant in self._colonnes.montants:
            try:
                centimes = read_montant(rangee[montant.colonne - 1])
            except MontantInvalide:
                return None
            if centimes is not None:
                somme, vu = somme + centimes * montant.sens, True
        return somme if vu else None

    def _read_total(self, numero: int, rangee: Rangee, texte: str) -> None:
        colonnes = self._colonnes
        assert colonnes is not None
        self._ignore("total", numero)
        details = self.feuille.particularites
        places = [montant.colonne for montant in colonnes.montants]
        imprime = self._sum_montants(rangee)
        lieu = next((place for place in places if rangee[place - 1] != ""), places[0])
        for place in colonnes.totaux:
            try:
                imprime_total = read_montant(rangee[place - 1])
            except MontantInvalide:
                imprime_total = None
            if imprime_total is not None:
                imprime, lieu = imprime_total, place
        sans_valeur = any((numero, place) in details.formules_sans_valeur for place in (*places, *colonnes.totaux))
        if imprime is None or sans_valeur or self._is_recapitulatif(colonnes):
            self._cumuls.end_sous_total()
            return
        self._control_total(numero, lieu, texte, imprime)
        self._cumuls.end_sous_total()

    def _control_total(self, numero: int, colonne: int, texte: str, imprime: int) -> None:
        candidates = self._cumuls.candidates()
        propre = self._sum_nomme(texte)
        if propre is not None:
            candidates.insert(0, propre)
        if is_net(texte) and self.releves:
            releves = sum(releve.montant_centimes for releve in self.releves)
            candidates += [(somme + releves, nombre) for somme, nombre in candidates]
        exacte = next((somme for somme, _ in candidates if somme == imprime), None)
        calcule, nombre = next(((s, n) for s, n in candidates if s == imprime), candidates[0])
        if exacte is None and calcule == 0 and nombre == 0:
            calcule, nombre = next(((s, n) for s, n in candidates if n), (0, 0))
        self.totaux.append(TotalImprime(self.feuille.nom, adresse(numero, colonne), texte, imprime, calcule))
        if exacte is not None or self.has_faute():
            return
        verdict = judge_ecart(imprime, calcule, nombre)
        if verdict is not None:
            self.journal.note(verdict[0], "TOTAL_DIFFERENT", numero, colonne, verdict[1])

    def _sum_nomme(self, texte: str) -> tuple[int, int] | None:
        """Sum of the lot, the key or the copropriété that the label of a total names."""
        mots = normalise(texte)
        nom = " ".join(
            mot for mot in mots.split() if mot not in ("sous", "total", "totaux", "s", "du", "de", "la", "general")
        )
        copropriete = self.contexte.copropriete
        if not nom or copropriete is None:
            return None
        lignes = self.lignes[self._cumuls.debut_feuille :]
        try:
            cle = copropriete.find_cle(nom)
            siennes = [ligne for ligne in lignes if ligne.cle == cle]
        except CleIncertaine:
            try:
                numeros = tuple(lot.numero for lot in copropriete.find_lots(nom))
                siennes = [ligne for ligne in lignes if ligne.lots == numeros]
            except LotIncertain:
                return None
        return sum(ligne.montant_centimes for ligne in siennes), len(siennes)

    def has_faute(self) -> bool:
        """Is a line missing because of a fault? Then a total has nothing to be compared with."""
        return self.journal.has_bloquante()

    def _check_rivales(self, numero: int, rangee: Rangee) -> None:
        """Another column may be the amount: accepted only as long as it always says the same."""
        colonnes = self._colonnes
        assert colonnes is not None
        for place in colonnes.rivales:
            if place in self._doutes or rangee[place - 1] == "":
                continue
            try:
                autre = read_montant(rangee[place - 1])
            except MontantInvalide:
                continue
            if autre is None or autre == self._sum_montants(rangee):
                continue
            self._doutes.add(place)
            noms = [colonnes.entete[p - 1] for p in (colonnes.montants[0].colonne, place)]
            self.journal.note(
                BLOQUANTE,
                "PLUSIEURS_COLONNES_MONTANT",
                colonnes.ligne,
                colonnes.montants[0].colonne,
                f"Deux colonnes peuvent être le montant appelé (« {noms[0]} » et « {noms[1]} », colonne "
                f"{adresse(colonnes.ligne, place)}) et ne disent pas la même chose ligne {numero} : indiquez la bonne.",
            )

    def _check_total_de_ligne(self, numero: int, rangee: Rangee, lues: list[LigneAppel]) -> None:
        """The total at the end of a wide row."""
        colonnes = self._colonnes
        assert colonnes is not None
        for place in colonnes.totaux:
            try:
                imprime = read_montant(rangee[place - 1])
            except MontantInvalide:
                continue
            somme = self._sum_montants(rangee)
            if imprime is None or somme is None or imprime == somme:
                continue
            ecart = judge_ecart(imprime, somme, len(lues) or 1)
            if ecart is not None:
                self.journal.note(ecart[0], "TOTAL_DIFFERENT", numero, place, ecart[1])

    def _note_inconnues(self, numero: int, rangee: Rangee) -> None:
        """A column of numbers in a wide table whose header is no key of ours is not left out in silence."""
        colonnes = self._colonnes
        assert colonnes is not None
        if not colonnes.large or not all(montant.cle is not None for montant in colonnes.montants):
            return
        for place, texte in colonnes.inconnues.items():
            valeur = rangee[place - 1] if place <= len(rangee) else ""
            if place in self._doutes or not isinstance(valeur, float) or valeur == 0:
                continue
            self._doutes.add(place)
            self.journal.note(
                BLOQUANTE,
                "CLE_INCONNUE",
                colonnes.ligne,
                place,
                f"La colonne « {texte} » porte des montants et n’est pas une clé connue : vérifiez son en-tête.",
            )

    # --- summary tables ---------------------------------------------------------------------------------------------

    def _is_recapitulatif(self, colonnes: Colonnes) -> bool:
        """A table by copropriété, without lots nor keys, only sums what the others say."""
        return (
            colonnes.lot is None
            and not colonnes.cles
            and colonnes.copropriete is not None
            and self.contexte.lot is None
        )

    def _read_recapitulatif(self, numero: int, rangee: Rangee) -> None:
        colonnes = self._colonnes
        assert colonnes is not None
        assert colonnes.copropriete is not None
        self._ignore("récapitulatif", numero)
        somme = self._sum_montants(rangee)
        try:
            code = self.index.find_copropriete(rangee[colonnes.copropriete - 1]).code
        except CoproprieteIncertaine:
            return
        if somme is not None:
            self.recapitulatif.append((code, somme, adresse(numero, colonnes.montants[-1].colonne)))

    # --- merged cells, coverage -------------------------------------------------------------------------------------

    def _index_verticales(self) -> dict[int, list[tuple[int, int]]]:
        """Row → (column, first row) of the merged ranges that go down."""
        index: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for fusion in self.feuille.fusions:
            if fusion.derniere_ligne - fusion.ligne > 100_000:
                continue
            for ligne in range(fusion.ligne, fusion.derniere_ligne + 1) if fusion.derniere_ligne > fusion.ligne else ():
                index[ligne].append((fusion.colonne, fusion.ligne))
        return dict(index)

    def _fill_fusions(self, numero: int, rangee: Rangee) -> Rangee:
        """Give the value of a merged cell to each of its rows, amounts left out."""
        rangee = list(rangee)
        montants = {m.colonne for m in self._colonnes.montants} if self._colonnes else set()
        for colonne, premiere in self._verticales[numero]:
            rangee += [""] * (colonne - len(rangee))
            if numero == premiere:
                self._retenues[(premiere, colonne)] = rangee[colonne - 1]
            elif colonne not in montants and self._colonnes is not None and premiere > self._colonnes.ligne:
                rangee[colonne - 1] = self._retenues.get((premiere, colonne), "")
        return rangee

    def _ignore(self, raison: str, numero: int) -> None:
        suite = self._ignorees.setdefault(raison, [0, numero, numero])
        suite[0] += 1
        suite[2] = numero


def _strip(valeur: Valeur) -> Valeur:
    return valeur.strip() if isinstance(valeur, str) else valeur


def _trim(entete: tuple[str, ...]) -> tuple[str, ...]:
    fin = len(entete)
    while fin and not entete[fin - 1]:
        fin -= 1
    return entete[:fin]


def _norme(rangee: Rangee) -> tuple[str, ...]:
    if not any(isinstance(valeur, str) and valeur for valeur in rangee):
        return ("\0",)
    return _trim(tuple(normalise(valeur) if isinstance(valeur, str) else str(valeur) for valeur in rangee))
