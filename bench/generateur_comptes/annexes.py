"""Annexes 2 and 3, with the headers that syndics give to the five columns, and the planted gaps."""

# ruff: noqa: E501, E731 - rows of made-up data read better on one line

from dataclasses import dataclass, field
from typing import Any

from bench.generateur_comptes.contenu import Comptes
from bench.generateur_comptes.grille import Grille, Montant, Valeur
from bench.generateur_comptes.style import Style

CHAMPS = ["n_moins_1_approuve", "n_budget", "n_realise", "n_plus_1_budget", "n_plus_2_budget"]


@dataclass
class EcritAnnexe:
    """Expected rows, and the cell of each ``n_realise``, by account or key."""

    lignes: list[dict[str, Any]] = field(default_factory=list)
    cellules: dict[str, tuple[str, str, int]] = field(default_factory=dict)


def entetes(comptes: Comptes, genre: str) -> list[str]:
    """The five headers, in the official order."""
    annee = comptes.fin.year
    croise = comptes.debut.year != comptes.fin.year
    an = lambda ecart: f"{annee - 1 + ecart}/{annee + ecart}" if croise else str(annee + ecart)
    fin = lambda ecart: comptes.fin.replace(
        year=annee + ecart, day=min(comptes.fin.day, 28) if comptes.fin.month == 2 else comptes.fin.day
    ).strftime("%d/%m/%Y")
    return {
        "simple": ["N-1 approuvé", "N budget", "N réalisé", "N+1 budget voté", "N+2 budget à voter"],
        "decale": ["N-2 approuvé", "N-1 budget voté", "N-1 réalisé à approuver", "N budget en cours", "N+1 budget à voter"],
        "annees": [f"{an(-1)} approuvé", f"{an(0)} budget", f"{an(0)} réalisé", f"{an(1)} budget voté", f"{an(2)} budget à voter"],
        "jours": [f"Exercice clos le {fin(-1)} approuvé", f"Budget voté exercice clos le {fin(0)}", f"Dépenses réalisées au {fin(0)}",
                  f"Budget voté au {fin(1)}", f"Budget proposé au {fin(2)}"],
        "deux_lignes": ["Exercice précédent approuvé", "Exercice clos budget voté", "Exercice clos réalisé à approuver",
                        "Budget prévisionnel en cours voté", "Budget prévisionnel à voter"],
    }[genre]  # fmt: skip


def write_annexe2(grille: Grille, comptes: Comptes, style: Style, faute: tuple[str, str, int] | None) -> EcritAnnexe:
    """Accounts in order, five columns."""
    ecrit = EcritAnnexe()
    ordre = {"normal": [0, 1, 2, 3, 4], "budgets_devant": [1, 3, 4, 0, 2], "inverse": [4, 3, 2, 1, 0]}[
        style.annexe2_ordre
    ]
    if style.annexe2 == "deux_lignes":
        ordre = [0, 1, 2, 3, 4]
    noms = [entetes(comptes, style.annexe2)[rang] for rang in ordre]
    tete: list[Valeur] = ["Compte", "Libellé"] if style.annexe2_compte == "colonne" else ["Charges et produits"]
    extra: list[Valeur] = ["Écart N", "Variation %"] if style.annexe2_extra else []
    if style.annexe2 == "deux_lignes":
        _two_rows(grille, comptes, tete, extra)
    else:
        grille.add([*tete, *noms, *extra], gras=True)
    classe = ""
    for compte in comptes.comptes:
        if compte[0] == "7" and classe == "6":
            _total(grille, comptes, style, "6", ordre, len(tete))
            if style.vides:
                grille.skip()
        if style.annexe2_totaux and compte[:1] != classe:
            grille.add(
                [{"6": "CHARGES POUR OPÉRATIONS COURANTES", "7": "PRODUITS POUR OPÉRATIONS COURANTES"}[compte[0]]],
                gras=True,
            )
        classe = compte[0]
        _line(grille, comptes, style, compte, ordre, faute, ecrit)
    _total(grille, comptes, style, classe, ordre, len(tete))
    return ecrit


