"""The « relevé général des dépenses » in the layouts that syndics use; each line told with the cell of its amount."""

from dataclasses import dataclass, field
from typing import Any

from bench.generateur_comptes.contenu import Cle, Comptes, Depense
from bench.generateur_comptes.grille import Grille, Montant, Valeur
from bench.generateur_comptes.style import Style

NOMS = {
    "cle": ["Clé", "Clé de répartition", "Code clé", "Base de répartition"],
    "compte": ["Compte", "N° compte", "Cpte", "Compte comptable"],
    "intitule": ["Intitulé", "Intitulé du compte", "Nature de la dépense", "Libellé du compte"],
    "jour": ["Date", "Date facture", "Date de la pièce", "Date opération"],
    "fournisseur": ["Fournisseur", "Prestataire", "Tiers", "Bénéficiaire"],
    "libelle": ["Motif", "Libellé", "Objet", "Désignation de la dépense"],
    "montant": ["Montant", "Montant TTC", "Dépenses", "À répartir"],
    "recuperable": ["Part récupérable", "Dont récupérable", "Charges locatives", "Récupérable"],
    "taux": ["% récup.", "Taux récupérable", "% locatif", "Taux récup."],
    "ouinon": ["Récupérable (O/N)", "Récup. O/N", "Locatif (oui/non)", "Récupérable ?"],
    "quote_part": ["Votre quote-part", "Quote-part", "Votre part", "Votre quote-part (€)"],
    "tva": ["Dont TVA", "TVA", "TVA incluse", "Montant TVA"],
    "debit": ["Débit", "Débit", "Débit €", "Dépenses (débit)"],
    "credit": ["Crédit", "Crédit", "Crédit €", "Avoirs (crédit)"],
    "piece": ["N° pièce", "Pièce", "Facture n°", "Réf."],
    "combine": ["Compte / Libellé", "Nature des dépenses", "Libellé", "Désignation"],
}


@dataclass
class Ecrit:
    """What was written: the expected lines, and the cells where each printed total stands."""

    lignes: list[dict[str, Any]] = field(default_factory=list)
    totaux: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    """Code of the key (or ``*`` for the general total) → sheet, cell, amount printed."""


