"""One workbook from a seed: style, accounts, sheets, and at most one planted gap."""

# ruff: noqa: E501 - rows of made-up data read better on one line

import random
from dataclasses import dataclass, replace
from typing import Any

from bench.generateur_comptes.annexes import write_annexe2, write_annexe3, write_repartition
from bench.generateur_comptes.contenu import Comptes, build_comptes
from bench.generateur_comptes.ecriture import write
from bench.generateur_comptes.grille import Grille
from bench.generateur_comptes.releves import Releve
from bench.generateur_comptes.style import FAUTES, Style, draw_style

ONGLETS = [
    ("Relevé", "Annexe 2", "Annexe 3", "Répartition"),
    ("Dépenses {an}", "Annexe 2", "Annexe 3", "Votre part"),
    ("RGD", "Ann2", "Ann3", "Etat individuel"),
    ("Feuil1", "Feuil2", "Feuil3", "Feuil4"),
]
PIEDS = [
    "Édité le 12/03/2026 - page 1/1",
    "Document provisoire sous réserve d’approbation",
    "SARL au capital de 7 500 €, RCS Saint-Étienne",
]


@dataclass(frozen=True)
class Exemple:
    """A workbook and what must be said of it. ``ecarts``: the planted gap, with its cell."""

    nom: str
    contenu: bytes
    style: Style
    attendu: dict[str, Any]


def generate(graine: int) -> Exemple:
    """The workbook of a seed: always the same."""
    hasard = random.Random(graine)
    style = draw_style(hasard)
    comptes = build_comptes(hasard, style.suffixe)
    if style.releve in ("plat",) and not style.un_seul_onglet and style.producteur == "csv":
        style = replace(style, un_seul_onglet=True)
    faute = _draw_faute(hasard, style, comptes)
    grilles = _sheets(hasard, style, comptes)
    releve = Releve(grilles[0], comptes, style, faute)
    _title(grilles[0], comptes, style, "Relevé général des dépenses")
    ecrit = releve.write()
    annexe2 = annexe3 = parts = None
    if style.annexe2 != "absente":
        _title(grilles[1], comptes, style, "Annexe 2")
        annexe2 = write_annexe2(grilles[1], comptes, style, faute)
        _foot(grilles[1], style)
    if style.annexe3 != "absente":
        _title(grilles[2], comptes, style, "Annexe 3")
        annexe3 = write_annexe3(grilles[2], comptes, style, faute)
        _foot(grilles[2], style)
    if style.repartition != "absente":
        _title(grilles[3], comptes, style, "État individuel de répartition")
        parts = write_repartition(grilles[3], comptes, style, faute)
    _foot(grilles[3], style)
    if style.vides and annexe2 and style.releve == "plat":
        pass
    uniques = [grille for rang, grille in enumerate(grilles) if grille not in grilles[:rang] and grille.cellules]
    contenu, suffixe = write(uniques, style.producteur, style.montants)
    attendu = {
        "copropriete": comptes.copropriete,
        "exercice": {"debut": comptes.debut.isoformat(), "fin": comptes.fin.isoformat()},
        "lignes": ecrit.lignes,
        "annexe2": annexe2.lignes if annexe2 else [],
        "annexe3": annexe3.lignes if annexe3 else [],
        "quote_parts": parts.lignes if parts else [],
        "ecarts": _tell_faute(faute, ecrit, annexe2, annexe3, parts),
    }
    for ligne in attendu["lignes"]:
        if suffixe == ".csv":
            ligne["feuille"] = None
    return Exemple(f"comptes-{graine}{suffixe}", contenu, style, attendu)


def _draw_faute(hasard: random.Random, style: Style, comptes: Comptes) -> tuple[str, str, int] | None:
    if hasard.random() < 0.35:
        return None
    possibles = [
        genre for genre in FAUTES
        if not (genre == "annexe2" and style.annexe2 == "absente")
        and not (genre == "annexe3" and style.annexe3 == "absente")
        and not (genre in ("part", "base") and style.repartition in ("absente", "matrice"))
        and not (genre == "total_general" and style.releve == "matrice")
        and genre != "ligne"
    ]  # fmt: skip
    genre = hasard.choice(possibles)
    montant = hasard.choice([-1, 1]) * hasard.choice([1000, 100, 27000, 9, 1050, 300000])
    paires = [f"{lot}|{code}" for lot, tantiemes in comptes.lots.items() for code in tantiemes]
    cible = {
        "sous_total": lambda: hasard.choice([cle.code for cle in comptes.cles]),
        "annexe2": lambda: hasard.choice([compte for compte in comptes.comptes if compte[0] == "6"]),
        "annexe3": lambda: hasard.choice([cle.code for cle in comptes.cles]),
        "part": lambda: hasard.choice(paires),
        "base": lambda: hasard.choice(paires),
        "total_general": lambda: "*",
    }[genre]()
    return genre, cible, montant


def _tell_faute(
    faute: tuple[str, str, int] | None, ecrit: Any, annexe2: Any, annexe3: Any, parts: Any
) -> list[dict[str, Any]]:
    if faute is None:
        return []
    genre, cible, montant = faute
    cle = f"base|{cible}" if genre == "base" else cible
    source = {"sous_total": ecrit.totaux, "total_general": ecrit.totaux}.get(genre)
    if source is None:
        source = {"annexe2": annexe2, "annexe3": annexe3, "part": parts, "base": parts}[genre].cellules
    feuille, cellule, trouve = source[cle]
    return [{"quoi": genre, "feuille": feuille, "cellule": cellule, "trouve": trouve, "attendu": trouve - montant}]


def _sheets(hasard: random.Random, style: Style, comptes: Comptes) -> list[Grille]:
    if style.un_seul_onglet:
        return [Grille(hasard.choice(["Comptes", "Feuil1", "Exercice clos"]), style.marge)] * 4
    noms = hasard.choice(ONGLETS)
    return [Grille(nom.format(an=comptes.fin.year), style.marge if rang == 0 else 0) for rang, nom in enumerate(noms)]


def _title(grille: Grille, comptes: Comptes, style: Style, titre: str) -> None:
    debut, fin = comptes.debut.strftime("%d/%m/%Y"), comptes.fin.strftime("%d/%m/%Y")
    if grille.ligne > 1:
        grille.skip(2)
    blocs: list[list[str]] = [
        [comptes.syndic, f"SDC {comptes.copropriete}", f"{titre} de l’exercice du {debut} au {fin}"],
        [f"Copropriété : {comptes.copropriete}", titre, f"Exercice du {debut} au {fin}"],
        [f"{comptes.syndic} - Syndic de copropriétés", f"Immeuble : 0412 {comptes.copropriete}", titre.upper(), f"Exercice clos à approuver : {debut} - {fin}"],
        [f"{titre} - Résidence {comptes.copropriete}", f"Période du {debut} au {fin}"],
        [f"Syndicat des copropriétaires {comptes.copropriete}", f"{titre}", f"Exercice clos le {fin}"],
        [titre, f"SDC {comptes.copropriete} - du {debut} au {fin}"],
    ]  # fmt: skip
    for texte in blocs[style.titre]:
        grille.add([texte], gras=True)
    if style.vides:
        grille.skip()


def _foot(grille: Grille, style: Style) -> None:
    if style.pieds:
        grille.skip()
        for texte in PIEDS:
            grille.add([texte])
