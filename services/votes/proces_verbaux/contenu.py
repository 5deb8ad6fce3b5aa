"""What minutes say, as plain values, and their JSON: kept with each version, so that none is ever lost."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from services.votes.models import Position, ResultatAnnonce, VoteConstate

COLONNES = ("pour", "contre", "abstention")


@dataclass(frozen=True, slots=True)
class Colonne:
    """Votes and heads of one column as printed; None: not printed, never 0."""

    voix: int | None = None
    tetes: int | None = None


@dataclass(frozen=True, slots=True)
class ScrutinLu:
    """One ballot as printed."""

    pour: Colonne = field(default_factory=Colonne)
    contre: Colonne = field(default_factory=Colonne)
    abstention: Colonne = field(default_factory=Colonne)

    @property
    def somme_voix(self) -> int:
        """The votes printed, all columns together."""
        return sum(getattr(self, nom).voix or 0 for nom in COLONNES)

    @property
    def vide(self) -> bool:
        """Whether nothing is printed."""
        return all(getattr(self, nom) == Colonne() for nom in COLONNES)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffetPv:
    """What an adopted resolution changes, as the manager confirms it. Only the fields of its ``genre`` are used.

    ``genre``: BUDGET (``exercice``, ``debut``, ``fin``, ``montants``, ``nature``), TRAVAUX (``libelle``,
    ``montants``, ``echeances``, ``urgents``) or MANDAT (``syndic``, its code; ``debut``). ``montants``: in centimes by
    code of clé; works may be split between several.
    ``plus_tard``: known to be missing, to be entered by a correction.
    """

    genre: str
    plus_tard: bool = False
    exercice: str | None = None
    debut: date | None = None
    fin: date | None = None
    nature: str | None = None
    montants: dict[str, int] = field(default_factory=dict)
    libelle: str | None = None
    echeances: tuple[date, ...] = ()
    urgents: bool = False
    syndic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LignePv:
    """What minutes say of one of our resolutions. ``opposants``, ``defaillants``: the names printed."""

    resolution_id: int
    total_voix: int | None = None
    premier: ScrutinLu = field(default_factory=ScrutinLu)
    second: ScrutinLu = field(default_factory=ScrutinLu)
    annonce: ResultatAnnonce | None = None
    notre_vote: VoteConstate | None = None
    amendee: bool = False
    opposants: tuple[str, ...] = ()
    defaillants: tuple[str, ...] = ()
    observation: str | None = None
    effet: EffetPv | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenuPv:
    """The minutes of an assembly: one line per resolution of ours, in the order of the agenda.

    ``total_tetes``: members of the syndicat, for article 26. ``non_compris``: what was read but has no place here.
    """

    lignes: tuple[LignePv, ...]
    total_tetes: int | None = None
    non_compris: tuple[str, ...] = ()

    def with_ligne(self, ligne: LignePv) -> "ContenuPv":
        """The same minutes with one line changed."""
        lignes = tuple(ligne if known.resolution_id == ligne.resolution_id else known for known in self.lignes)
        return replace(self, lignes=lignes)


def dump_contenu(contenu: ContenuPv) -> dict[str, Any]:
    """Plain JSON."""
    plain = _to_plain(asdict(contenu))
    assert isinstance(plain, dict)
    return plain


def _to_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _to_plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_to_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def load_contenu(brut: dict[str, Any]) -> ContenuPv:
    """The minutes that ``dump_contenu`` wrote."""
    return ContenuPv(
        lignes=tuple(_load_ligne(ligne) for ligne in brut["lignes"]),
        total_tetes=brut.get("total_tetes"),
        non_compris=tuple(brut.get("non_compris", ())),
    )


def _load_ligne(brut: dict[str, Any]) -> LignePv:
    return LignePv(
        resolution_id=brut["resolution_id"],
        total_voix=brut.get("total_voix"),
        premier=load_scrutin(brut.get("premier")),
        second=load_scrutin(brut.get("second")),
        annonce=ResultatAnnonce(brut["annonce"]) if brut.get("annonce") else None,
        notre_vote=VoteConstate(brut["notre_vote"]) if brut.get("notre_vote") else None,
        amendee=bool(brut.get("amendee")),
        opposants=tuple(brut.get("opposants", ())),
        defaillants=tuple(brut.get("defaillants", ())),
        observation=brut.get("observation"),
        effet=_load_effet(brut["effet"]) if brut.get("effet") else None,
    )


def load_scrutin(brut: dict[str, Any] | None) -> ScrutinLu:
    """A ballot of the JSON, or an empty one."""
    return ScrutinLu(**{nom: Colonne(**(brut.get(nom) or {})) for nom in COLONNES}) if brut else ScrutinLu()


def _load_effet(brut: dict[str, Any]) -> EffetPv:
    """An effect; minutes kept when works had a single clé say it as ``cle`` and ``montant``."""
    cle, montant = brut.get("cle"), brut.get("montant")
    montants = {cle: montant} if cle and montant else brut["montants"]
    jours = {nom: date.fromisoformat(brut[nom]) if brut.get(nom) else None for nom in ("debut", "fin")}
    known = {nom: value for nom, value in brut.items() if nom not in ("cle", "montant")}
    return EffetPv(
        **{**known, **jours, "montants": montants, "echeances": tuple(map(date.fromisoformat, brut["echeances"]))}
    )


def to_vote(position: Position) -> VoteConstate:
    """The vote that a position gives."""
    return VoteConstate(position.value)
