"""Why a file is refused before anything of it is read, and the bounds that decide it."""

from shared.errors import InvalidError

TAILLE_MAX = 20 * 1024 * 1024
TAILLE_DEPLIEE_MAX = 120 * 1024 * 1024
TAUX_MAX = 500
"""Compression that no table reaches, however repetitive (styled empty cells: some 300); padding does, about 1000."""
TAILLE_SANS_TAUX = 20 * 1024 * 1024
"""Below this inflated size, the ratio does not matter."""
MEMBRES_MAX = 500
LIGNES_MAX = 200_000
COLONNES_MAX = 200
ZONE_MAX = 4_000_000
"""Cells of the used rectangle of one sheet: the reader holds the rectangle, not only the cells that are filled."""


class FichierRefuse(InvalidError):
    """Ce fichier ne peut pas être lu."""

    code = "FICHIER_ILLISIBLE"


def refuse_vide() -> FichierRefuse:
    return FichierRefuse(
        "Le fichier est vide : demandez au syndic de renvoyer le classeur rempli.", code="FICHIER_VIDE"
    )


def refuse_illisible(raison: str) -> FichierRefuse:
    return FichierRefuse(
        f"Le fichier est abîmé ({raison}) : ouvrez-le dans votre tableur et enregistrez-le en .xlsx.",
        code="FICHIER_ILLISIBLE",
    )


def refuse_chiffre() -> FichierRefuse:
    return FichierRefuse(
        "Le classeur est protégé par un mot de passe : enregistrez-le sans mot de passe, puis déposez-le à nouveau.",
        code="FICHIER_CHIFFRE",
    )


def refuse_dangereux(raison: str) -> FichierRefuse:
    return FichierRefuse(
        f"Le fichier est refusé par sécurité ({raison}) : demandez au syndic un classeur .xlsx simple.",
        code="FICHIER_DANGEREUX",
    )


def refuse_trop_grand(raison: str) -> FichierRefuse:
    return FichierRefuse(
        f"Le fichier est trop grand ({raison}) : supprimez ce qui est inutile ou découpez-le.",
        code="FICHIER_TROP_GRAND",
    )


def refuse_format(raison: str) -> FichierRefuse:
    return FichierRefuse(
        f"Ce fichier n’est pas un tableau que l’on sait lire ({raison}) : envoyez un .xlsx, .xls, .ods ou .csv.",
        code="FORMAT_NON_RECONNU",
    )


def check_zone(lignes: int, colonnes: int, feuille: str) -> None:
    """Refuse a sheet whose used range passes the bounds.

    :raises FichierRefuse: FICHIER_TROP_GRAND, saying what was found and the limit.
    """
    if lignes > LIGNES_MAX:
        raise refuse_trop_grand(f"feuille « {feuille} » : plus de {LIGNES_MAX} lignes utilisées")
    if colonnes > COLONNES_MAX:
        raise refuse_trop_grand(f"feuille « {feuille} » : plus de {COLONNES_MAX} colonnes utilisées")
    if lignes * colonnes > ZONE_MAX:
        raise refuse_trop_grand(
            f"feuille « {feuille} » : zone utilisée de {lignes} lignes sur {colonnes} colonnes, "
            f"{ZONE_MAX} cellules au plus"
        )
