"""An extract of the national registry: three generations of headers, and every known defect told at its field."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from shared.errors import NotFoundError
from shared.patrimoine.registre.colonnes import ExtraitInconnu
from shared.patrimoine.registre.export import export_fiches
from shared.patrimoine.registre.lecture import read_extrait, read_fiche
from shared.patrimoine.registre.personnes import names_personne

JOUR = date(2026, 3, 20)
LONGUE = {
    "immatriculation": "Numéro d'immatriculation", "nom": "Nom d’usage de la copropriété",
    "identification": "Identification du représentant légal  (raison sociale et le numéro SIRET)",
    "siret": "Siret représentant légal (si existe)", "adresse": "Numéro et Voie (adresse de référence)",
    "code_postal": "Code postal (adresse de référence)", "commune": "Nom Officiel Commune",
    "complementaire": "Adresse complémentaire 1", "nombre": "Nombre d'adresses complémentaires",
    "reglement": "Date du règlement de copropriété", "total": "Nombre total de lots",
    "principaux": "Nombre total de lots à usage d’habitation, de bureaux ou de commerces",
    "habitation": "Nombre de lots à usage d’habitation", "stationnement": "Nombre de lots de stationnement",
    "reference": "Référence Cadastrale 1", "service": "Résidence service", "periode": "Période de construction",
    "syndicat": "Syndicat principal ou syndicat secondaire",
    "principal": "Si secondaire, n° d’immatriculation du principal",
}  # fmt: skip
SNAKE = {
    "immatriculation": "numero_d_immatriculation", "nom": "nom_d_usage_de_la_copropriete",
    "identification": "identification_du_representant_legal_raison_sociale_et_le_numer",
    "siret": "siret_du_representant_legal", "adresse": "numero_et_voie_adresse_de_reference",
    "code_postal": "code_postal_adresse_de_reference", "commune": "nom_officiel_commune",
    "complementaire": "adresse_complementaire_1", "nombre": "nombre_d_adresses_complementaires",
    "reglement": "date_du_reglement_de_copropriete", "total": "nombre_total_de_lots",
    "principaux": "nombre_total_de_lots_a_usage_d_habitation_de_bureaux_ou_de_comm",
    "habitation": "nombre_de_lots_a_usage_d_habitation", "stationnement": "nombre_de_lots_de_stationnement",
    "reference": "reference_cadastrale_1", "service": "residence_service", "periode": "periode_de_construction",
    "syndicat": "syndicat_principal_ou_syndicat_secondaire",
    "principal": "si_secondaire_n_d_immatriculation_du_principal",
}  # fmt: skip
COURTE = {
    "immatriculation": "numero_immatriculation", "nom": "nom_usage_copropriete",
    "identification": "identification_representant_legal", "siret": "siret_representant_legal",
    "adresse": "numero_voie_adresse", "code_postal": "code_postal_adresse", "commune": "nom_officiel_commune",
    "complementaire": "adresse_complementaire_1", "nombre": "nombre_adresses_complementaires",
    "reglement": "date_reglement_copropriete", "total": "nombre_total_lots",
    "principaux": "nombre_lots_habitation_bureaux_commerces", "habitation": "nombre_lots_habitation",
    "stationnement": "nombre_lots_stationnement", "reference": "reference_cadastrale_1",
    "service": "residence_service", "periode": "periode_construction",
    "syndicat": "syndicat_principal_ou_secondaire", "principal": "numero_immatriculation_syndicat_principal",
}  # fmt: skip
SAINE = {
    "immatriculation": "XZ0400023", "nom": "LA BASTIDE D’EN HAUT", "identification": "REGIE DU FURAN",
    "siret": "00071204200027", "adresse": "2 montée du Lavoir", "code_postal": "04980", "commune": "Rochegrise",
    "complementaire": "5 ruelle du Four", "nombre": "1", "reglement": "1987-05-12", "total": "31",
    "principaux": "14", "habitation": "13", "stationnement": "17", "reference": "049800000B0031", "service": "non",
    "periode": "DE_1975_A_1993", "syndicat": "oui", "principal": "non connu",
}  # fmt: skip


def write(entetes: dict[str, str], *lignes: dict[str, str]) -> bytes:
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, quoting=csv.QUOTE_ALL)
    ecrivain.writerow(entetes.values())
    for ligne in lignes:
        ecrivain.writerow((SAINE | ligne)[nom] for nom in entetes)
    return sortie.getvalue().encode()


def read(*lignes: dict[str, str], entetes: dict[str, str] = SNAKE) -> list[dict[str, Any]]:
    return export_fiches(read_extrait(write(entetes, *lignes), JOUR))


@pytest.mark.parametrize("entetes", [LONGUE, SNAKE, COURTE], ids=["longue", "snake", "courte"])
def test_the_three_generations_of_headers_say_the_same(entetes: dict[str, str]) -> None:
    [fiche] = read({}, entetes=entetes)
    lus = {nom: champ["valeur"] for nom, champ in fiche["champs"].items() if champ["valeur"] not in (None, [])}
    assert fiche["immatriculation"] == "XZ0400023"
    assert lus["lots_principaux"] == 14
    assert lus["syndic_nom"] == "REGIE DU FURAN"
    assert lus["parcelles"] == ["049800000B0031"]
    assert lus["syndicat"] == "principal"
    assert [champ["drapeaux"] for champ in fiche["champs"].values() if champ["drapeaux"]] == []


@pytest.mark.parametrize(
    ("ligne", "champ", "valeur", "drapeau"),
    [
        ({"code_postal": "4980"}, "code_postal", "04980", "zero_restaure"),
        ({"siret": "", "identification": "R 00071204200027 "}, "syndic_siret", "00071204200027", "siret_colle"),
        ({"siret": "00071204200028"}, "syndic_siret", "00071204200028", "siret_invalide"),
        ({"reglement": "1900-01-01"}, "date_reglement", None, "date_improbable"),
        ({"reglement": "1970-01-01"}, "date_reglement", None, "date_improbable"),
        ({"reglement": "2031-01-01"}, "date_reglement", None, "date_improbable"),
        ({"reference": "04980000OV0031"}, "parcelles", ["049800000V0031"], "section_corrigee"),
        ({"complementaire": "2 MONTEE DU LAVOIR"}, "adresses_complementaires", [], "adresse_repetee"),
        ({"nombre": "148"}, "nombre_adresses_complementaires", 148, "nombre_improbable"),
        ({"nom": "COPROPRIETE DE M. BOUCHARD"}, "nom", "COPROPRIETE DE M. BOUCHARD", "nom_personne"),
        ({"total": "12"}, "lots_total", 12, "lots_incoherents"),
        ({"habitation": "16"}, "lots_habitation", 16, "lots_incoherents"),
        ({"total": "58"}, "lots_total", 58, "lots_avec_annexes"),
        ({"periode": "NON_CONNUE"}, "periode_construction", None, "non_connu"),
        ({"service": "oui"}, "residence_service", True, "residence_service_douteuse"),
        ({"complementaire": "2 MONTEE DU LAVOIR 04980 ROCHEGRISE"}, "adresses_complementaires", [], "adresse_repetee"),
        ({"siret": "00000000000000"}, "syndic_siret", "00000000000000", "siret_invalide"),
        ({"nom": "L'ORÉE D’EN BAS"}, "nom", "L’ORÉE D’EN BAS", "apostrophe"),
    ],
)  # fmt: skip
def test_a_known_defect_is_told_at_its_field(ligne: dict[str, str], champ: str, valeur: object, drapeau: str) -> None:
    [fiche] = read(ligne)
    assert fiche["champs"][champ] == {"valeur": valeur, "drapeaux": [drapeau]}


def test_a_parcel_shared_by_two_coproprietes_is_told_on_both_even_when_one_is_asked() -> None:
    contenu = write(SNAKE, {}, {"immatriculation": "AB1234567", "adresse": "9 rue Neuve"})
    [fiche] = read_fiche(contenu, JOUR, "ab1234567")
    assert fiche.champs["parcelles"].drapeaux == ["parcelle_partagee"]


def test_the_same_address_registered_twice_is_a_possible_double() -> None:
    fiches = read({}, {"immatriculation": "AB1234567"})
    assert [fiche["champs"]["adresse"]["drapeaux"] for fiche in fiches] == [["doublon_possible"]] * 2


class Flux(io.BytesIO):
    """A file that remembers how much of it was asked for at once."""

    plus_gros = 0

    def read(self, taille: int | None = -1, /) -> bytes:
        lus = super().read(taille)
        self.plus_gros = max(self.plus_gros, len(lus))
        return lus


def test_a_large_extract_is_walked_and_never_held_whole() -> None:
    rangs = range(3_000)
    flux = Flux(write(SNAKE, *({"immatriculation": f"AB{rang:07}", "adresse": f"{rang} rue"} for rang in rangs)))
    [fiche] = read_fiche(flux, JOUR, "AB0002999")
    assert fiche.champs["parcelles"].drapeaux == ["parcelle_partagee"]
    assert flux.plus_gros < len(flux.getvalue()) / 2


def test_another_file_and_an_unknown_number_are_refused() -> None:
    with pytest.raises(ExtraitInconnu):
        read_extrait(b"lot;montant;cle\n3;12,50;GEN\n", JOUR)
    with pytest.raises(NotFoundError):
        read_fiche(write(SNAKE, {}), JOUR, "ZZ0000000")


@pytest.mark.parametrize(
    ("nom", "personne"),
    [
        ("M. et Mme DURAND", True), ("DUPONT Jean-Pierre", True), ("SDC MARTIN Paul", True), ("INDIVISION LEROY", True),
        ("CONSORTS BLANC", True), ("RESIDENCE JEAN MOULIN", False), ("12 RUE PAUL BERT", False), ("VICTOR HUGO", False),
        ("RENE CASSIN", False),
        ("LES TILLEULS", False), ("BATIMENT M", False), ("LA BASTIDE D’EN HAUT", False),
    ],
)  # fmt: skip
def test_a_person_in_the_name_of_a_building_is_personal_data(nom: str, personne: bool) -> None:
    assert names_personne(nom) is personne
