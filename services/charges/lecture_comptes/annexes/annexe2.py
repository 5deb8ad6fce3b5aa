"""Annex 2 (décret 2005-240), accounts in five columns; and what annex 3 reads in the same way."""

from services.charges.lecture_comptes.colonnes.annees import CHAMPS, are_repetees, assign_annees
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import A_CONFIRMER, LigneAnnexe2, TotalImprime
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, split_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant, read_centimes
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee, adresse
from shared.excel.mots import normalise
from shared.excel.totaux import is_report, is_total
from shared.montants import MontantInvalide

_SOLDES = ("solde", "excedent", "insuffisance", "deficit", "resultat")
_NETTES = ("charges nettes", "depenses nettes", "montant net", "net des produits")
"""What charges cost once products are taken off."""


def columns_of(tableau: Tableau) -> dict[str, int]:
    """Field → place; a lone amount column is what was spent. Nothing where years are named over again."""
    if _are_repetees(tableau):
        return {}
    champs = assign_annees(tableau.entete.annees)
    if "n_realise" not in champs:
        seule = tableau.entete.first(Role.MONTANT, Role.A_REPARTIR)
        if seule is not None:
            champs["n_realise"] = seule
        elif len(champs) == 1 and len(tableau.entete.annees) == 1 and tableau.entete.annees[0].genre != "budget":
            champs = {"n_realise": tableau.entete.annees[0].place}
    return champs


def _are_repetees(tableau: Tableau) -> bool:
    roles = tableau.entete.roles
    noms = [place for role in (Role.COMPTE, Role.INTITULE, Role.LIBELLE) for place in roles.get(role, [])]
    return are_repetees(tableau.entete.annees, [*noms, *tableau.entete.inconnues])


def tell_repetees(tableau: Tableau, journal: Journal) -> None:
    """Tell an annex whose columns name years over again, so that none of its figures is read."""
    annees = tableau.entete.annees
    if tableau.rangees and _are_repetees(tableau):
        message = (
            "Cette annexe n’a pas été lue : ses colonnes répètent les mêmes exercices, rien ne dit à quel exercice est "
            "chaque montant. Mettez les deux parties l’une sous l’autre."
        )
        journal.note(
            A_CONFIRMER, "COLONNES_REPETEES", tableau.page, tableau.rangees[0][0], annees[0].place, message
        )  # fmt: skip


def read_valeurs(
    tableau: Tableau, numero: int, rangee: Rangee, champs: dict[str, int], journal: Journal
) -> dict[str, int | None]:
    """The amounts of a row; a cell that is none is told and left empty."""
    valeurs: dict[str, int | None] = dict.fromkeys(CHAMPS)
    for champ, place in champs.items():
        if journal.note_cellule(tableau.page, numero, place):
            continue
        try:
            valeurs[champ] = read_centimes(cell(rangee, place))
        except MontantInvalide as error:
            if any(holds_montant(cell(rangee, autre)) for autre in champs.values()):
                message = f"{str(error)[:1].upper()}{str(error)[1:]} : corrigez la cellule."
                journal.note(A_CONFIRMER, "MONTANT_INVALIDE", tableau.page, numero, place, message)
    return valeurs


def is_somme(texte: str) -> bool:
    """A total or a balance, never an account."""
    mots = normalise(texte)
    return is_total(texte) or is_report(texte) or mots.startswith((*_SOLDES, *_NETTES))


