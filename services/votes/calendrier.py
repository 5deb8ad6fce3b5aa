"""The dates of an assembly as its page lists them, each with its article, and whether we were convened in time."""

from dataclasses import dataclass
from datetime import date

from services.votes.delais import MARGE_JOURS_OUVRES, compute_date_interne
from services.votes.echeances import compute_echeances


@dataclass(frozen=True, slots=True)
class LigneCalendrier:
    """One date: ``regle`` names its article, or says that it is ours."""

    jour: date
    libelle: str
    regle: str


@dataclass(frozen=True, slots=True)
class AvisConvocation:
    """Whether the notice came in time: a word, a tone for its badge, and the sentence that says what follows."""

    mot: str
    ton: str
    phrase: str


def list_dates(date_ag: date) -> list[LigneCalendrier]:
    """Every date around an assembly, in their order."""
    dates = compute_echeances(date_ag)
    lines = [
        LigneCalendrier(
            dates.convocation_derniere_presentation,
            "Dernier jour pour présenter la convocation",
            "21 jours pleins avant l’assemblée (décret art. 9 et 64)",
        ),
        LigneCalendrier(
            compute_date_interne(date_ag),
            "Consignes attendues",
            f"notre règle : {MARGE_JOURS_OUVRES} jours ouvrés avant l’assemblée",
        ),
        LigneCalendrier(
            dates.formulaire_papier_prudent,
            "Formulaire papier reçu par le syndic, par prudence",
            "dernier jour ouvré avant la limite",
        ),
        LigneCalendrier(
            dates.formulaire_limite,
            "Limite du formulaire de vote par correspondance",
            "3 jours francs avant l’assemblée (décret art. 9 bis)",
        ),
        LigneCalendrier(dates.visio_limite, "Limite pour annoncer une présence à distance", "décret art. 13-2"),
        LigneCalendrier(date_ag, "Assemblée générale", ""),
        LigneCalendrier(dates.pv_signature_limite, "Procès-verbal signé au plus tard", "8 jours (décret art. 17)"),
        LigneCalendrier(
            dates.pv_notification_limite, "Procès-verbal notifié au plus tard", "un mois (loi art. 42, décret art. 18)"
        ),
    ]
    return sorted(lines, key=lambda line: line.jour)


def judge_convocation(date_ag: date, presentee_le: date | None) -> AvisConvocation | None:
    """Whether the notice left the 21 days of article 9; None when nobody said when it was presented."""
    if presentee_le is None:
        return None
    dates = compute_echeances(date_ag)
    if presentee_le <= dates.convocation_derniere_presentation:
        return AvisConvocation("Dans les délais", "succes", "21 jours pleins séparent la convocation de l’assemblée.")
    if presentee_le <= dates.convocation_lecture_souple:
        phrase = "21 jours si l’on compte le jour de l’assemblée : les lectures divergent, faites vérifier."
        return AvisConvocation("À vérifier", "attention", phrase)
    return AvisConvocation(
        "Tardive", "danger",
        "Moins de 21 jours : cause d’annulation, à soulever dans les deux mois du procès-verbal et seulement si nous "
        "avons voté contre ou sommes défaillants (loi art. 42).",
    )  # fmt: skip
