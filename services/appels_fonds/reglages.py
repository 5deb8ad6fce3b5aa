"""The settings of accounting and payment: a default, its meaning, and the client's own value."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.models import ReglageComptable
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError
from shared.models import now
from shared.montants import MontantInvalide, format_montant, parse_montant


@dataclass(frozen=True, slots=True)
class Reglage:
    """A setting: default as text, kind (``jours``, ``taille``, ``montant``, ``choix``) and what it does, in French."""

    nom: str
    libelle: str
    defaut: str
    genre: str
    aide: str
    options: tuple[str, ...] = ()


DELAI_CARENCE = "delai_carence_jours"
SEUIL_CHOIX_TRAVAUX = "seuil_choix_travaux"
SCHEMA_XML = "schema_xml"
TAILLE_FICHIER_LONG = "taille_fichier_long_ko"
REGLAGES = {
    reglage.nom: reglage
    for reglage in (
        Reglage(
            DELAI_CARENCE, "Délai avant de payer un nouveau compte (jours)", "3", "jours",
            "Compté depuis la confirmation par la seconde personne.",
        ),
        Reglage(
            SEUIL_CHOIX_TRAVAUX, "Travaux : choix obligatoire à partir de (euros)", "", "montant",
            "Au-dessus, une personne décide : immobilisation ou gros entretien. Vide : la règle du schéma suffit.",
        ),
        Reglage(
            SCHEMA_XML, "Format des virements", "pain.001.001.09", "choix",
            "Ce que votre banque accepte.", ("pain.001.001.09", "pain.001.001.03"),
        ),
        Reglage(
            TAILLE_FICHIER_LONG, "Fichier lu et intégré en arrière-plan à partir de (ko)", "500", "taille",
            "Un fichier plus petit est lu sans attendre. 500 ko font à peu près 15 000 lignes d’un classeur Excel.",
        ),
    )
}  # fmt: skip


def load_reglages(session: Session) -> dict[str, str]:
    """Every setting as text, the client's value before the default."""
    saved = {row.nom: row.valeur for row in session.scalars(select(ReglageComptable))}
    return {nom: saved.get(nom, reglage.defaut) for nom, reglage in REGLAGES.items()}


def read_taille_longue(session: Session) -> int:
    """The size in bytes from which a file is read and integrated in the background."""
    return int(load_reglages(session)[TAILLE_FICHIER_LONG]) * 1024


def read_seuil_travaux(session: Session) -> int | None:
    """The amount in centimes from which works need a person's choice, or None."""
    texte = load_reglages(session)[SEUIL_CHOIX_TRAVAUX]
    return parse_montant(texte) if texte else None


def change_reglage(session: Session, acteur: Acteur, nom: str, valeur: str) -> None:
    """Set a value.

    :raises NotFoundError: no such setting.
    :raises InvalidError: the value is not of its kind.
    """
    reglage = REGLAGES.get(nom)
    if reglage is None:
        raise NotFoundError(f"« {nom} » n’est pas un réglage.", code="REGLAGE_INCONNU")
    valeur = _check(reglage, valeur.strip())
    before = load_reglages(session)[nom]
    if before == valeur:
        return
    session.merge(ReglageComptable(nom=nom, valeur=valeur, par=acteur.courriel, le=now()))
    record_acte(session, acteur, "change un réglage", "reglage", nom, detail={"avant": before, "apres": valeur})


def _check(reglage: Reglage, valeur: str) -> str:
    if reglage.genre == "jours":
        if not (valeur.isascii() and valeur.isdecimal() and int(valeur) <= 60):
            raise InvalidError(f"{reglage.libelle} : un nombre de jours entre 0 et 60.", code="REGLAGE_INVALIDE")
        return str(int(valeur))
    if reglage.genre == "taille":
        if not (valeur.isascii() and valeur.isdecimal() and int(valeur) <= 100_000):
            raise InvalidError(f"{reglage.libelle} : un nombre entier de ko.", code="REGLAGE_INVALIDE")
        return str(int(valeur))
    if reglage.genre == "montant" and valeur:
        try:
            return format_montant(parse_montant(valeur), symbole=False)
        except MontantInvalide as error:
            raise InvalidError(f"{reglage.libelle} : {error}", code="REGLAGE_INVALIDE") from error
    if reglage.genre == "choix" and valeur not in reglage.options:
        raise InvalidError(f"{reglage.libelle} : {' ou '.join(reglage.options)}.", code="REGLAGE_INVALIDE")
    return valeur