class Releve:
    """Writes the lines of accounts into a sheet."""

    def __init__(self, grille: Grille, comptes: Comptes, style: Style, faute: tuple[str, str, int] | None) -> None:
        self.grille, self.comptes, self.style, self.faute = grille, comptes, style, faute
        self.ecrit = Ecrit()
        self.colonnes = self._columns()

    def _columns(self) -> list[str]:
        style = self.style
        base = {
            "plat": ["cle", "compte", "intitule", "jour", "fournisseur", "libelle"],
            "sections": ["compte", "intitule", "jour", "fournisseur", "libelle"],
            "comptes": ["jour", "piece", "fournisseur", "libelle"],
            "debit_credit": ["cle", "compte", "jour", "piece", "libelle"],
            "libelle_compte": ["jour", "combine", "fournisseur"],
            "matrice": ["compte", "jour", "fournisseur", "libelle"],
            "tetes": ["piece", "jour", "fournisseur", "libelle"],
        }[style.releve]
        if style.ordre == 1 and style.releve in ("plat", "debit_credit"):
            base = [*base[1:], base[0]]
        if style.ordre == 2:
            base = ["jour", *(nom for nom in base if nom != "jour")]
        if style.jours == "absente" and style.releve != "tetes":
            base = [nom for nom in base if nom != "jour"]
        fin = {"debit_credit": ["debit", "credit"], "matrice": [f"*{cle.code}" for cle in self.comptes.cles]}.get(
            style.releve, ["montant"]
        )
        if style.tva and style.releve not in ("matrice", "debit_credit"):
            fin = ["tva", *fin]
        if style.releve != "matrice":
            if style.recuperable != "non":
                fin.append({"montant": "recuperable"}.get(style.recuperable, style.recuperable))
            if style.quote_part:
                fin.append("quote_part")
        return [*base, *fin]

    def _name(self, colonne: str) -> str:
        if colonne.startswith("*"):
            return next(cle.libelle for cle in self.comptes.cles if cle.code == colonne[1:])
        return NOMS[colonne][self.style.entetes]

    def write(self) -> Ecrit:
        """The header, the body, the general total."""
        self.grille.add([self._name(colonne) for colonne in self.colonnes], gras=True)
        self._body()
        return self.ecrit

    def _body(self) -> None:
        style, comptes = self.style, self.comptes
        fin = style.produits.endswith("fin")
        courantes = [d for d in comptes.depenses if not (fin and d.compte.startswith("7"))]
        produits = [d for d in comptes.depenses if fin and d.compte.startswith("7")]
        for rang, cle in enumerate(comptes.cles):
            siennes = [d for d in courantes if d.cle == cle.code]
            if style.releve in ("plat", "debit_credit") or style.releve == "matrice":
                self._lines(siennes, rang)
            else:
                self._section(cle, siennes, rang)
            if style.releve != "matrice":
                self._total(cle, f"Total {cle.code}", siennes)
            if style.vides:
                self.grille.skip()
        if produits:
            self._produits(produits)
        tout = comptes.depenses
        self._general(tout)

    def _section(self, cle: Cle, siennes: list[Depense], rang: int) -> None:
        style = self.style
        titre = style.section.format(code=cle.code, libelle=cle.libelle)
        if style.releve == "tetes":
            valeurs: list[Valeur] = [titre, *[None] * (len(self.colonnes) - 1)]
            valeurs[self.colonnes.index("montant")] = Montant(sum(d.montant for d in siennes))
            self.grille.add(valeurs, gras=True)
        else:
            self.grille.add([titre], gras=True)
        if style.releve in ("comptes", "tetes"):
            for compte in dict.fromkeys(d.compte for d in siennes):
                groupe = [d for d in siennes if d.compte == compte]
                self.grille.add([f"{compte} - {groupe[0].intitule}"], gras=True)
                self._lines(groupe, rang)
                if style.releve == "comptes":
                    self._sous_total(f"Sous-total {compte}", groupe)
        else:
            self._lines(siennes, rang)

    def _lines(self, depenses: list[Depense], rang: int) -> None:
        for numero, depense in enumerate(depenses):
            if self.style.repete and numero == 2 and rang == 1:
                self.grille.add([self._name(colonne) for colonne in self.colonnes], gras=True)
            valeurs = [self._value(depense, colonne) for colonne in self.colonnes]
            ligne = self.grille.add(valeurs)
            if self.style.masquees and numero == 1:
                self.grille.masquees.add(ligne)
            self._tell(depense, ligne)

    def _printed(self, depense: Depense) -> int:
        montant = depense.montant
        if self.faute and self.faute[0] == "ligne" and self.faute[1] == f"{id(depense)}":
            montant += self.faute[2]
        return -montant if depense.compte.startswith("7") and self.style.produits == "positifs_fin" else montant

    def _value(self, depense: Depense, colonne: str) -> Valeur:
        montant = self._printed(depense)
        simples: dict[str, Valeur] = {
            "cle": depense.cle,
            "compte": int(depense.compte) if self.style.ordre == 3 else depense.compte,
            "intitule": depense.intitule,
            "jour": depense.jour.strftime("%d/%m/%Y") if self.style.jours == "texte" else depense.jour,
            "fournisseur": depense.fournisseur,
            "libelle": depense.libelle,
            "combine": f"{depense.compte} {depense.libelle}",
            "piece": f"F{abs(depense.montant) % 9973}",
            "montant": Montant(montant),
            "recuperable": Montant(depense.recuperable if montant else 0),
            "taux": round(depense.recuperable * 100 / depense.montant) if depense.montant else 0,
            "ouinon": "Oui" if depense.recuperable else "Non",
            "quote_part": Montant(depense.quote_part),
            "tva": Montant(depense.montant // 6),
        }
        if colonne == "debit":
            return Montant(depense.montant) if depense.montant >= 0 else None
        if colonne == "credit":
            return Montant(-depense.montant) if depense.montant < 0 else None
        if colonne.startswith("*"):
            return Montant(montant) if colonne[1:] == depense.cle else None
        return simples[colonne]

    def _amount_rank(self, depense: Depense) -> int:
        if self.style.releve == "debit_credit":
            return self.colonnes.index("debit" if depense.montant >= 0 else "credit")
        if self.style.releve == "matrice":
            return self.colonnes.index(f"*{depense.cle}")
        return self.colonnes.index("montant")

    def _tell(self, depense: Depense, ligne: int) -> None:
        declare: int | None = None
        if "recuperable" in self.colonnes:
            declare = depense.recuperable
        elif "taux" in self.colonnes:
            taux = round(depense.recuperable * 100 / depense.montant) if depense.montant else 0
            declare = round(depense.montant * taux / 100)
        elif "ouinon" in self.colonnes:
            declare = depense.montant if depense.recuperable else 0
        self.ecrit.lignes.append(
            {
                "feuille": self.grille.nom,
                "cellule": self.grille.place(ligne, self._amount_rank(depense)),
                "compte": depense.compte,
                "libelle": depense.libelle,
                "cle": depense.cle,
                "montant": depense.montant,
                "recuperable_declare": declare,
                "quote_part": depense.quote_part if "quote_part" in self.colonnes else None,
                "date": depense.jour.isoformat() if "jour" in self.colonnes else None,
            }
        )

    def _total(self, cle: Cle, texte: str, depenses: list[Depense]) -> None:
        montant = sum(map(self._printed, depenses))
        if self.faute and self.faute[0] == "sous_total" and self.faute[1] == cle.code:
            montant += self.faute[2]
        self.ecrit.totaux[cle.code] = (self.grille.nom, self._write_total(texte, montant), montant)

    def _sous_total(self, texte: str, depenses: list[Depense]) -> None:
        self._write_total(texte, sum(map(self._printed, depenses)))

    def _write_total(self, texte: str, montant: int) -> str:
        valeurs: list[Valeur] = [texte, *[None] * (len(self.colonnes) - 1)]
        nom = "debit" if self.style.releve == "debit_credit" else "montant"
        if self.style.releve == "debit_credit" and montant < 0:
            nom, montant = "credit", -montant
        rang = self.colonnes.index(nom)
        if rang == 0:
            rang = 1
        valeurs[rang] = Montant(montant)
        return self.grille.place(self.grille.add(valeurs, gras=True), rang)

    def _produits(self, produits: list[Depense]) -> None:
        if self.style.releve in ("plat", "debit_credit", "matrice"):
            self.grille.add(["PRODUITS"], gras=True)
        else:
            self.grille.add(
                [
                    self.style.section.format(code="GEN", libelle="Charges générales")
                    if self.style.releve == "tetes"
                    else "PRODUITS"
                ],
                gras=True,
            )
        if self.style.releve in ("comptes", "tetes"):
            for depense in produits:
                self.grille.add([f"{depense.compte} - {depense.intitule}"], gras=True)
                self._lines([depense], 0)
        else:
            self._lines(produits, 0)
        if self.style.releve != "matrice":
            self._write_total("Total produits", sum(map(self._printed, produits)))

    def _general(self, depenses: list[Depense]) -> None:
        if self.style.releve == "matrice":
            sommes = {
                cle.code: sum(self._printed(d) for d in depenses if d.cle == cle.code) for cle in self.comptes.cles
            }
            if self.faute and self.faute[0] == "sous_total":
                sommes[self.faute[1]] += self.faute[2]
            valeurs: list[Valeur] = ["Total", *[None] * (len(self.colonnes) - 1)]
            for code, somme in sommes.items():
                valeurs[self.colonnes.index(f"*{code}")] = Montant(somme)
            ligne = self.grille.add(valeurs, gras=True)
            for code, somme in sommes.items():
                rang = self.colonnes.index(f"*{code}")
                self.ecrit.totaux[code] = (self.grille.nom, self.grille.place(ligne, rang), somme)
            return
        montant = sum(d.montant for d in depenses)
        if self.faute and self.faute[0] == "total_general":
            montant += self.faute[2]
        self.ecrit.totaux["*"] = (self.grille.nom, self._write_total("TOTAL GÉNÉRAL", montant), montant)
