"""Reading the table of ``charges classer``: labels of a syndic with the account it used."""

from dataclasses import dataclass

from services.charges.tables.lecture import Faute, Fichier, Lecteur, read_table, refuse_fautes

COLONNES_LIBELLES = ("id", "libelle", "compte_syndic")


@dataclass(frozen=True, slots=True)
class LigneLibelle:
    """One label to classify; ``compte`` may be empty."""

    identifiant: str
    libelle: str
    compte: str


def read_libelles(fichier: Fichier) -> tuple[LigneLibelle, ...]:
    """The labels of a file, in its order. A label may be empty: it is then left to a person.

    :raises InvalidError: naming every fault with its line.
    """
    fautes: list[Faute] = []
    lues = []
    table = read_table(fichier, COLONNES_LIBELLES, fautes)
    for ligne in table.lignes:
        identifiant = Lecteur(table, ligne, fautes).read_texte("id")
        if identifiant:
            lues.append(LigneLibelle(identifiant, ligne.cellules["libelle"], ligne.cellules["compte_syndic"]))
    refuse_fautes(fautes)
    return tuple(lues)
