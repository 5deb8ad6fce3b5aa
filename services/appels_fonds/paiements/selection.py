"""What can be paid now, and what cannot and why: accounts, stops, credits, batches under way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.models import CompteBancaire, GenreCompte, LigneAppel, PartVirement, SuspensionPaiement
from services.appels_fonds.paiements.composition import VirementPrevu, compose_virements
from services.appels_fonds.paiements.comptes_bancaires import (
    CHANGEMENT,
    find_partages,
    load_comptes,
    patrimoine_iban,
)
from services.appels_fonds.paiements.fichier_banque import build_libelle
from services.appels_fonds.paiements.postes_ouverts import PosteOuvert, list_postes
from services.appels_fonds.paiements.regles_iban import judge_iban, mask_iban
from services.appels_fonds.paiements.suspensions import LIBELLES, load_suspensions
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes
from shared.patrimoine.textes import order_naturel

Tours = Mapping[tuple[int, GenreCompte, bool], int]


@dataclass(frozen=True)
class Ecarte:
    """A call that is due and not paid in this batch: why, and what to do."""

    copropriete: str
    appel: str
    montant_centimes: int
    code: str
    message: str

    def dump(self) -> dict[str, object]:
        """As kept with the batch."""
        return asdict(self)


@dataclass(frozen=True)
class Prevu:
    """A transfer ready to be written, with the account it goes to."""

    copropriete: Copropriete
    compte: CompteBancaire
    virement: VirementPrevu
    reference: str
    libelle: str
    tours: Tours


@dataclass(frozen=True)
class _Contexte:
    """What the choice of each syndicat rests on."""

    comptes: Mapping[tuple[int, GenreCompte], CompteBancaire]
    partages: Mapping[str, Sequence[tuple[int, str]]]
    stops: Mapping[int, SuspensionPaiement]
    tours: Tours
    lots: Mapping[int, list[str]]
    aujourdhui: date

    def refusal(self, copropriete: Copropriete, genre: GenreCompte) -> tuple[str, str] | None:
        """Why nothing is paid to this account now, or None."""
        if copropriete.id in self.stops:
            return "SUSPENDU", LIBELLES[self.stops[copropriete.id].motif]
        compte = self.comptes.get((copropriete.id, genre))
        return judge(copropriete, genre, compte, self.partages, self.aujourdhui)


def select_virements(
    session: Session, acteur: Acteur, *, echeance: date, aujourdhui: date
) -> tuple[list[Prevu], list[Ecarte]]:
    """The transfers that would pay what is due up to a day, and what is left out."""
    coproprietes = {row.id: row for row in session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code))}
    postes = _by_copropriete(list_postes(session, coproprietes, jusqu_au=echeance))
    comptes = load_comptes(session, postes)
    contexte = _Contexte(
        comptes, find_partages(session, {compte.iban for compte in comptes.values()}),
        load_suspensions(session, postes), _count_tours(session, postes.values()),
        _load_lots(session, postes.values()), aujourdhui,
    )  # fmt: skip
    prevus: list[Prevu] = []
    ecartes: list[Ecarte] = []
    for copropriete_id, owed in sorted(postes.items(), key=lambda item: coproprietes[item[0]].code):
        for genre, group in _by_compte(owed, copropriete_id, comptes):
            paid, left = _select_compte(contexte, coproprietes[copropriete_id], genre, group)
            prevus += paid
            ecartes += left
    return prevus, ecartes


def _select_compte(
    contexte: _Contexte, copropriete: Copropriete, genre: GenreCompte, group: Sequence[PosteOuvert]
) -> tuple[list[Prevu], list[Ecarte]]:
    compte = contexte.comptes.get((copropriete.id, genre))
    refusal = contexte.refusal(copropriete, genre)
    if compte is None or refusal:
        return [], _leave_out(copropriete, group, *(refusal or NO_COMPTE))
    composed = compose_virements(group)
    left = _leave_out(copropriete, composed.credits_restants, *CREDIT_OUVERT)
    if not composed.virements:
        left += _leave_out(copropriete, [poste for poste in group if poste.solde_centimes > 0], *COMPENSE)
    paid = [
        Prevu(
            copropriete, compte, virement, _reference(virement, genre, contexte.tours),
            _libelle(copropriete, virement, contexte.lots), contexte.tours,
        )
        for virement in composed.virements
    ]  # fmt: skip
    return paid, left


CREDIT_OUVERT = ("CREDIT_OUVERT", "avoir en notre faveur, pas encore absorbé")
COMPENSE = ("COMPENSE", "couvert par un avoir de ce syndicat : rien à verser")
NO_COMPTE = ("COMPTE_ABSENT", "aucun compte bancaire connu : proposez-en un, une autre personne le confirmera")


def judge(
    copropriete: Copropriete,
    genre: GenreCompte,
    compte: CompteBancaire | None,
    partages: Mapping[str, Sequence[tuple[int, str]]],
    aujourdhui: date,
) -> tuple[str, str] | None:
    """Why this account cannot be paid now (code and sentence), or None.

    A foreign or shared account is paid only when two people confirmed it knowingly; a wrong key, never.
    """
    if compte is None:
        return NO_COMPTE
    others = [code for holder, code in partages.get(compte.iban, ()) if holder != copropriete.id]
    for alerte in judge_iban(compte.iban, partage_avec=others):
        if alerte.bloquante or compte.source != CHANGEMENT:
            return alerte.code, f"{alerte.message} ; à confirmer par deux personnes"
    if compte.payable_le and compte.payable_le > aujourdhui:
        return "COMPTE_EN_CARENCE", f"nouveau compte, payable à partir du {compte.payable_le:%d/%m/%Y}"
    printed = patrimoine_iban(copropriete, genre)
    if printed and printed != compte.iban and compte.source != CHANGEMENT:
        return (
            "IBAN_DIFFERENT",
            f"le patrimoine dit maintenant {mask_iban(printed)}, nous payions {mask_iban(compte.iban)} : "
            "un changement de compte se fait à deux personnes",
        )
    return None


def _leave_out(copropriete: Copropriete, postes: Iterable[PosteOuvert], code: str, message: str) -> list[Ecarte]:
    return [Ecarte(copropriete.code, poste.numero, poste.solde_centimes, code, message) for poste in postes]


def _by_copropriete(postes: Iterable[PosteOuvert]) -> dict[int, list[PosteOuvert]]:
    found: dict[int, list[PosteOuvert]] = defaultdict(list)
    for poste in postes:
        found[poste.copropriete_id].append(poste)
    return found


def _by_compte(
    postes: Sequence[PosteOuvert], copropriete_id: int, comptes: Mapping[tuple[int, GenreCompte], CompteBancaire]
) -> list[tuple[GenreCompte, list[PosteOuvert]]]:
    """The postes of each account; without an account of its own the fonds de travaux goes to the current one."""
    has_own = (copropriete_id, GenreCompte.FONDS_TRAVAUX) in comptes
    groups: dict[GenreCompte, list[PosteOuvert]] = defaultdict(list)
    for poste in postes:
        groups[poste.genre if has_own else GenreCompte.COURANT].append(poste)
    return sorted(groups.items())


def _count_tours(session: Session, postes: Iterable[Sequence[PosteOuvert]]) -> Tours:
    ids = {poste.appel_id for group in postes for poste in group}
    rows = session.execute(
        select(PartVirement.appel_id, PartVirement.genre, PartVirement.sens).where(
            PartVirement.appel_id.in_(ids), PartVirement.vive.is_(True)
        )
    )
    return Counter((row.appel_id, row.genre, row.sens > 0) for row in rows)


def _load_lots(session: Session, postes: Iterable[Sequence[PosteOuvert]]) -> dict[int, list[str]]:
    ids = {poste.appel_id for group in postes for poste in group}
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(select(LigneAppel.appel_id, LigneAppel.lots).where(LigneAppel.appel_id.in_(ids)).distinct())
    for appel_id, lots in rows:
        found[appel_id].update(lots.split("+"))
    return {appel_id: sorted(lots, key=order_naturel) for appel_id, lots in found.items()}


def _reference(virement: VirementPrevu, genre: GenreCompte, tours: Tours) -> str:
    """Our call number; ``-FT`` for the account of the fonds de travaux, a rank when the call is paid again."""
    suffix = "-FT" if genre is GenreCompte.FONDS_TRAVAUX else ""
    tour = tours.get((virement.appel.appel_id, virement.appel.genre, True), 0)
    return f"{virement.appel.numero}{suffix}" + (f"-{tour + 1}" if tour else "")


def _libelle(copropriete: Copropriete, virement: VirementPrevu, lots: Mapping[int, list[str]]) -> str:
    numbers = lots.get(virement.appel.appel_id, [])
    shown = ", ".join(numbers[:12]) + (f" et {len(numbers) - 12} autres" if len(numbers) > 12 else "")
    return build_libelle([
        copropriete.reference_bailleur or "", copropriete.code, virement.appel.periode, virement.appel.numero,
        f"lot{'s' if len(numbers) > 1 else ''} {shown}" if shown else "",
    ])  # fmt: skip
