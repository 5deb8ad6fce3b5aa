"""Reading made-up yearly accounts: rates of lines, of annex cells, gaps told at their cell, false alarms.

    python -m bench.lecture_comptes [--detail]

Tuned on some seeds (``reglage``), reported on others (``reserve``). A line is right when its cell, amount, account,
key, declared recoverable, share and date are; its label is counted apart.
"""

import sys
from collections import Counter
from typing import Any

from bench.generateur_comptes import REGLAGE, RESERVE, Exemple, generate
from bench.generateur_comptes.annexes import CHAMPS
from services.charges.comptes.export import export_comptes
from services.charges.lecture_comptes.lecture import read_comptes
from shared.errors import InvalidError

EXACTS = ("montant", "compte", "cle", "recuperable_declare", "quote_part", "date")


def measure(exemple: Exemple, *, detail: bool) -> Counter[str]:
    """Right and expected counts of one workbook."""
    comptes: Counter[str] = Counter()
    try:
        lu = export_comptes(read_comptes(exemple.contenu, exemple.nom))
    except InvalidError as error:
        if detail:
            print(f"{exemple.nom} {exemple.style}: {error.code} {error.detail}")
        lu = {cle: [] for cle in exemple.attendu} | {"copropriete": None, "exercice": None}
    attendu = exemple.attendu
    fautes = [*_lines(lu, attendu, comptes), *_annexes(lu, attendu, comptes), *_gaps(lu, attendu, comptes)]
    comptes["noms"] += attendu["copropriete"] in (lu["copropriete"] or "")
    comptes["exercices"] += lu["exercice"] == attendu["exercice"]
    comptes["fichiers"] += 1
    if lu["exercice"] != attendu["exercice"] or attendu["copropriete"] not in (lu["copropriete"] or ""):
        fautes.append(
            f"identité {lu['copropriete']} {lu['exercice']} pour {attendu['copropriete']} {attendu['exercice']}"
        )
    if detail and fautes:
        print(f"\n{exemple.nom} {exemple.style}")
        for faute in fautes[:6]:
            print("   ", faute)
    return comptes


def _lines(lu: dict[str, Any], attendu: dict[str, Any], comptes: Counter[str]) -> list[str]:
    lues = {(ligne["feuille"], ligne["cellule"]): ligne for ligne in lu["lignes"]}
    comptes["lignes_attendues"] += len(attendu["lignes"])
    comptes["lignes_en_trop"] += max(0, len(lues) - len(attendu["lignes"]))
    fautes = []
    for ligne in attendu["lignes"]:
        trouvee = lues.get((ligne["feuille"], ligne["cellule"]))
        juste = trouvee is not None and all(trouvee[champ] == ligne[champ] for champ in EXACTS)
        comptes["lignes"] += juste
        comptes["libelles"] += juste and trouvee is not None and trouvee["libelle"] == ligne["libelle"]
        if not juste:
            fautes.append(f"ligne {ligne} lue {trouvee}")
    if len(lues) > len(attendu["lignes"]):
        connues = {(ligne["feuille"], ligne["cellule"]) for ligne in attendu["lignes"]}
        fautes += [f"en trop {ligne}" for lieu, ligne in lues.items() if lieu not in connues]
    return fautes


def _annexes(lu: dict[str, Any], attendu: dict[str, Any], comptes: Counter[str]) -> list[str]:
    fautes = []
    lues = {ligne["compte"]: ligne for ligne in lu["annexe2"]}
    for ligne in attendu["annexe2"]:
        trouvee = lues.get(ligne["compte"], {})
        justes = sum(trouvee.get(champ, "") == ligne[champ] for champ in CHAMPS)
        comptes["cellules_attendues"] += len(CHAMPS)
        comptes["cellules"] += justes
        if justes < len(CHAMPS):
            fautes.append(f"annexe 2 {ligne} lue {trouvee}")
    if len(lu["annexe2"]) > len(attendu["annexe2"]):
        connus = {ligne["compte"] for ligne in attendu["annexe2"]}
        fautes.append(f"annexe 2 en trop : {[ligne for ligne in lu['annexe2'] if ligne['compte'] not in connus]}")
        comptes["cellules_en_trop"] += len(lu["annexe2"]) - len(attendu["annexe2"])
    cles = {ligne["cle"]: ligne for ligne in lu["annexe3"]}
    for ligne in attendu["annexe3"]:
        comptes["cellules_attendues"] += 1
        juste = cles.get(ligne["cle"], {}).get("n_realise", "") == ligne["n_realise"]
        comptes["cellules"] += juste
        if not juste:
            fautes.append(f"annexe 3 {ligne} lue {cles.get(ligne['cle'])}")
    parts = {(part["lot"], part["cle"]): part["montant"] for part in lu["quote_parts"]}
    for part in attendu["quote_parts"]:
        comptes["parts_attendues"] += 1
        juste = parts.get((part["lot"], part["cle"])) == part["montant"]
        comptes["parts"] += juste
        if not juste:
            fautes.append(f"part {part} lue {parts.get((part['lot'], part['cle']))}")
    return fautes


def _gaps(lu: dict[str, Any], attendu: dict[str, Any], comptes: Counter[str]) -> list[str]:
    dits = {ecart["cellule"]: ecart for ecart in lu["ecarts"]}
    fautes = []
    for ecart in attendu["ecarts"]:
        comptes["ecarts_plantes"] += 1
        trouve = dits.pop(ecart["cellule"], None)
        juste = trouve is not None and (trouve["attendu"], trouve["trouve"]) == (ecart["attendu"], ecart["trouve"])
        comptes["ecarts"] += trouve is not None
        comptes["ecarts_exacts"] += juste
        if not juste:
            fautes.append(f"écart {ecart} dit {trouve}")
    comptes["fausses_alertes"] += len(dits)
    return fautes + [f"fausse alerte {ecart}" for ecart in dits.values()]


def main(arguments: list[str]) -> None:
    """Print one line for the tuned seeds and one for those kept aside."""
    for usage, graines in (("reglage", REGLAGE), ("reserve", RESERVE)):
        somme: Counter[str] = Counter()
        for graine in graines:
            somme += measure(generate(graine), detail="--detail" in arguments and usage == "reglage")
        print(
            f"{usage}: {somme['fichiers']} workbooks, lines {somme['lignes'] / somme['lignes_attendues']:.1%} "
            f"({somme['lignes_en_trop']} too many, labels {somme['libelles'] / somme['lignes_attendues']:.1%}), annex "
            f"cells {somme['cellules'] / somme['cellules_attendues']:.1%} ({somme['cellules_en_trop']} rows too many), "
            f"shares {somme['parts'] / somme['parts_attendues']:.1%}, gaps {somme['ecarts']}/{somme['ecarts_plantes']} "
            f"(exact {somme['ecarts_exacts']}), false alarms {somme['fausses_alertes']}, names {somme['noms']}, "
            f"exercises {somme['exercices']}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
