"""Facts: what happened, said once, for whoever must keep a copy or react.

A fact is named by a noun and a past participle; it carries ids, dates and centimes, never an order. ``SUBSCRIBERS``
is the whole answer to « who hears what ».
"""

from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. Its payload is plain JSON: dates in ISO, amounts in centimes."""

    FACTS: ClassVar[dict[str, type["Fact"]]] = {}

    def __init_subclass__(cls) -> None:
        Fact.FACTS[cls.__name__] = cls

    def dump(self) -> dict[str, Any]:
        """The payload as it travels."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Self:
        """The fact a payload carries; keys of a newer sender are ignored, those an older one did not know default."""
        return cls(
            **{
                field.name: date.fromisoformat(payload[field.name]) if field.type is date else payload[field.name]
                for field in fields(cls)
                if field.name in payload or field.default is MISSING
            }
        )


@dataclass(frozen=True, kw_only=True)
class AppelFondsComptabilise(Fact):
    """A call was integrated. ``montants``: one ``{"cle", "nature", "montant_centimes"}`` per clé and nature."""

    appel: str
    copropriete_id: int
    exigible: date
    total_centimes: int
    montants: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class AppelFondsAnnule(Fact):
    """The integration of a call was undone."""

    appel: str
    copropriete_id: int
    annule_le: date


@dataclass(frozen=True, kw_only=True)
class AppelRefuse(Fact):
    """A syndic's file was refused: ``motifs`` are the codes of what is wrong, ``fichier`` its name."""

    import_id: int
    copropriete_id: int | None
    fichier: str
    motifs: list[str]
    refuse_le: date


@dataclass(frozen=True, kw_only=True)
class IbanConteste(Fact):
    """A call asks to pay an account that is not the one we know; the account itself never travels."""

    copropriete_id: int
    appel: str
    nature: str
    conteste_le: date


@dataclass(frozen=True, kw_only=True)
class ConvocationTardive(Fact):
    """A notice was first presented ``jours_manquants`` days too late (décret art. 9)."""

    ag_id: int
    copropriete_id: int
    syndic_id: int | None
    date_ag: date
    presentee_le: date
    jours_manquants: int


@dataclass(frozen=True, kw_only=True)
class PvTardif(Fact):
    """Minutes were notified after their month, or are still missing (loi art. 42): ``notifie_le`` is then None."""

    ag_id: int
    copropriete_id: int
    syndic_id: int | None
    date_ag: date
    notifie_le: str | None
    jours_retard: int


@dataclass(frozen=True, kw_only=True)
class ResolutionAdoptee(Fact):
    """A resolution was adopted, by the minutes. ``cle``: code of its clé, None when unknown.

    ``rang``: version of the minutes; corrected minutes say it again with a higher one.
    """

    ag_id: int
    resolution_id: int
    copropriete_id: int
    date_ag: date
    numero: str
    type: str
    intitule: str
    cle: str | None
    montant_centimes: int | None
    rang: int = 1


@dataclass(frozen=True, kw_only=True)
class ResolutionInfirmee(Fact):
    """Corrected minutes no longer adopt a resolution that an earlier version said adopted."""

    ag_id: int
    resolution_id: int
    copropriete_id: int
    date_ag: date
    numero: str
    type: str
    intitule: str
    rang: int


@dataclass(frozen=True, kw_only=True)
class BudgetVote(Fact):
    """A budget was voted. ``montants``: one ``{"cle", "nature", "montant_centimes"}`` per clé, all owners together.

    Each amount replaces what was known for its exercise, clé and nature by an earlier assembly, or by a lower ``rang``
    (version of the minutes) of this one; zero takes it back.
    """

    copropriete_id: int
    date_ag: date
    exercice: str
    debut: date
    fin: date
    montants: list[dict[str, Any]]
    rang: int = 1


