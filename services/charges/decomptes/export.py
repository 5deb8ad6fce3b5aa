"""What a controller asks for: raw rows, balances, and the three-way check, in one workbook without any formula."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from services.charges.comptes.controle import LigneControle
from services.charges.comptes.rattachement import PartControlee
from services.charges.models import RegularisationExercice
from shared.montants import euros

Cellule = str | int | Decimal | None
Tableau = tuple[str, Sequence[str], Iterable[Sequence[Cellule]]]
LARGEUR = 48


def sens(solde: int) -> str:
    """``complément``: the tenant owes; ``trop-perçu``: we give back; ``nul``: nothing moves."""
    if solde == 0:
        return "nul"
    return "complément" if solde > 0 else "trop-perçu"


def write_controle(
    regularisation: RegularisationExercice,
    cles: Sequence[LigneControle],
    comptes: Sequence[LigneControle],
    parts: Sequence[PartControlee],
) -> bytes:
    """The workbook: balances, raw rows (vacancy among them), and the accounts against themselves and against us."""
    controle = ("Nom", "Libellé", "Lignes", "Total imprimé", "Annexe", "À répartir", "Accord")
    return write_tableaux([
        ("Décomptes", ("Décompte", "Bail", "Locataire", "Lots", "Jours", "Charges réelles €", "Provisions €", "Solde €",
                       "Sens", "Provision proposée €/mois"), _list_decomptes(regularisation)),
        ("Lignes", ("Lot", "Poste", "Clé", "Quote-part €", "Récupérable €", "Non récupérable €", "Taux %", "Période",
                    "Du", "Au", "Jours", "Part de la période €"), _list_lignes(regularisation)),
        ("Vacance", ("Lot", "Jours", "Mois", "Récupération perdue €"), _list_vacances(regularisation)),
        ("Contrôle clés", controle, _list_controle(cles)),
        ("Contrôle comptes", controle, _list_controle(comptes)),
        ("Contrôle quote-parts", ("Lot", "Clé", "Imprimé €", "Calculé €", "Écart €", "Tantièmes", "Total clé"),
         ((p.lot, p.cle, euros(p.imprime), _euros(p.calcule), _euros(p.ecart), p.tantiemes, p.total_tantiemes)
          for p in parts)),
        ("Synthèse", ("Mesure", "Montant €"), _list_synthese(regularisation)),
    ])  # fmt: skip


def _euros(centimes: int | None) -> Decimal | None:
    return None if centimes is None else euros(centimes)


def _list_decomptes(regularisation: RegularisationExercice) -> list[tuple[Cellule, ...]]:
    return [
        (d.numero, d.bail, d.locataire, d.lots, d.jours, euros(d.reel_centimes), euros(d.provisions_centimes),
         euros(d.solde_centimes), sens(d.solde_centimes), _euros(d.provision_proposee_centimes))
        for d in regularisation.decomptes
    ]  # fmt: skip


def _list_lignes(regularisation: RegularisationExercice) -> list[tuple[Cellule, ...]]:
    return [
        (lot, code, cle, euros(montant), euros(recuperable), euros(non), Decimal(taux), periode,
         du, au, jours, euros(part))
        for lot, code, cle, montant, recuperable, non, taux, periode, du, au, jours, part in regularisation.detail[
            "lignes"
        ]
    ]  # fmt: skip


def _list_vacances(regularisation: RegularisationExercice) -> list[tuple[Cellule, ...]]:
    return [
        (ligne["lot"], ligne["jours"], mois, euros(montant))
        for ligne in regularisation.detail["vacances"]
        for mois, montant in sorted(ligne["mois"].items())
    ]


def _list_controle(lignes: Iterable[LigneControle]) -> list[tuple[Cellule, ...]]:
    return [
        (une.nom, une.libelle, _euros(une.lignes), _euros(une.imprime), _euros(une.annexe), _euros(une.a_repartir),
         "oui" if une.juste else "ÉCART")
        for une in lignes
    ]  # fmt: skip


def _list_synthese(regularisation: RegularisationExercice) -> list[tuple[Cellule, ...]]:
    return [
        ("Dépenses de la copropriété", euros(regularisation.copropriete_centimes)),
        ("Notre quote-part", euros(regularisation.quote_part_centimes)),
        ("Dépenses propres au bailleur (hors copropriété)", euros(regularisation.propres_centimes)),
        ("dont récupérable", euros(regularisation.recuperable_centimes)),
        ("dont non récupérable", euros(regularisation.non_recuperable_centimes)),
        ("Récupérable des locataires", euros(regularisation.reel_centimes)),
        ("Vacance à notre charge", euros(regularisation.vacance_centimes)),
        ("Provisions facturées", euros(regularisation.provisions_centimes)),
        ("Solde (réel − provisions)", euros(regularisation.solde_centimes)),
    ]


def write_tableaux(tableaux: Iterable[Tableau]) -> bytes:
    """A workbook of several sheets: headers that stay, real numbers, texts that are never formulas."""
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    for titre, entetes, lignes in tableaux:
        feuille = classeur.create_sheet(titre[:31])
        feuille.freeze_panes = "A2"
        largeurs = [len(entete) for entete in entetes]
        for rang, valeurs in enumerate([entetes, *lignes], start=1):
            for colonne, valeur in enumerate(valeurs):
                cellule = feuille.cell(rang, colonne + 1, valeur)
                cellule.data_type = "s" if isinstance(valeur, str) else cellule.data_type
                cellule.number_format = "#,##0.00" if isinstance(valeur, Decimal) else "General"
                if rang == 1:
                    cellule.font = Font(bold=True)
                largeurs[colonne] = max(largeurs[colonne], len(str(valeur or "")))
        for colonne, largeur in enumerate(largeurs, start=1):
            feuille.column_dimensions[get_column_letter(colonne)].width = min(largeur + 2, LARGEUR)
        feuille.auto_filter.ref = feuille.dimensions
    contenu = io.BytesIO()
    classeur.save(contenu)
    return contenu.getvalue()