def _two_rows(grille: Grille, comptes: Comptes, tete: list[Valeur], extra: list[Valeur]) -> None:
    debut, fin = comptes.debut.strftime("%d/%m/%Y"), comptes.fin.strftime("%d/%m/%Y")
    haut = grille.add(
        [*[None] * len(tete), "Pour approbation des comptes", None, None, "Pour le vote du budget prévisionnel", None],
        gras=True,
    )
    grille.merge(haut, len(tete), 3)
    grille.merge(haut, len(tete) + 3, 2)
    an = comptes.fin.year
    grille.add(
        [*tete, f"Exercice précédent approuvé {an - 1}", f"Exercice clos budget voté {an}",
         f"Exercice clos réalisé à approuver du {debut} au {fin}", f"Budget prévisionnel en cours voté {an + 1}",
         f"Budget prévisionnel à voter {an + 2}", *extra], gras=True,
    )  # fmt: skip


def _cells(comptes: Comptes, compte: str) -> list[int | None]:
    avant, budget, plus1, plus2 = comptes.budgets[compte]
    return [avant, budget, comptes.total_compte(compte), plus1, plus2]


def _line(
    grille: Grille, comptes: Comptes, style: Style, compte: str, ordre: list[int], faute: Any, ecrit: EcritAnnexe
) -> None:
    valeurs = _cells(comptes, compte)
    if faute and faute[0] == "annexe2" and faute[1] == compte:
        valeurs[2] = (valeurs[2] or 0) + faute[2]
    signe = -1 if compte[0] == "7" and style.produits == "positifs_fin" else 1
    imprimes = [None if valeurs[rang] is None else Montant(signe * (valeurs[rang] or 0)) for rang in ordre]
    tete: list[Valeur] = (
        [compte, comptes.intitules[compte]]
        if style.annexe2_compte == "colonne"
        else [f"{compte} {comptes.intitules[compte]}"]
    )
    extra: list[Valeur] = []
    if style.annexe2_extra and valeurs[1]:
        ecart = (valeurs[2] or 0) - valeurs[1]
        extra = [Montant(ecart), round(100 * ecart / valeurs[1], 1)]
    ligne = grille.add([*tete, *imprimes, *extra])
    place = grille.place(ligne, len(tete) + ordre.index(2))
    ecrit.cellules[compte] = (grille.nom, place, valeurs[2] or 0)
    ecrit.lignes.append(
        {"compte": compte, "libelle": comptes.intitules[compte], **dict(zip(CHAMPS, valeurs, strict=True))}
    )


def _total(grille: Grille, comptes: Comptes, style: Style, classe: str, ordre: list[int], largeur: int) -> None:
    if not style.annexe2_totaux or not classe:
        return
    signe = -1 if classe == "7" and style.produits == "positifs_fin" else 1
    siens = [_cells(comptes, compte) for compte in comptes.comptes if compte[0] == classe]
    sommes = [sum(valeurs[rang] or 0 for valeurs in siens) for rang in range(5)]
    nom = "Total charges" if classe == "6" else "Total produits"
    grille.add([nom, *[None] * (largeur - 1), *[Montant(signe * sommes[rang]) for rang in ordre]], gras=True)


def write_annexe3(grille: Grille, comptes: Comptes, style: Style, faute: tuple[str, str, int] | None) -> EcritAnnexe:
    """Totals by key: alone, with five columns, or after the detail of the accounts."""
    ecrit = EcritAnnexe()
    genre = style.annexe2 if style.annexe2 not in ("absente", "deux_lignes") else "simple"
    if style.annexe3 == "simple":
        grille.add(["Clé", "Libellé", "N réalisé"], gras=True)
    elif style.annexe3 == "cinq":
        grille.add(["Clé", "Libellé", *entetes(comptes, genre)], gras=True)
    else:
        grille.add(["Compte", "Libellé", *entetes(comptes, genre)], gras=True)
    for cle in comptes.cles:
        total = comptes.total_cle(cle.code)
        if faute and faute[0] == "annexe3" and faute[1] == cle.code:
            total += faute[2]
        autres = [Montant(round(total * taux)) for taux in (0.93, 0.98, 1.04, 1.07)]
        cinq: list[Valeur] = [autres[0], autres[1], Montant(total), autres[2], autres[3]]
        if style.annexe3 == "detail":
            grille.add([f"{cle.code} - {cle.libelle}"], gras=True)
            for compte in dict.fromkeys(d.compte for d in comptes.depenses if d.cle == cle.code):
                somme = sum(d.montant for d in comptes.depenses if d.cle == cle.code and d.compte == compte)
                grille.add([compte, comptes.intitules[compte], *[Montant(round(somme * taux)) for taux in (0.93, 0.98)],
                            Montant(somme), *[Montant(round(somme * taux)) for taux in (1.04, 1.07)]])  # fmt: skip
            ligne, rang = grille.add([f"Total {cle.code}", None, *cinq], gras=True), 4
        elif style.annexe3 == "cinq":
            ligne, rang = grille.add([cle.code, cle.libelle, *cinq]), 4
        else:
            ligne, rang = grille.add([cle.code, cle.libelle, Montant(total)]), 2
        ecrit.cellules[cle.code] = (grille.nom, grille.place(ligne, rang), total)
        ecrit.lignes.append({"cle": cle.code, "libelle": cle.libelle, "n_realise": total})
    if style.annexe2_totaux and style.annexe3 == "simple" and not faute:
        grille.add(["TOTAL", None, Montant(sum(comptes.total_cle(cle.code) for cle in comptes.cles))], gras=True)
    return ecrit