@dataclass(frozen=True, kw_only=True)
class TravauxVotes(Fact):
    """Works were voted. ``echeances``: due dates of the calls, in ISO; the amount is for all owners on the clé.

    A higher ``rang`` (version of the minutes) replaces a lower one; an amount of zero takes the works back.
    """

    copropriete_id: int
    date_ag: date
    resolution: str
    libelle: str
    cle: str
    montant_centimes: int
    echeances: list[str]
    rang: int = 1


@dataclass(frozen=True, kw_only=True)
class MandatSyndicChange(Fact):
    """Another syndic was appointed from ``du``: accounts must be confirmed again before anything is paid."""

    copropriete_id: int
    syndic_id: int
    du: date


@dataclass(frozen=True, kw_only=True)
class EngagementReserve(Fact):
    """A « pour » reserves our quote-part. ``annees``: one ``{"annee", "montant_centimes"}`` a year; empty: released."""

    resolution_id: int
    copropriete_id: int
    type: str
    annees: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class JourCommence(Fact):
    """A day began in Paris: said once a day by the scheduler, so that each service looks at its due dates."""

    jour: date


@dataclass(frozen=True, kw_only=True)
class FormulaireDemande(Fact):
    """The voting form of an assembly was asked for, with others, by an agent: ``tache_id`` tells how far they are.

    ``correspondance``: he wants the form even where we recommend somebody in the room.
    """

    tache_id: int
    ag_id: int
    agent_id: int
    delegation_id: int
    sceller: bool
    correspondance: bool


@dataclass(frozen=True, kw_only=True)
class DecomptesDemandes(Fact):
    """The statements of some leases of a régularisation were asked for in PDF: ``tache_id`` tells how far they are."""

    tache_id: int
    regularisation_id: int
    decompte_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class RegularisationsDemandees(Fact):
    """The régularisation of some received accounts was asked for: ``tache_id`` tells how far they are."""

    tache_id: int
    comptes_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class LectureDemandee(Fact):
    """The reading of a long file of calls was asked for by an agent: ``tache_id`` tells how far it is."""

    tache_id: int
    document_id: int
    agent_id: int
    fichier: str


@dataclass(frozen=True, kw_only=True)
class IntegrationDemandee(Fact):
    """The integration of a long preview was asked for by an agent, who saw it at that ``version``.

    ``forcages``: his comment for each control to confirm. ``en_partie``: only the calls that no blocking fault touches.
    """

    tache_id: int
    import_id: int
    agent_id: int
    version: int
    forcages: dict[str, str]
    en_partie: bool


@dataclass(frozen=True, kw_only=True)
class AnomalieDetectee(Fact):
    """An anomaly was found in the charges. ``type`` of anomaly; the amount at stake is our share."""

    anomalie_id: int
    copropriete_id: int
    exercice: str
    poste: str
    type: str
    enjeu_centimes: int
    explication: str


SUBSCRIBERS: dict[type[Fact], tuple[str, ...]] = {
    AppelFondsComptabilise: ("charges",),
    AppelFondsAnnule: ("charges",),
    AppelRefuse: (),
    IbanConteste: (),
    ConvocationTardive: (),
    PvTardif: (),
    ResolutionAdoptee: (),
    ResolutionInfirmee: (),
    BudgetVote: ("appels_fonds", "charges"),
    TravauxVotes: ("appels_fonds",),
    MandatSyndicChange: ("appels_fonds",),
    FormulaireDemande: ("votes",),
    DecomptesDemandes: ("charges",),
    RegularisationsDemandees: ("charges",),
    LectureDemandee: ("appels_fonds",),
    IntegrationDemandee: ("appels_fonds",),
    EngagementReserve: (),
    JourCommence: ("votes", "charges"),
    AnomalieDetectee: ("votes", "appels_fonds"),
}


def actor_name(service: str, fait: str) -> str:
    """The name under which a subscriber listens: ``charges.AppelFondsComptabilise``."""
    return f"{service}.{fait}"
