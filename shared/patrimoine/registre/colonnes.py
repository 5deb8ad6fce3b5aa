"""The columns of the open file, whatever the generation of its headers: long French, snake case cut at 63, short."""

import re
import unicodedata
from collections.abc import Sequence

from shared.errors import InvalidError

LONGUEUR_SNAKE = 63
_NOMS: dict[str, tuple[str, ...]] = {
    "immatriculation": ("numero_d_immatriculation", "numero_immatriculation"),
    "date_immatriculation": ("date_d_immatriculation", "date_immatriculation"),
    "date_mise_a_jour": ("date_de_la_derniere_maj", "date_derniere_maj"),
    "syndic_type": ("type_de_syndic_benevole_professionnel_non_connu", "type_syndic", "type_de_syndic"),
    "identification": (
        "identification_du_representant_legal_raison_sociale_et_le_numer", "identification_representant_legal",
        "identification_du_representant_legal",
    ),
    "raison_sociale": ("raison_sociale_du_representant_legal", "raison_sociale_representant_legal"),
    "siret": (
        "siret_du_representant_legal", "siret_representant_legal", "siret_representant_legal_si_existe",
        "siret_du_representant_legal_si_existe",
    ),
    "mandat": ("mandat_en_cours_dans_la_copropriete", "mandat_en_cours"),
    "mandat_fin": ("date_de_fin_du_dernier_mandat", "date_fin_dernier_mandat"),
    "nom": ("nom_d_usage_de_la_copropriete", "nom_usage_copropriete"),
    "adresse_complete": ("adresse_de_reference", "adresse_reference"),
    "adresse": ("numero_et_voie_adresse_de_reference", "numero_voie_adresse", "numero_et_voie"),
    "code_postal": ("code_postal_adresse_de_reference", "code_postal_adresse", "code_postal"),
    "commune_adresse": ("commune_adresse_de_reference", "commune_adresse"),
    "nombre_adresses_complementaires": ("nombre_d_adresses_complementaires", "nombre_adresses_complementaires"),
    "longitude": ("long", "longitude", "lon"),
    "latitude": ("lat", "latitude"),
    "date_reglement": ("date_du_reglement_de_copropriete", "date_reglement_copropriete"),
    "residence_service": ("residence_service",),
    "syndicat_cooperatif": ("syndicat_cooperatif",),
    "syndicat": ("syndicat_principal_ou_syndicat_secondaire", "syndicat_principal_ou_secondaire"),
    "immatriculation_principal": (
        "si_secondaire_n_d_immatriculation_du_principal", "numero_immatriculation_syndicat_principal",
    ),
    "lots_total": ("nombre_total_de_lots", "nombre_total_lots"),
    "lots_principaux": (
        "nombre_total_de_lots_a_usage_d_habitation_de_bureaux_ou_de_comm", "nombre_lots_habitation_bureaux_commerces",
    ),
    "lots_habitation": ("nombre_de_lots_a_usage_d_habitation", "nombre_lots_habitation"),
    "lots_stationnement": ("nombre_de_lots_de_stationnement", "nombre_lots_stationnement"),
    "periode_construction": ("periode_de_construction", "periode_construction"),
    "code_qp_2015": ("code_qp_2015",),
    "code_qp_2024": ("code_qp_2024",),
    "nom_qp_2015": ("nom_qp_2015",),
    "nom_qp_2024": ("nom_qp_2024",),
    "action_coeur_de_ville": ("copro_dans_acv",),
    "petites_villes_de_demain": ("copro_dans_pvd",),
    "copro_aidee": ("copro_aidee",),
    "code_insee": ("code_officiel_commune", "commune"),
    "commune": ("nom_officiel_commune",),
    **{f"adresse_complementaire_{rang}": (f"adresse_complementaire_{rang}",) for rang in (1, 2, 3)},
    **{
        f"{nom}_{rang}": tuple(f"{autre}_{rang}" for autre in autres)
        for rang in (1, 2, 3)
        for nom, autres in {
            "reference": ("reference_cadastrale",),
            "insee_parcelle": ("code_insee_commune", "code_insee_parcelle"),
            "prefixe": ("prefixe", "prefixe_parcelle"),
            "section": ("section", "section_parcelle"),
            "parcelle": ("numero_parcelle",),
        }.items()
    },
}  # fmt: skip


class ExtraitInconnu(InvalidError):
    """Ce fichier n’est pas un extrait du registre national des copropriétés."""

    code = "EXTRAIT_NON_RECONNU"


def find_colonnes(entete: Sequence[str]) -> dict[str, int]:
    """Our name of each column that the file has → its place; the first written wins.

    :raises ExtraitInconnu: there is no registration number.
    """
    places: dict[str, int] = {}
    for place, texte in enumerate(entete):
        places.setdefault(to_snake(texte)[:LONGUEUR_SNAKE].rstrip("_"), place)
    trouvees = {
        nom: next(places[autre.rstrip("_")] for autre in noms if autre.rstrip("_") in places)
        for nom, noms in _NOMS.items()
        if any(autre.rstrip("_") in places for autre in noms)
    }
    if "immatriculation" not in trouvees:
        raise ExtraitInconnu(
            "Ce fichier n’est pas un extrait du registre national des copropriétés : il n’a pas de colonne "
            "« Numéro d’immatriculation ». Téléchargez-le depuis le portail des données ouvertes."
        )
    return trouvees


def to_snake(texte: str) -> str:
    """``Numéro d’immatriculation`` → ``numero_d_immatriculation``."""
    plat = unicodedata.normalize("NFKD", texte.replace("°", " ").replace("œ", "oe"))
    lettres = "".join(c for c in plat if not unicodedata.combining(c)).lower()
    return "_".join(re.findall(r"[a-z0-9]+", lettres))