class LecteurAnnexe2:
    """Reads the accounts of annex 2, and checks the totals it prints for what was spent."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.lignes: list[LigneAnnexe2] = []
        self.totaux: list[TotalImprime] = []
        self._soldes = 0
        """The balances printed since the last total: the next one may include them, so that both sides are equal."""

    def read(self, tableau: Tableau) -> None:
        """Add the rows of a table."""
        champs = columns_of(tableau)
        tell_repetees(tableau, self.journal)
        debut = groupe = len(self.lignes)
        self._soldes = 0
        for numero, rangee in tableau.rangees:
            textes = texts_of(rangee)
            compte, libelle = read_compte(tableau, rangee, champs)
            valeurs = read_valeurs(tableau, numero, rangee, champs, self.journal)
            if all(valeur is None for valeur in valeurs.values()):
                continue
            titre = next((texte for _, texte in textes[:2] if is_somme(texte)), None)
            if titre is not None and (not compte or is_total(titre)):
                self._judge(tableau, numero, titre, valeurs["n_realise"], champs, debut, groupe)
                groupe = len(self.lignes)
            elif compte or libelle:
                self._add(tableau, numero, compte, libelle, valeurs, champs)
        _drop_classes(self.lignes, debut)

    def _add(
        self,
        tableau: Tableau,
        numero: int,
        compte: str,
        libelle: str,
        valeurs: dict[str, int | None],
        champs: dict[str, int],
    ) -> None:
        if compte.startswith("7"):
            valeurs = {champ: None if valeur is None else -abs(valeur) for champ, valeur in valeurs.items()}
        lieu = adresse(numero, champs["n_realise"] + 1) if "n_realise" in champs else ""
        self.lignes.append(LigneAnnexe2(compte, libelle, **valeurs, feuille=tableau.page.nom, cellule=lieu))

    def _judge(
        self,
        tableau: Tableau,
        numero: int,
        titre: str,
        trouve: int | None,
        champs: dict[str, int],
        debut: int,
        groupe: int,
    ) -> None:
        """A printed total of what was spent, against the accounts above: of the group, of the table, by class, net."""
        if trouve is None or "n_realise" not in champs:
            return
        if not is_total(titre) and not normalise(titre).startswith(_NETTES):
            self._soldes += trouve
            return
        possibles: list[int] = []
        for depart in (groupe, debut):
            comptes = [
                ligne for ligne in self.lignes[depart:] if len(ligne.compte) != 2 or ligne.compte in ("65", "68")
            ]
            charges = sum(ligne.n_realise or 0 for ligne in comptes if not ligne.compte.startswith("7"))
            produits = sum(ligne.n_realise or 0 for ligne in comptes if ligne.compte.startswith("7"))
            possibles += [charges + produits, charges, produits, -produits, charges - produits, -charges - produits]
        possibles += [possible + self._soldes for possible in possibles]
        self._soldes = 0
        lieu = tableau.page.nom, adresse(numero, champs["n_realise"] + 1)
        juste = trouve in possibles
        attendu = trouve if juste else min(possibles, key=lambda possible: abs(possible - trouve))
        quoi = f"{titre} : total de l’annexe 2"
        self.totaux.append(TotalImprime(*lieu, None, trouve, attendu, juste, quoi, possibles=tuple(possibles)))


def read_compte(tableau: Tableau, rangee: Rangee, champs: dict[str, int]) -> tuple[str, str]:
    """(account, label) of a row, wherever the account stands."""
    entete = tableau.entete
    place = entete.first(Role.COMPTE)
    libelles = [texte for autre, texte in texts_of(rangee) if autre != place and autre not in champs.values()]
    valeur = cell(rangee, place)
    compte = clean_compte(valeur)
    reste = split_compte(valeur)[1] if isinstance(valeur, str) else ""
    if not compte:
        premier = next((v for p, v in enumerate(rangee) if v != "" and p not in champs.values()), "")
        if isinstance(premier, str):
            compte, reste = split_compte(premier)
            libelles = [texte for texte in libelles if texte != premier]
            if not compte and premier:
                return "", premier
        else:
            compte = clean_compte(premier)
    return compte, reste or (libelles[0] if libelles else "")


def _drop_classes(lignes: list[LigneAnnexe2], debut: int) -> None:
    """``60 Achats`` with an amount is the total of 601, 602… when they follow: it is dropped."""
    comptes = [ligne.compte for ligne in lignes[debut:]]
    for rang in range(len(lignes) - 1, debut - 1, -1):
        compte = lignes[rang].compte
        enfants = [
            autre for autre in lignes[debut:] if compte and autre.compte != compte and autre.compte.startswith(compte)
        ]
        somme = sum(autre.n_realise or 0 for autre in enfants)
        if enfants and comptes.count(compte) == 1 and (len(compte) == 2 or somme == lignes[rang].n_realise):
            del lignes[rang]
