"""Yearly accounts as the demo's syndics send them: a workbook of four sheets, built from what the demo spent."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import openpyxl

from services.demo.depenses import LigneDepense
from services.demo.identifiants import draw
from shared.montants import euros, split_montant

FACTURES = {
    "EAU-01": ("601", "Eau", "Consommation eau froide", 2),
    "EAU-03": ("614", "Contrats de maintenance", "Relevé des compteurs d’eau", 1),
    "CHF-01": ("603", "Chauffage", "P1 gaz chaufferie", 4),
    "CHF-02": ("603", "Chauffage", "Chauffage urbain R1 + R2", 4),
    "CHF-04": ("614", "Contrats de maintenance", "P2 exploitation chaufferie", 2),
    "CHF-05": ("614", "Contrats de maintenance", "P3 garantie totale chaufferie", 2),
    "CHF-06": ("602", "Électricité", "Électricité chaufferie", 2),
    "ELE-01": ("602", "Électricité", "Électricité parties communes", 3),
    "ELE-02": ("602", "Électricité", "Électricité parking", 2),
    "ASC-01": ("614", "Contrats de maintenance", "Ascenseur, contrat clauses minimales", 2),
    "ASC-02": ("602", "Électricité", "Force motrice ascenseur", 2),
    "ASC-04": ("614", "Contrats de maintenance", "Téléalarme ascenseur", 1),
    "ASC-06": ("615", "Entretien et petites réparations", "Réparation ascenseur, porte palière", 2),
    "NET-01": ("611", "Nettoyage", "Nettoyage parties communes", 4),
    "PER-01": ("641", "Salaires", "Gardien, salaire et charges", 4),
    "EXT-01": ("614", "Contrats de maintenance", "Espaces verts, forfait", 2),
    "HYG-05": ("611", "Nettoyage", "Sortie des conteneurs", 2),
    "EQP-01": ("614", "Contrats de maintenance", "VMC, entretien annuel", 1),
    "EQP-03": ("614", "Contrats de maintenance", "Interphone, contrat", 1),
    "EQP-04": ("614", "Contrats de maintenance", "Porte de parking, contrat", 1),
    "EQP-05": ("614", "Contrats de maintenance", "Vérification des extincteurs", 1),
    "REP-01": ("615", "Entretien et petites réparations", "Réparation serrure et porte hall", 2),
    "ASS-01": ("616", "Primes d’assurance", "Multirisque immeuble", 1),
    "SYN-01": ("6211", "Rémunération du syndic", "Honoraires de gestion courante", 2),
    "SYN-02": ("6213", "Frais postaux", "Affranchissements", 2),
    "SYN-04": ("6222", "Prestations particulières", "Vacation supplémentaire du syndic", 1),
    "SYN-07": ("624", "Conseil syndical", "Location de salle, assemblée", 1),
}
"""Poste → account, label of the account, label of the invoices, how many a year."""
VAGUES = ("Facture 2024-118", "Divers intervention", "Régularisation fournisseur")
RECUPERABLES = frozenset((
    "EAU-01", "EAU-03", "CHF-01", "CHF-02", "CHF-04", "CHF-06", "ELE-01", "ELE-02", "ASC-01", "ASC-02", "NET-01",
    "EXT-01",
))  # fmt: skip


def write_comptes(
    copropriete: dict[str, Any], depenses: Sequence[LigneDepense], *, ecart_centimes: int = 0, vagues: bool = True
) -> bytes:
    """The accounts of one exercise, consistent to the centime but for ``ecart_centimes`` on the first key total.

    :param vagues: whether a label says nothing, and waits for a person.
    """
    classeur = openpyxl.Workbook()
    releve = classeur.active
    assert releve is not None
    premiere = depenses[0]
    releve.title = f"Dépenses {premiere.fin.year}"
    titre = f"Dépenses de l’exercice du {premiere.debut:%d/%m/%Y} au {premiere.fin:%d/%m/%Y}"
    for rangee in ([copropriete["nom"]], [titre], []):
        releve.append(rangee)
    releve.append(["Clé", "Compte", "Intitulé", "Date", "Motif", "Montant", "Part récupérable"])
    totaux = _write_releve(releve, depenses, ecart_centimes, vagues=vagues)
    _write_annexe1(classeur.create_sheet("Annexe 1"), copropriete["code"], depenses)
    _write_annexe2(classeur.create_sheet("Annexe 2"), depenses)
    _write_annexe3(classeur.create_sheet("Annexe 3"), copropriete, totaux)
    _write_parts(classeur.create_sheet("Votre part"), copropriete, totaux, premiere.fin)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _write_annexe1(page: Any, code: str, depenses: Sequence[LigneDepense]) -> None:
    """The financial situation: arrears of some percents of the budget, more where the syndic chases less."""
    budget = sum(depense.budget_centimes for depense in depenses)
    pour_mille = draw(code, depenses[0].exercice).randint(30, 180)
    impayes, fournisseurs = budget * pour_mille // 1000, budget * 60 // 1000
    page.append([f"Annexe n° 1 - État financier après répartition au {depenses[0].fin:%d/%m/%Y}"])
    annees = ["Exercice précédent approuvé", "Exercice clos"]
    page.append(["", "Actif", *annees, "", "Passif", *annees])
    lignes = (
        (51, "Banques", budget // 4, 105, "Fonds de travaux", budget // 8),
        (45, "Copropriétaires - sommes exigibles restant à recevoir", impayes, 40, "Fournisseurs", fournisseurs),
        (459, "Copropriétaires - créances douteuses", impayes // 10, 103, "Avances", budget // 10),
    )
    for actif, nom, montant, passif, autre, du in lignes:
        page.append(
            [actif, nom, euros(montant * 95 // 100), euros(montant), passif, autre, euros(du * 9 // 10), euros(du)]
        )


def _write_releve(page: Any, depenses: Sequence[LigneDepense], ecart_centimes: int, *, vagues: bool) -> dict[str, int]:
    totaux: dict[str, int] = {}
    for cle in dict.fromkeys(depense.cle for depense in depenses):
        for depense in (une for une in depenses if une.cle == cle):
            compte, intitule, motif, nombre = FACTURES[depense.poste]
            parts = split_montant(depense.realise_centimes, [(rang, 1) for rang in range(nombre)])
            pas = (depense.fin - depense.debut).days // nombre
            for rang, montant in parts.items():
                vague = vagues and depense.poste == "REP-01" and rang == 0
                dit = VAGUES[draw(depense.copropriete, depense.exercice).randint(0, 2)] if vague else motif
                recuperable = montant if depense.poste in RECUPERABLES else 0
                jour = depense.debut + timedelta(days=pas * (rang + 1) - 10)
                page.append([cle, compte, "" if vague else intitule, jour, dit, euros(montant), euros(recuperable)])
            totaux[cle] = totaux.get(cle, 0) + depense.realise_centimes
        page.append([f"Total {cle}", None, None, None, None, euros(totaux[cle] + ecart_centimes)])
        page.append([])
        ecart_centimes = 0
    page.append(["Total général", None, None, None, None, euros(sum(totaux.values()))])
    return totaux


def _write_annexe2(page: Any, depenses: Sequence[LigneDepense]) -> None:
    page.append(["Compte", "Libellé", "N-1 approuvé", "N budget", "N réalisé", "N+1 budget voté", "N+2 budget à voter"])
    sommes: dict[str, list[int]] = {}
    for depense in depenses:
        somme = sommes.setdefault(FACTURES[depense.poste][0], [0, 0])
        somme[0] += depense.budget_centimes
        somme[1] += depense.realise_centimes
    noms = {compte: intitule for compte, intitule, _, _ in FACTURES.values()}
    for compte, (budget, realise) in sorted(sommes.items()):
        colonnes = (realise * 96 // 100, budget, realise, budget * 103 // 100, budget * 106 // 100)
        page.append([compte, noms[compte], *map(euros, colonnes)])


def _write_annexe3(page: Any, copropriete: dict[str, Any], totaux: dict[str, int]) -> None:
    page.append(["Clé", "Libellé", "N réalisé"])
    libelles = {cle["code"]: cle["libelle"] for cle in copropriete["cles"]}
    for cle, total in totaux.items():
        page.append([cle, libelles.get(cle, cle), euros(total)])


def _write_parts(page: Any, copropriete: dict[str, Any], totaux: dict[str, int], fin: date) -> None:
    page.append(["Lot", "Clé", "Vos tantièmes", "Total", "À répartir", "Votre part"])
    bases = {cle["code"]: cle["total"] for cle in copropriete["cles"]}
    for lot in copropriete["lots"]:
        tantiemes = lot["tantiemes"] if isinstance(lot["tantiemes"], dict) else _in_force(lot["tantiemes"], fin)
        for cle, part in tantiemes.items():
            if cle in totaux and part:
                montant = (2 * totaux[cle] * part + bases[cle]) // (2 * bases[cle])
                page.append([lot["numero"], cle, part, bases[cle], euros(totaux[cle]), euros(montant)])


def _in_force(periodes: list[dict[str, Any]], jour: date) -> dict[str, int]:
    """The tantièmes of a lot on a day, when they are dated."""
    for periode in periodes:
        du, au = periode.get("du"), periode.get("au")
        if (du is None or du <= jour.isoformat()) and (au is None or au >= jour.isoformat()):
            cles: dict[str, int] = periode["cles"]
            return cles
    return {}
