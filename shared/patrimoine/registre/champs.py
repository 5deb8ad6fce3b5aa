"""The fields that the registry prefills, in their order, each read from the columns of one row."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from shared.excel.mots import normalise
from shared.patrimoine.registre.personnes import names_personne
from shared.patrimoine.registre.valeurs import (
    Champ,
    is_inconnu,
    read_code,
    read_entier,
    read_jour,
    read_oui,
    read_reel,
    read_siret,
    read_texte,
)

Ligne = Mapping[str, str]
ADRESSES_MAX, LOTS_MAX = 50, 5_000
OUVERTURE = date(2016, 11, 1)
"""First day of registrations (décret 2016-1167)."""
_COLLE = re.compile(r"^(.*?)[\s,;:/()-]*(?:siret\s*:?\s*)?((?:\d[\s.]?){13}\d)\)?\s*$", re.I)
_SERVICES = re.compile(
    r"service|senior|etudiant|ehpad|autonomie|tourisme|hotel|domitys|hespérides|hesperides|studea|club"
)


def read_champs(ligne: Ligne, aujourdhui: date) -> dict[str, Champ]:
    """Every field of one row."""
    syndic, siret = _read_syndic(ligne)
    champs = {
        "nom": _read_nom(ligne),
        "adresse": read_texte(_get(ligne, "adresse") or _get(ligne, "adresse_complete")),
        "code_postal": read_code(_get(ligne, "code_postal"), 5),
        "commune": read_texte(_get(ligne, "commune") or _get(ligne, "commune_adresse")),
        "code_insee": read_code(_get(ligne, "code_insee"), 5),
        "adresses_complementaires": _read_adresses(ligne),
        "nombre_adresses_complementaires": read_entier(_get(ligne, "nombre_adresses_complementaires"), ADRESSES_MAX),
        "longitude": read_reel(_get(ligne, "longitude"), (-180, 180)),
        "latitude": read_reel(_get(ligne, "latitude"), (-90, 90)),
        "parcelles": read_parcelles(ligne),
        **_read_lots(ligne),
        "periode_construction": _read_periode(ligne),
        "date_reglement": read_jour(_get(ligne, "date_reglement"), date(1900, 1, 2), aujourdhui),
        "syndic_type": read_texte(_get(ligne, "syndic_type")),
        "syndic_nom": syndic,
        "syndic_siret": siret,
        "mandat": read_texte(_get(ligne, "mandat")),
        "mandat_fin": read_jour(_get(ligne, "mandat_fin"), date(1990, 1, 1), aujourdhui + timedelta(days=366 * 10)),
        "syndicat": _read_syndicat(ligne),
        "immatriculation_principal": _read_principal(ligne),
        "residence_service": read_oui(_get(ligne, "residence_service")),
        "syndicat_cooperatif": read_oui(_get(ligne, "syndicat_cooperatif")),
        "qpv": _read_qpv(ligne),
        "action_coeur_de_ville": read_oui(_get(ligne, "action_coeur_de_ville")),
        "petites_villes_de_demain": read_oui(_get(ligne, "petites_villes_de_demain")),
        "copro_aidee": read_oui(_get(ligne, "copro_aidee")),
        "date_immatriculation": read_jour(_get(ligne, "date_immatriculation"), OUVERTURE, aujourdhui),
        "date_mise_a_jour": read_jour(_get(ligne, "date_mise_a_jour"), OUVERTURE, aujourdhui),
    }
    if champs["residence_service"].valeur and not _SERVICES.search(normalise(_get(ligne, "nom"))):
        champs["residence_service"].flag("residence_service_douteuse")
    return champs


def _get(ligne: Ligne, nom: str) -> str:
    return ligne.get(nom, "")


def _read_nom(ligne: Ligne) -> Champ:
    lu = read_texte(_get(ligne, "nom"))
    if lu.valeur and names_personne(lu.valeur):
        lu.flag("nom_personne")
    return lu


def _read_adresses(ligne: Ligne) -> Champ:
    """The other addresses, each once, without the main one."""
    vues = {normalise(_get(ligne, "adresse_complete"))} - {""}
    voie = normalise(_get(ligne, "adresse"))
    if voie:
        code = read_code(_get(ligne, "code_postal"), 5).valeur
        communes = {_get(ligne, "commune_adresse"), _get(ligne, "commune")}
        vues |= {voie} | {normalise(f"{voie} {code} {commune}") for commune in communes}
    champ = Champ([])
    for rang in (1, 2, 3):
        lue = read_texte(_get(ligne, f"adresse_complementaire_{rang}"))
        if lue.valeur is None:
            continue
        mots = normalise(lue.valeur)
        if mots in vues:
            champ.flag("adresse_repetee")
            continue
        vues.add(mots)
        champ.valeur.append(lue.valeur)
        for drapeau in lue.drapeaux:
            champ.flag(drapeau)
    return champ


def read_parcelles(ligne: Ligne) -> Champ:
    """Parcel ids of 14 characters: INSEE 5, prefix 3, section 2, number 4; ``OV`` for ``0V`` is put right and told."""
    champ = Champ([])
    for rang in (1, 2, 3):
        lue = _read_parcelle(ligne, rang, champ)
        if lue and lue not in champ.valeur:
            champ.valeur.append(lue)
    return champ


def _read_parcelle(ligne: Ligne, rang: int, champ: Champ) -> str | None:
    reference = re.sub(r"\s", "", _get(ligne, f"reference_{rang}")).upper()
    if not reference or is_inconnu(_get(ligne, f"reference_{rang}")):
        morceaux = [
            _get(ligne, f"{nom}_{rang}").strip() for nom in ("insee_parcelle", "prefixe", "section", "parcelle")
        ]
        if not morceaux[0] or not morceaux[2] or not morceaux[3] or any(map(is_inconnu, (morceaux[0], *morceaux[2:]))):
            return None
        insee, prefixe, section, numero = morceaux
        prefixe = "000" if is_inconnu(prefixe) else prefixe
        reference = f"{insee.zfill(5)}{prefixe.zfill(3)}{section.upper().zfill(2)}{numero.zfill(4)}"
        if len(insee) == 4:
            champ.flag("zero_restaure")
    if len(reference) == 13:
        reference = f"0{reference}"
        champ.flag("zero_restaure")
    section = reference[8:10]
    if len(reference) == 14 and re.fullmatch(r"O[A-Z]", section):
        reference = f"{reference[:8]}0{reference[9:]}"
        champ.flag("section_corrigee")
    return reference


def _read_lots(ligne: Ligne) -> dict[str, Champ]:
    """The four counts; the one that cannot be true beside the others is told."""
    noms = ("lots_total", "lots_principaux", "lots_habitation", "lots_stationnement")
    champs = {nom: read_entier(_get(ligne, nom), LOTS_MAX) for nom in noms}
    total, principaux, habitation, stationnement = (champs[nom].valeur for nom in noms)
    if total is not None and principaux is not None:
        if total < principaux or (stationnement is not None and total < principaux + stationnement):
            champs["lots_total"].flag("lots_incoherents")
        elif stationnement is not None and total > principaux + stationnement:
            champs["lots_total"].flag("lots_avec_annexes")
    if habitation is not None and principaux is not None and habitation > principaux:
        champs["lots_habitation"].flag("lots_incoherents")
    return champs


def _read_periode(ligne: Ligne) -> Champ:
    lu = read_texte(_get(ligne, "periode_construction"))
    return Champ(str(lu.valeur).upper().replace(" ", "_"), lu.drapeaux) if lu.valeur else lu


def _read_syndic(ligne: Ligne) -> tuple[Champ, Champ]:
    """(name, SIRET): the company's own column, else the identification, from which a glued SIRET is taken off."""
    identification = read_texte(_get(ligne, "identification"))
    raison = read_texte(_get(ligne, "raison_sociale"))
    colle = None
    nom = raison if raison.valeur else identification
    for lu in (raison, identification):
        trouve = _COLLE.match(str(lu.valeur or ""))
        if trouve:
            colle = colle or re.sub(r"\D", "", trouve[2])
            lu.valeur = trouve[1].strip() or None
    if nom.valeur is None and identification.valeur is not None:
        nom = identification
    return nom, read_siret(_get(ligne, "siret"), colle)


def _read_syndicat(ligne: Ligne) -> Champ:
    lu = read_texte(_get(ligne, "syndicat"))
    if lu.valeur is None:
        return lu
    mots = normalise(lu.valeur)
    return Champ("principal" if mots in ("oui", "1", "principal") or mots.endswith("principal") else "secondaire")


def _read_principal(ligne: Ligne) -> Champ:
    """Only a secondary syndicat has a principal: « non connu » says nothing of a principal one."""
    lu = read_texte(_get(ligne, "immatriculation_principal"))
    if lu.valeur is None and _read_syndicat(ligne).valeur != "secondaire":
        return Champ()
    return Champ(str(lu.valeur).upper(), lu.drapeaux) if lu.valeur else lu


def _read_qpv(ligne: Ligne) -> Champ:
    """The code of the priority district, of the 2024 list first; its name when only that is given."""
    for nom in ("code_qp_2024", "code_qp_2015", "nom_qp_2024", "nom_qp_2015"):
        lu = read_texte(_get(ligne, nom))
        if lu.valeur is not None:
            return lu
    return Champ()
