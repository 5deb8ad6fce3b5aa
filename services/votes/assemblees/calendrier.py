"""The dates of an assembly as its page lists them, each with its article, and whether we were convened in time."""

from dataclasses import dataclass
from datetime import date

from services.votes.assemblees.echeances import DELAI_CONVOCATION, DatesAg, compute_echeances, find_ouvrable_precedent
from services.votes.attribution.delais import PAR_DEFAUT, compute_date_interne


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


def list_dates(
    ag: DatesAg,
    marge: int = PAR_DEFAUT.marge_interne,
    delai_convocation: int = DELAI_CONVOCATION,
) -> list[LigneCalendrier]:
    """Every date around an assembly, in their order. The limit its form prints holds when it precedes the law's.

    :param marge: working days kept for us, from the settings.
    :param delai_convocation: days the règlement asks for, 21 at least.
    """
    dates = compute_echeances(ag.date_ag, delai_convocation=delai_convocation)
    lines = [
        *_list_limite_imprimee(dates.formulaire_limite, ag.limite_imprimee),
        LigneCalendrier(
            dates.convocation_derniere_presentation,
            "Dernier jour pour présenter la convocation",
            f"{delai_convocation} jours pleins avant l’assemblée ({_source(delai_convocation)})",
        ),
        LigneCalendrier(
            compute_date_interne(ag, marge),
            "Consignes attendues",
            f"notre règle : {marge} jours ouvrés avant l’assemblée"
            + ", avancés comme la limite imprimée l’est sur la loi" * (ag.limite < dates.formulaire_limite),
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
        LigneCalendrier(ag.date_ag, "Assemblée générale", ""),
        LigneCalendrier(dates.pv_signature_limite, "Procès-verbal signé au plus tard", "8 jours (décret art. 17)"),
        LigneCalendrier(
            dates.pv_notification_limite, "Procès-verbal notifié au plus tard", "un mois (loi art. 42, décret art. 18)"
        ),
    ]
    return sorted(lines, key=lambda line: line.jour)


def _source(delai_convocation: int) -> str:
    return (
        "décret art. 9 et 64" if delai_convocation == DELAI_CONVOCATION else "règlement de copropriété, décret art. 9"
    )


def _list_limite_imprimee(limite: date, imprimee: date | None) -> list[LigneCalendrier]:
    """The printed limit of the form, with its own paper date, when it is the earlier of the two."""
    if imprimee is None or imprimee >= limite:
        return []
    return [
        LigneCalendrier(
            find_ouvrable_precedent(imprimee),
            "Formulaire papier reçu, d’après la limite imprimée",
            "dernier jour ouvré avant elle",
        ),
        LigneCalendrier(
            imprimee,
            "Limite imprimée sur le formulaire du syndic",
            "plus tôt que la limite légale : c’est elle qui compte",
        ),
    ]


def judge_convocation(
    date_ag: date, presentee_le: date | None, delai_convocation: int = DELAI_CONVOCATION
) -> AvisConvocation | None:
    """Whether the notice left the days of article 9; None when nobody said when it was presented."""
    if presentee_le is None:
        return None
    dates = compute_echeances(date_ag, delai_convocation=delai_convocation)
    if presentee_le <= dates.convocation_derniere_presentation:
        phrase = f"{delai_convocation} jours pleins séparent la convocation de l’assemblée."
        return AvisConvocation("Dans les délais", "succes", phrase)
    if presentee_le <= dates.convocation_lecture_souple:
        phrase = (
            f"{delai_convocation} jours si l’on compte le jour de l’assemblée : "
            "les lectures divergent, faites vérifier."
        )
        return AvisConvocation("À vérifier", "attention", phrase)
    return AvisConvocation(
        "Tardive", "danger",
        f"Moins de {delai_convocation} jours : cause d’annulation, à soulever dans les deux mois du procès-verbal et "
        "seulement si nous avons voté contre ou sommes défaillants (loi art. 42).",
    )  # fmt: skip
