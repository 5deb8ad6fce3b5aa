"""Lettering: what was called against what was paid or reversed, by syndicat. Automatic on the call, else by hand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    Lettrage,
    LigneEcriture,
    LigneLettree,
    PartVirement,
    SequenceLettrage,
    StatutEcriture,
)
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import NotFoundError, RefusedError
from shared.models import Copropriete
from shared.montants import format_montant
from shared.patrimoine.lectures import visible_coproprietes

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class JambeOuverte:
    """A validated leg of a syndicat's account that is not lettered; ``solde`` = debit − credit in centimes."""

    id: int
    compte: str
    auxiliaire: str
    piece_ref: str
    solde: int


def name_code(rang: int) -> str:
    """1 → AA, 2 → AB… 676 → ZZ, 677 → AAA: the code of a lettering, from its rank on its account."""
    rang -= 1
    longueur, taille = 2, 26**2
    while rang >= taille:
        rang -= taille
        longueur, taille = longueur + 1, taille * 26
    lettres = ""
    for _ in range(longueur):
        rang, reste = divmod(rang, 26)
        lettres = ALPHABET[reste] + lettres
    return lettres


def group_jambes(jambes: Iterable[JambeOuverte], lies: Iterable[Sequence[str]]) -> list[list[JambeOuverte]]:
    """The legs to letter together: same account and syndicat, same call (or calls settled by one transfer), sum zero.

    ``lies``: the calls that a transfer settles together.
    """
    roots: dict[str, str] = {}

    def find(piece: str) -> str:
        while roots.get(piece, piece) != piece:
            piece = roots[piece]
        return piece

    for pieces in lies:
        for piece in pieces[1:]:
            roots[find(piece)] = find(pieces[0])
    groups: dict[tuple[str, str, str], list[JambeOuverte]] = defaultdict(list)
    for jambe in jambes:
        groups[jambe.compte, jambe.auxiliaire, find(jambe.piece_ref)].append(jambe)
    return [group for group in groups.values() if len(group) > 1 and sum(jambe.solde for jambe in group) == 0]


def list_ouvertes(session: Session, auxiliaire: str | None = None) -> list[JambeOuverte]:
    """The validated legs of syndicats' accounts that no lettering holds, by date."""
    statement = (
        select(
            LigneEcriture.id, LigneEcriture.compte, LigneEcriture.auxiliaire, Ecriture.piece_ref,
            LigneEcriture.debit_centimes - LigneEcriture.credit_centimes,
        )
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .outerjoin(LigneLettree, LigneLettree.ligne_id == LigneEcriture.id)
        .where(
            LigneEcriture.auxiliaire.is_not(None), LigneLettree.ligne_id.is_(None),
            Ecriture.statut == StatutEcriture.VALIDEE,
        )
        .order_by(Ecriture.date_ecriture, LigneEcriture.id)
    )  # fmt: skip
    if auxiliaire is not None:
        statement = statement.where(LigneEcriture.auxiliaire == auxiliaire)
    return [JambeOuverte(*row) for row in session.execute(statement)]  # type: ignore[arg-type]


def letter_automatically(session: Session, acteur: Acteur, *, aujourdhui: date) -> int:
    """Letter every group that cancels out; returns how many."""
    groups = group_jambes(list_ouvertes(session), _tied_appels(session))
    for group in groups:
        pieces = sorted({jambe.piece_ref for jambe in group})
        _add(session, acteur, group, le=aujourdhui, reference=", ".join(pieces))
    if groups:
        record_acte(session, acteur, "lettre automatiquement", "lettrage", "*", detail={"lettrages": len(groups)})
    return len(groups)


def _tied_appels(session: Session) -> list[list[str]]:
    parts = session.execute(
        select(PartVirement.virement_id, AppelFonds.numero)
        .join(AppelFonds, AppelFonds.id == PartVirement.appel_id)
        .where(PartVirement.vive.is_(True))
    )
    by_virement: dict[int, list[str]] = defaultdict(list)
    for virement_id, numero in parts:
        by_virement[virement_id].append(numero)
    return [pieces for pieces in by_virement.values() if len(pieces) > 1]


def letter_by_hand(session: Session, acteur: Acteur, ligne_ids: Sequence[int], *, aujourdhui: date) -> Lettrage:
    """Letter the legs that an accountant ticked.

    :raises RefusedError: fewer than two, of several accounts or syndicats, not validated, already lettered, or not
        cancelling out.
    """
    wanted = set(ligne_ids)
    seen = set(session.scalars(visible_coproprietes(acteur).with_only_columns(Copropriete.code)))
    group = [jambe for jambe in list_ouvertes(session) if jambe.id in wanted and jambe.auxiliaire in seen]
    if len(wanted) < 2 or len(group) < len(wanted):
        raise RefusedError("Choisissez au moins deux lignes validées et non lettrées.", code="LETTRAGE_IMPOSSIBLE")
    if len({(jambe.compte, jambe.auxiliaire) for jambe in group}) > 1:
        raise RefusedError("Ces lignes ne sont pas du même compte et du même syndicat.", code="LETTRAGE_IMPOSSIBLE")
    ecart = sum(jambe.solde for jambe in group)
    if ecart:
        raise RefusedError(
            f"Ces lignes ne se compensent pas : il reste {format_montant(ecart)}.", code="LETTRAGE_DESEQUILIBRE"
        )
    lettrage = _add(session, acteur, group, le=aujourdhui, reference=None)
    record_acte(
        session, acteur, "lettre à la main", "lettrage", f"{lettrage.auxiliaire} {lettrage.code}",
        detail={"lignes": sorted(wanted)},
    )  # fmt: skip
    return lettrage


def unletter(session: Session, acteur: Acteur, lettrage_id: int) -> None:
    """Take a lettering back; its code is not given again.

    :raises NotFoundError: no such lettering, or of a syndicat this agent does not see.
    """
    lettrage = session.get(Lettrage, lettrage_id)
    seen = visible_coproprietes(acteur).where(Copropriete.code == (lettrage.auxiliaire if lettrage else ""))
    if lettrage is None or session.scalar(seen) is None:
        raise NotFoundError("Ce lettrage n’existe pas.", code="LETTRAGE_INCONNU")
    record_acte(
        session, acteur, "délettre", "lettrage", f"{lettrage.auxiliaire} {lettrage.code}",
        detail={"lignes": [ligne.ligne_id for ligne in lettrage.lignes]},
    )  # fmt: skip
    session.delete(lettrage)
    session.flush()


def _add(
    session: Session, acteur: Acteur, group: Sequence[JambeOuverte], *, le: date, reference: str | None
) -> Lettrage:
    compte, auxiliaire = group[0].compte, group[0].auxiliaire
    key = (compte, auxiliaire)
    sequence = session.get(SequenceLettrage, key, with_for_update=True)
    if sequence is None:
        sequence = SequenceLettrage(compte=compte, auxiliaire=auxiliaire, dernier=0)
        session.add(sequence)
    sequence.dernier += 1
    lettrage = Lettrage(
        compte=compte, auxiliaire=auxiliaire, code=name_code(sequence.dernier), le=le, par=acteur.courriel,
        reference=reference,
    )  # fmt: skip
    session.add(lettrage)
    session.flush()
    session.execute(insert(LigneLettree), [{"ligne_id": jambe.id, "lettrage_id": lettrage.id} for jambe in group])
    return lettrage
