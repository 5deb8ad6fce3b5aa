"""Whose votes count, and for how many: the law's corrections before any majority is computed.

Integers only. The articles are those of the law of 10 July 1965 (« loi ») and of the decree of 17 March 1967.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

BAILLEUR = "bailleur"
"""The identifier of our own row among the owners."""

REGIMES = ("normal", "cle_speciale", "parties_communes_speciales", "deux_coproprietaires")
MODES = ("present", "represente", "correspondance", "absent")
VOTES = ("pour", "contre", "abstention")


@dataclass(frozen=True, slots=True)
class Compte:
    """Votes and heads of one column of the count."""

    voix: int = 0
    tetes: int = 0


@dataclass(frozen=True, slots=True)
class Scrutin:
    """The four columns of a ballot. ``absent`` also holds whoever the law treats as absent."""

    pour: Compte
    contre: Compte
    abstention: Compte
    absent: Compte

    @property
    def total_voix(self) -> int:
        return self.pour.voix + self.contre.voix + self.abstention.voix + self.absent.voix

    @property
    def total_tetes(self) -> int:
        return self.pour.tetes + self.contre.tetes + self.abstention.tetes + self.absent.tetes

    @property
    def tetes_participantes(self) -> int:
        """Members present, represented or having voted by post: whoever abstains is one of them (loi 26-1)."""
        return self.pour.tetes + self.contre.tetes + self.abstention.tetes


@dataclass(frozen=True, slots=True)
class Proprietaire:
    """One row of the attendance sheet and its vote. ``tetes`` above 1 is a group of owners counted together.

    ``colonne`` is where the row counts: pour, contre, abstention, absent, or syndicat when it does not count at all.
    ``ligne`` is (colonne, voix, tetes, ordinaire), read at once by the count; a row is not ordinary when it is ours or
    calls for a remark.
    """

    id: str
    voix: int
    tetes: int = 1
    mode: str = "present"
    vote: str | None = None
    formulaire_recevable: bool = True
    vendeur_hlm: bool = False
    exclu_19_2: bool = False
    syndicat: bool = False
    colonne: str = field(init=False, compare=False, repr=False)
    ligne: tuple[str, int, int, bool] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "colonne", _find_colonne(self))
        particulier = self.syndicat or self.exclu_19_2 or not self.formulaire_recevable or self.id == BAILLEUR
        object.__setattr__(self, "ligne", (self.colonne, self.voix, self.tetes, not particulier))


def _find_colonne(p: Proprietaire) -> str:
    """Where a row counts on a resolution that was not amended.

    Lots of the syndicat itself carry no vote (loi 16 al. 2). The debtor whose lot the assembly may have seized does not
    vote (loi 19-2): he is with the absent. A form that is not admissible is as if it had not come (décret 9 bis,
    14-1). Present without a vote is an abstention.
    """
    if p.syndicat:
        return "syndicat"
    if p.exclu_19_2 or p.mode == "absent" or (p.mode == "correspondance" and not p.formulaire_recevable):
        return "absent"
    return p.vote or "abstention"


@dataclass(frozen=True, slots=True)
class Reduction:
    """The majority owner whose votes article 22 brings down to the sum of all the others'."""

    proprietaire: str
    avant: int
    apres: int


@dataclass(frozen=True, slots=True)
class Decompte:
    """A ballot after every correction. The landlord's fields are None when he is not among the owners.

    ``position_bailleur`` is ``favorable``, ``opposant``, ``abstention`` or ``defaillant``; ``remarques`` are French
    sentences, each with its article, on what was corrected.
    """

    scrutin: Scrutin
    total_voix: int
    total_tetes: int
    voix_bailleur: int | None = None
    position_bailleur: str | None = None
    reduction: Reduction | None = None
    remarques: tuple[str, ...] = ()


def find_reduction(premier: Proprietaire | None, total_voix: int, regime: str = "normal") -> Reduction | None:
    """Whether the owner with the most votes is reduced by article 22.

    Loi 22 I al. 2: an owner who holds strictly more than half of the votes is brought down to the sum of all the
    others', present or not. Set aside for the HLM body that sold the lots (CCH L. 443-15), for a syndicat of two
    owners (loi 41-16), and by default inside a special key. A row that groups several owners is not one owner.

    :param total_voix: the votes of all the owners, the syndicat's own lots left out.
    """
    if premier is None or regime != "normal" or premier.tetes != 1 or premier.vendeur_hlm:
        return None
    autres = total_voix - premier.voix
    return Reduction(premier.id, premier.voix, autres) if premier.voix > autres > 0 else None


