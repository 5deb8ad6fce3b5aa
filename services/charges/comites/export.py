"""Workbooks for controllers: raw rows, real numbers and formats, native charts, no cell that acts as a formula."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.charges.comites.carte_chaleur import MESURES
from services.charges.comites.fiche_charges import FicheCharges
from services.charges.comites.portefeuille_charges import PortefeuilleCharges
from services.charges.comptes.completude import DOCUMENTS
from services.charges.graphiques.cascade import Cascade
from services.charges.graphiques.pareto import RangPareto
from services.charges.postes.nomenclature import FAMILLES
from shared.excel.ecriture import write_texte
from shared.montants import euros

Valeur = str | int | Decimal | None
FORMAT_EUROS = "#,##0.00"
FORMAT_POURCENT = "0.0%"
ENTETE = PatternFill("solid", fgColor="DDE3EA")


def write_fiche(fiche: FicheCharges) -> bytes:
    """Expenses by family and exercise, the waterfall, the peers, the Pareto, the completeness."""
    classeur = Workbook()
    _write_depenses(classeur.worksheets[0], fiche)
    if fiche.cascade:
        _write_cascade(classeur, fiche.cascade)
    _add_sheet(
        classeur, "Pairs",
        ("Famille", "Cet immeuble (€/m²)", "P20 (€/m²)", "Médiane (€/m²)", "P80 (€/m²)", "Pairs", "Place"),
        ((one.libelle, euros(one.sien), _euros(one.bas), _euros(one.mediane), _euros(one.haut), len(one.pairs),
          one.place) for one in fiche.bandes),
    )  # fmt: skip
    _write_pareto(classeur, "Pareto", fiche.pareto)
    _add_sheet(
        classeur, "Complétude", ("Exercice", *DOCUMENTS),
        ((rang.exercice, *("présent" if one else "manque" for one in rang.presents)) for rang in fiche.completude),
    )  # fmt: skip
    return _save(classeur)


def write_portefeuille(vue: PortefeuilleCharges) -> bytes:
    """Every cell of the heatmap as a row, then the waterfall, the Paretos, the campaign."""
    classeur = Workbook()
    feuille = classeur.worksheets[0]
    feuille.title = "Familles"
    _fill(
        feuille,
        ("Copropriété", "Nom", "Syndic", "Exercice", "Famille", "Libellé", "Dépensé (€)", "Référence (€)",
         MESURES[vue.mesure], "Enjeu pour nous (€)"),
        ((rang.code, rang.nom, rang.syndic, rang.exercice, code, FAMILLES[code], euros(case.montant),
          euros(case.reference), Decimal(case.valeur) / 10 if case.valeur is not None else None, euros(case.enjeu))
         for rang in vue.rangs for code, case in zip(vue.familles, rang.cases, strict=True) if case),
    )  # fmt: skip
    _write_cascade(classeur, vue.cascade)
    _write_pareto(classeur, "Pareto copropriétés", vue.pareto)
    _write_pareto(classeur, "Pareto familles", vue.pareto_familles)
    _write_pareto(classeur, "Pareto syndics", vue.pareto_syndics)
    campagne = _add_sheet(
        classeur, "Campagne", ("Étape", "Copropriétés", "Attendues"),
        ((etape.libelle, etape.nombre, etape.total) for etape in vue.campagne),
    )  # fmt: skip
    _add_bars(campagne, "Campagne", len(vue.campagne), 2, "copropriétés", "F2")
    return _save(classeur)


def _write_depenses(feuille: Worksheet, fiche: FicheCharges) -> None:
    feuille.title = "Dépenses"
    exercices = [annee.exercice for annee in fiche.annees]
    _fill(
        feuille,
        ("Famille", "Libellé", *(f"{exercice} (€)" for exercice in exercices), "Budget (€)", "Notre part (€)",
         "Récupérable (€)"),
        ((ligne.code, ligne.libelle, *(_euros(montant) for montant in ligne.montants), euros(ligne.budget),
          euros(ligne.part), euros(ligne.recuperable)) for ligne in fiche.lignes),
    )  # fmt: skip
    if not fiche.lignes:
        return
    chart = LineChart()
    chart.title, chart.height, chart.width = "Dépenses par famille", 10, 22
    chart.y_axis.title, chart.y_axis.number_format = "€", "#,##0"
    chart.y_axis.delete = chart.x_axis.delete = False
    for row in range(2, len(fiche.lignes) + 2):
        chart.add_data(
            Reference(feuille, min_col=2, max_col=2 + len(exercices), min_row=row),
            from_rows=True,
            titles_from_data=True,
        )
    chart.set_categories(Reference(feuille, min_col=3, max_col=2 + len(exercices), min_row=1))
    feuille.add_chart(chart, f"A{len(fiche.lignes) + 4}")


def _write_cascade(classeur: Workbook, cascade: Cascade) -> None:
    """Steps with their invisible base: a stacked chart that any spreadsheet draws as a waterfall."""
    niveau, lignes = cascade.avant, [(cascade.titre_avant, None, None, Decimal(0), euros(cascade.avant))]
    rows: list[Sequence[Valeur]] = list(lignes)
    for etape in cascade.etapes:
        socle = min(niveau, niveau + etape.ecart)
        rows.append((etape.libelle, euros(etape.avant), euros(etape.apres), euros(socle), euros(abs(etape.ecart)),
                     euros(etape.ecart)))  # fmt: skip
        niveau += etape.ecart
    rows.append((cascade.titre_apres, None, None, Decimal(0), euros(cascade.apres)))
    feuille = _add_sheet(
        classeur, "Cascade",
        ("Étape", f"{cascade.titre_avant} (€)", f"{cascade.titre_apres} (€)", "Socle (€)", "Barre (€)", "Écart (€)"),
        rows,
    )  # fmt: skip
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
    chart.title, chart.height, chart.width, chart.legend = "Du précédent au dernier exercice", 10, 24, None
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.y_axis.number_format = "#,##0"
    chart.add_data(Reference(feuille, min_col=4, max_col=5, min_row=1, max_row=len(rows) + 1), titles_from_data=True)
    chart.set_categories(Reference(feuille, min_col=1, min_row=2, max_row=len(rows) + 1))
    chart.series[0].graphicalProperties.noFill = True
    chart.series[1].graphicalProperties.solidFill = "1F5F5B"
    feuille.add_chart(chart, f"A{len(rows) + 4}")


def _write_pareto(classeur: Workbook, titre: str, rangs: Sequence[RangPareto]) -> None:
    feuille = _add_sheet(
        classeur, titre, ("Code", "Libellé", "Montant (€)", "Cumul"),
        ((rang.code, rang.libelle, euros(rang.montant), Decimal(rang.cumul_pour_mille) / 1000) for rang in rangs),
    )  # fmt: skip
    for row in range(2, len(rangs) + 2):
        feuille.cell(row, 4).number_format = FORMAT_POURCENT
    if not rangs:
        return
    chart = _add_bars(feuille, titre, min(len(rangs), 30), 3, "€", "F2")
    line = LineChart()
    line.add_data(Reference(feuille, min_col=4, min_row=1, max_row=min(len(rangs), 30) + 1), titles_from_data=True)
    line.y_axis.axId, line.y_axis.crosses, line.y_axis.number_format = 200, "max", "0%"
    line.y_axis.delete = False
    chart += line


def _add_bars(feuille: Worksheet, titre: str, lignes: int, colonne: int, unite: str, ancre: str) -> BarChart:
    chart = BarChart()
    chart.title, chart.height, chart.width = titre, 9, 20
    chart.y_axis.title, chart.y_axis.number_format = unite, "#,##0"
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.add_data(Reference(feuille, min_col=colonne, min_row=1, max_row=lignes + 1), titles_from_data=True)
    chart.set_categories(Reference(feuille, min_col=1, min_row=2, max_row=lignes + 1))
    feuille.add_chart(chart, ancre)
    return chart


def _add_sheet(classeur: Workbook, titre: str, entetes: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> Worksheet:
    feuille: Worksheet = classeur.create_sheet(titre)
    _fill(feuille, entetes, lignes)
    return feuille


def _fill(feuille: Worksheet, entetes: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> None:
    widths = [len(entete) for entete in entetes]
    for row, valeurs in enumerate([entetes, *lignes], 1):
        for place, valeur in enumerate(valeurs, 1):
            cell: Any = feuille.cell(row, place)
            if isinstance(valeur, str):
                write_texte(cell, valeur)
            else:
                cell.value = valeur
            if isinstance(valeur, Decimal):
                cell.number_format = FORMAT_EUROS
            if row == 1:
                cell.font, cell.fill = Font(bold=True), ENTETE
            widths[place - 1] = min(50, max(widths[place - 1], len(str(valeur or ""))))
    for place, width in enumerate(widths, 1):
        feuille.column_dimensions[get_column_letter(place)].width = width + 3
    feuille.freeze_panes = "A2"
    feuille.auto_filter.ref = feuille.dimensions


def _euros(centimes: int | None) -> Decimal | None:
    return None if centimes is None else euros(centimes)


def _save(classeur: Workbook) -> bytes:
    contenu = io.BytesIO()
    classeur.save(contenu)
    return contenu.getvalue()