def write_repartition(
    grille: Grille, comptes: Comptes, style: Style, faute: tuple[str, str, int] | None
) -> EcritAnnexe:
    """The individual statement: our share by lot and key."""
    ecrit = EcritAnnexe()
    cles = {cle.code: cle for cle in comptes.cles}
    if style.repartition == "matrice":
        _write_matrice(grille, comptes, faute, ecrit)
        return ecrit
    tete = {"plat": ["Lot", "Clé"], "lots": ["Clé"], "cles": ["N° de lot"]}[style.repartition]
    noms = [["Vos tantièmes", "Total", "À répartir", "Votre part"], ["Tantièmes", "Base", "Montant à répartir", "Quote-part"],
            ["Vos millièmes", "Total millièmes", "Dépenses", "Votre quote-part"], ["Tantièmes lot", "Tantièmes clé", "Total à répartir", "Montant"]]  # fmt: skip
    grille.add([*tete, *noms[style.entetes]], gras=True)
    groupes = comptes.lots if style.repartition != "cles" else cles
    for groupe in groupes:
        paires = [(groupe, code) for code in comptes.lots[groupe]] if style.repartition != "cles" else [
            (lot, groupe) for lot in comptes.lots if groupe in comptes.lots[lot]
        ]  # fmt: skip
        if not paires:
            continue
        if style.repartition == "lots":
            grille.add([f"Lot n° {groupe} - Appartement"], gras=True)
        if style.repartition == "cles":
            grille.add([f"{groupe} - {cles[groupe].libelle}"], gras=True)
        for lot, code in paires:
            part, base = _part(comptes, lot, code, faute), comptes.total_cle(code)
            if faute and faute[0] == "base" and faute[1] == f"{lot}|{code}":
                base += faute[2]
            debut: list[Valeur] = {"plat": [lot, code], "lots": [code], "cles": [lot]}[style.repartition]
            ligne = grille.add([*debut, comptes.lots[lot][code], cles[code].total, Montant(base), Montant(part or 0)])
            ecrit.cellules[f"{lot}|{code}"] = (grille.nom, grille.place(ligne, len(debut) + 3), part or 0)
            ecrit.cellules[f"base|{lot}|{code}"] = (grille.nom, grille.place(ligne, len(debut) + 2), base)
            ecrit.lignes.append({"lot": lot, "cle": code, "montant": part})
        if style.repartition == "lots":
            total = sum(_part(comptes, lot, code, faute) or 0 for lot, code in paires)
            grille.add([f"Total lot {groupe}", None, None, None, Montant(total)])
    return ecrit


def _write_matrice(grille: Grille, comptes: Comptes, faute: tuple[str, str, int] | None, ecrit: EcritAnnexe) -> None:
    """One row for each lot, one column for each key."""
    grille.add(["Lot", *[cle.libelle for cle in comptes.cles], "Total"], gras=True)
    codes = [cle.code for cle in comptes.cles]
    for lot in comptes.lots:
        parts = {code: _part(comptes, lot, code, faute) for code in codes}
        montants = [None if part is None else Montant(part) for part in parts.values()]
        grille.add([lot, *montants, Montant(sum(part or 0 for part in parts.values()))])
        ecrit.lignes += [{"lot": lot, "cle": code, "montant": part} for code, part in parts.items() if part is not None]


def _part(comptes: Comptes, lot: str, code: str, faute: tuple[str, str, int] | None) -> int | None:
    part = comptes.parts.get((lot, code))
    if part is not None and faute and faute[0] == "part" and faute[1] == f"{lot}|{code}":
        part += faute[2]
    return part
