"""The lists of the follow-up as workbooks."""

from collections.abc import Iterable, Iterator

from services.appels_fonds.suivi.attendus import AppelSuivi
from services.appels_fonds.suivi.calendrier import Suivi
from services.appels_fonds.suivi.dossier_annuel import AppelDuDossier, DossierAnnuel
from services.appels_fonds.suivi.tresorerie import Tresorerie
from shared.excel.export_liste import Valeur, write_liste
from shared.montants import euros


def write_suivi(suivi: Suivi, appels: Iterable[AppelSuivi]) -> bytes:
    """The expected calls."""
    return write_liste(
        "Appels attendus",
        ("Copropriété", "Nom", "Syndic", "Exigible", "Nature", "Origine", "Attendu", "Appelé", "Reste", "État"),
        (
            (
                one.prevu.copropriete, suivi.noms[one.prevu.copropriete], suivi.syndics[one.prevu.copropriete],
                one.prevu.exigible, one.prevu.nature, one.prevu.origine, euros(one.prevu.montant_centimes),
                euros(one.appele_centimes), euros(one.reste_centimes), one.etat.value,
            )
            for one in appels
        ),
    )  # fmt: skip


def write_tresorerie(tresorerie: Tresorerie) -> bytes:
    """The cash to pay, a column a month."""
    return write_liste(
        "Trésorerie",
        ("Copropriété", "Nom", *tresorerie.mois, "Total"),
        (
            (
                ligne.copropriete,
                ligne.nom,
                *(euros(ligne.total(mois)) for mois in tresorerie.mois),
                euros(sum(ligne.total(mois) for mois in tresorerie.mois)),
            )
            for ligne in tresorerie.lignes
        ),
    )


def write_dossier(dossier: DossierAnnuel) -> bytes:
    """A row for each line called in the year: from its cell to its payment."""
    return write_liste(
        f"{dossier.copropriete.code} {dossier.annee}",
        (
            "Appel", "Exigible", "État", "Lots", "Clé", "Nature", "Montant", "Fichier", "Feuille", "Cellule", "Texte",
            "Écriture", "Validée le", "Payé par", "Exécuté le",
        ),
        (row for one in dossier.appels for row in _rows(one)),
    )  # fmt: skip


def _rows(one: AppelDuDossier) -> Iterator[tuple[Valeur, ...]]:
    appel = one.appel
    ecriture = next((ecriture for ecriture in appel.ecritures if ecriture.contrepasse_id is None), None)
    numero = f"{ecriture.journal} {ecriture.numero}" if ecriture and ecriture.numero else "brouillon"
    remises = ", ".join(dict.fromkeys(f"remise n° {part.virement.remise.numero}" for part in one.reglements))
    executions = [part.virement.remise.execution_le for part in one.reglements]
    for ligne in appel.lignes:
        yield (
            appel.numero, ligne.exigible, appel.statut.value, ligne.lots, ligne.cle.code, ligne.nature,
            euros(ligne.montant_centimes), appel.import_appel.nom_fichier, ligne.feuille, ligne.cellule, ligne.texte,
            numero if ecriture else "", ecriture.validee_le if ecriture else None, remises,
            max(executions, default=None),
        )  # fmt: skip