def resolve_colonne(p: Proprietaire, amendee: bool) -> str:
    """Where a row counts; on a resolution amended in session a favourable postal vote is défaillant (loi 17-1 A)."""
    if amendee and p.mode == "correspondance" and p.colonne == "pour":
        return "absent"
    return p.colonne


_POSITIONS = {"pour": "favorable", "contre": "opposant", "abstention": "abstention", "absent": "defaillant"}


def count_voix(proprietaires: Sequence[Proprietaire], regime: str = "normal", amendee: bool = False) -> Decompte:
    """Count a ballot owner by owner, after exclusion, amendment, inadmissible forms and the article 22 reduction."""
    comptes = {colonne: [0, 0] for colonne in (*_POSITIONS, "syndicat")}
    premier: Proprietaire | None = None
    maximum = 0
    particuliers = []
    for p in proprietaires:
        colonne, voix, tetes, ordinaire = p.ligne
        if amendee or not ordinaire:
            particuliers.append(p)
            colonne = resolve_colonne(p, amendee)
        compte = comptes[colonne]
        compte[0] += voix
        compte[1] += tetes
        if voix > maximum and not p.syndicat:
            premier, maximum = p, voix
    del comptes["syndicat"]
    reduction = find_reduction(premier, sum(voix for voix, _ in comptes.values()), regime)
    if reduction and premier:
        comptes[resolve_colonne(premier, amendee)][0] -= reduction.avant - reduction.apres
    scrutin = Scrutin(**{colonne: Compte(voix, tetes) for colonne, (voix, tetes) in comptes.items()})
    remarques = _write_remarques(particuliers, reduction, regime, amendee)
    decompte = Decompte(scrutin, scrutin.total_voix, scrutin.total_tetes, reduction=reduction, remarques=remarques)
    nous = next((p for p in particuliers if p.id == BAILLEUR), None)
    return _add_bailleur(decompte, nous, amendee)


def _add_bailleur(decompte: Decompte, nous: Proprietaire | None, amendee: bool) -> Decompte:
    if nous is None or nous.syndicat:
        return decompte
    reduction = decompte.reduction
    voix = reduction.apres if reduction and reduction.proprietaire == BAILLEUR else nous.voix
    return replace(decompte, voix_bailleur=voix, position_bailleur=_POSITIONS[resolve_colonne(nous, amendee)])


def _write_remarques(
    particuliers: Sequence[Proprietaire], reduction: Reduction | None, regime: str, amendee: bool
) -> tuple[str, ...]:
    remarques = []
    if reduction:
        remarques.append(
            f"Art. 22 : « {reduction.proprietaire} » détient plus de la moitié des voix, ramenées de "
            f"{reduction.avant} à {reduction.apres} (somme des voix des autres)."
        )
    if regime in ("cle_speciale", "parties_communes_speciales"):
        remarques.append(
            "Clé spéciale : la réduction de l’article 22 n’est pas appliquée par défaut (à confirmer par un juriste)."
        )
    if regime == "deux_coproprietaires":
        remarques.append("Deux copropriétaires (art. 41-13 à 41-16) : la réduction de l’article 22 est écartée.")
    for p in particuliers:
        if p.syndicat:
            remarques.append(f"Les {p.voix} voix des lots du syndicat (« {p.id} ») ne comptent pas (art. 16).")
        elif p.exclu_19_2:
            remarques.append(f"Le copropriétaire débiteur « {p.id} » ne prend pas part au vote (art. 19-2).")
        elif p.mode == "correspondance" and not p.formulaire_recevable:
            remarques.append(f"Formulaire irrecevable : « {p.id} » est compté absent (décret, art. 9 bis).")
        elif resolve_colonne(p, amendee) != p.colonne:
            remarques.append(
                f"Résolution amendée : le vote par correspondance favorable de « {p.id} » est défaillant (art. 17-1 A)."
            )
    return tuple(remarques)
