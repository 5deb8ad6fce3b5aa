"""Yearly accounts of a syndic: dropped, previewed, received, approved, replaced by a re-issue."""

import hashlib
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload

from services.charges.comptes.rattachement import find_copropriete, map_cles, name_exercice
from services.charges.comptes.remplacements import GARDES, replace_former
from services.charges.comptes.situations import keep_situation
from services.charges.cumuls.agregats import refresh_agregat
from services.charges.cumuls.revisions import raise_revision
from services.charges.lecture_comptes.lecture import read_comptes
from services.charges.lecture_comptes.resultat import LectureComptes, LigneLue
from services.charges.models import ComptesAnnuels, LigneCharge, OrigineClassement, StatutComptes
from services.charges.postes.classification import classify_lignes, normalise_libelle
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.auteurs import name_auteur
from shared.documents import keep_document, link_document, read_document
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import Copropriete, now
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete, syndic_en_poste, visible_coproprietes
from shared.presentation import accord


def visible_comptes(acteur: Acteur) -> Select[ComptesAnnuels]:
    """The accounts this agent sees: of a copropriété he sees, or dropped by him and not yet attached to one."""
    statement = select(ComptesAnnuels)
    if acteur.sees_all:
        return statement
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return statement.where(
        or_(
            ComptesAnnuels.copropriete_id.in_(visibles),
            ComptesAnnuels.copropriete_id.is_(None) & (ComptesAnnuels.depose_par == acteur.courriel),
        )
    )


def get_comptes(session: Session, acteur: Acteur, comptes_id: int, *, lock: bool = False) -> ComptesAnnuels:
    """Accounts by their number.

    :raises NotFoundError: unknown, or not visible to this agent.
    """
    query = visible_comptes(acteur).where(ComptesAnnuels.id == comptes_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFoundError("Ces comptes n’existent pas, ou ne relèvent pas de vos agences.", code="COMPTES_INCONNUS")
    return found


def deposit_comptes(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> ComptesAnnuels:
    """Keep a dropped file and what was read of it. Nothing counts yet; the same file again gives the same preview.

    :raises FichierRefuse: it cannot be read, or holds no accounts.
    :raises RefusedError: these very accounts were received already; the sentence names them.
    """
    lecture = read_comptes(contenu, nom)
    empreinte, signature = hashlib.sha256(contenu).hexdigest(), sign_lignes(lecture)
    _refuse_twin(session, empreinte, signature)
    document = keep_document(session, acteur, contenu, nom=nom, genre="comptes_annuels")
    known = session.scalar(
        select(ComptesAnnuels).where(
            ComptesAnnuels.empreinte == empreinte, ComptesAnnuels.statut == StatutComptes.APERCU
        )
    )
    comptes = known or ComptesAnnuels(
        empreinte=empreinte, document_id=document.id, statut=StatutComptes.APERCU, lecture={}, signature=signature,
        depose_par=acteur.courriel, depose_le=now(),
    )  # fmt: skip
    copropriete = find_copropriete(session, acteur, lecture)
    comptes.copropriete_id = copropriete.id if copropriete else None
    comptes.debut, comptes.fin = lecture.debut, lecture.fin
    _summarize(comptes, lecture)
    session.add(comptes)
    _tell(session, comptes)
    record_acte(session, acteur, "dépose des comptes annuels", "comptes_annuels", comptes.id, detail={"fichier": nom})
    return comptes


def sign_lignes(lecture: LectureComptes) -> str:
    """What makes two files the same accounts, whatever their layout: exercise, and each line's account, key, amount;
    without lines, our shares: the statement of each lot may come alone."""
    lignes = sorted(f"{ligne.compte}|{ligne.cle}|{ligne.libelle}|{ligne.montant}" for ligne in lecture.lignes)
    lignes = lignes or sorted(f"{part.lot}|{part.cle}|{part.montant}" for part in lecture.quote_parts)
    dit = "\n".join([str(lecture.copropriete), str(lecture.debut), str(lecture.fin), *lignes])
    return hashlib.sha256(dit.encode()).hexdigest()


def _refuse_twin(session: Session, empreinte: str, signature: str) -> None:
    twin = session.scalar(
        select(ComptesAnnuels).where(
            or_(ComptesAnnuels.empreinte == empreinte, ComptesAnnuels.signature == signature),
            ComptesAnnuels.statut.in_(GARDES),
        )
    )
    if twin is not None:
        lieu = f"{twin.copropriete.nom if twin.copropriete else 'une copropriété'}, exercice {twin.exercice}"
        raise RefusedError(
            f"Ces comptes sont déjà reçus ({lieu}, déposés le {twin.depose_le:%d/%m/%Y} par "
            f"{name_auteur(session, twin.depose_par)}).",
            code="DEJA_RECUS",
        )


def _summarize(comptes: ComptesAnnuels, lecture: LectureComptes) -> None:
    comptes.total_centimes, comptes.nombre_lignes = lecture.total, len(lecture.lignes)
    comptes.nombre_ecarts = len(lecture.ecarts)
    comptes.lecture = {
        "copropriete": lecture.copropriete,
        "ecarts": [asdict(ecart) for ecart in lecture.ecarts],
        "anomalies": [asdict(anomalie) for anomalie in lecture.anomalies[:200]],
        "annexe2": [asdict(ligne) for ligne in lecture.annexe2],
        "annexe3": [asdict(ligne) for ligne in lecture.annexe3],
        "quote_parts": [asdict(part) for part in lecture.quote_parts],
    }


def read_again(comptes: ComptesAnnuels) -> LectureComptes:
    """The kept file, read now."""
    return read_comptes(read_document(comptes.document), comptes.document.nom)


def confirm_comptes(
    session: Session,
    acteur: Acteur,
    comptes_id: int,
    *,
    version: int,
    code: str,
    debut: date,
    fin: date,
    recus_le: date,
    motif: str = "",
) -> ComptesAnnuels:
    """Receive accounts: keep their lines, classified, and sum the exercise again. A former issue gives way, not the
    statement of another lot.

    :param motif: why accounts with gaps are kept all the same; required when there are some.
    :raises StaleError: somebody else handled them meanwhile.
    :raises InvalidError: gaps without a reason, an expense that cannot be read, an exercise that ends before it starts.
    """  # fmt: skip
    comptes = get_comptes(session, acteur, comptes_id, lock=True)
    if comptes.statut is not StatutComptes.APERCU or comptes.version != version:
        raise StaleError("Ces comptes ont changé depuis que vous les avez ouverts : rechargez la page.")
    copropriete = get_copropriete(session, acteur, code)
    _check_saisie(comptes, debut, fin, motif)
    lecture = read_again(comptes)
    _refuse_bloquantes(lecture)
    _refuse_twin(session, comptes.empreinte, comptes.signature)
    comptes.exercice = name_exercice(session, copropriete.id, debut, fin)
    for ident in sorted({copropriete.id, comptes.copropriete_id or copropriete.id}):
        raise_revision(session, ident)
    comptes.copropriete_id, comptes.debut, comptes.fin = copropriete.id, debut, fin
    syndic = syndic_en_poste(session, copropriete.id, fin)
    comptes.syndic_id = syndic.id if syndic else None
    comptes.statut, comptes.recus_le = StatutComptes.RECUS, recus_le
    replace_former(session, comptes)
    _keep_lignes(session, comptes, lecture)
    refresh_agregat(session, copropriete.id, comptes.exercice, debut, fin)
    link_document(session, comptes.document, copropriete.id)
    record_acte(
        session, acteur, "reçoit des comptes annuels", "comptes_annuels", comptes.id, copropriete_id=copropriete.id,
        detail={"exercice": comptes.exercice, "lignes": comptes.nombre_lignes, "ecarts": comptes.nombre_ecarts,
                "total": format_montant(comptes.total_centimes), "motif": motif},
    )  # fmt: skip
    return comptes


def _tell(session: Session, comptes: ComptesAnnuels) -> None:
    """The pages of the copropriété, when it is known, show at which stage its accounts are."""
    session.flush()
    if comptes.copropriete_id is not None:
        raise_revision(session, comptes.copropriete_id)


def _check_saisie(comptes: ComptesAnnuels, debut: date, fin: date, motif: str) -> None:
    if not 27 <= (fin - debut).days <= 1100:
        raise InvalidError("L’exercice doit durer d’un mois à trois ans : vérifiez ses deux dates.", code="EXERCICE")
    if comptes.nombre_ecarts and len(motif.strip()) < 5:
        raise InvalidError(
            f"Ces comptes ont {comptes.nombre_ecarts} écart(s) : dites pourquoi vous les gardez.", code="MOTIF_ABSENT"
        )


def _refuse_bloquantes(lecture: LectureComptes) -> None:
    """Accounts of which an expense cannot be read are not received: their total would be short of it."""
    if not lecture.bloquantes:
        return
    premiere, *autres = lecture.bloquantes
    lieu = " ".join(filter(None, (premiere.feuille, premiere.cellule)))
    reste = f" (et {accord(len(autres), 'autre cellule')})" if autres else ""
    raise InvalidError(
        f"Ces comptes ne peuvent pas être reçus : {lieu} — {premiere.message}{reste}", code=premiere.code
    )


def _keep_lignes(session: Session, comptes: ComptesAnnuels, lecture: LectureComptes) -> None:
    if comptes.copropriete_id is None or comptes.exercice is None or comptes.fin is None:
        raise ValueError("accounts are attached to a copropriété and an exercise before their lines are kept")
    keep_situation(session, comptes, lecture)
    cles = map_cles(session, comptes.copropriete_id, lecture)
    lignes = [
        LigneCharge(
            comptes_id=comptes.id, copropriete_id=comptes.copropriete_id, syndic_id=comptes.syndic_id,
            exercice=comptes.exercice, feuille=lue.feuille, cellule=lue.cellule, compte=lue.compte,
            libelle=(libelle := tell_libelle(lue)), libelle_normalise=normalise_libelle(libelle), cle=cles[lue.cle],
            piece_le=lue.piece_le, montant_centimes=lue.montant,
            recuperable_declare_centimes=lue.recuperable_declare, quote_part_centimes=lue.quote_part,
            active=True, origine=OrigineClassement.REGLES,
        )
        for lue in lecture.lignes
    ]  # fmt: skip
    classify_lignes(session, lignes, comptes.fin, comptes.syndic_id)
    session.add_all(lignes)


def tell_libelle(lue: LigneLue) -> str:
    """The label a person reads, and by which a line is classified: account label and motif."""
    if lue.intitule and normalise_libelle(lue.intitule) not in normalise_libelle(lue.libelle):
        return f"{lue.intitule} : {lue.libelle}"
    return lue.libelle or lue.intitule or lue.fournisseur or "sans libellé"


def approve_comptes(session: Session, acteur: Acteur, comptes_id: int, *, version: int, le: date) -> ComptesAnnuels:
    """The AG approved these accounts on a day; both dates are kept.

    :raises RefusedError: they are not received accounts, or the day is before they were received or the year's end.
    """
    comptes = get_comptes(session, acteur, comptes_id, lock=True)
    if comptes.version != version:
        raise StaleError("Ces comptes ont changé depuis que vous les avez ouverts : rechargez la page.")
    if comptes.statut is not StatutComptes.RECUS or comptes.fin is None:
        raise RefusedError("Seuls des comptes reçus peuvent être approuvés.", code="STATUT")
    if le <= comptes.fin:
        raise RefusedError("Une AG n’approuve des comptes qu’après la fin de l’exercice.", code="DATE_APPROBATION")
    comptes.statut, comptes.approuves_le = StatutComptes.APPROUVES, le
    _tell(session, comptes)
    record_acte(
        session, acteur, "note l’approbation de comptes", "comptes_annuels", comptes.id,
        copropriete_id=comptes.copropriete_id, detail={"exercice": comptes.exercice, "le": le.isoformat()},
    )  # fmt: skip
    return comptes


def abandon_comptes(session: Session, acteur: Acteur, comptes_id: int) -> None:
    """Give a preview up; its file stays.

    :raises RefusedError: they were received already.
    """
    comptes = get_comptes(session, acteur, comptes_id, lock=True)
    if comptes.statut is not StatutComptes.APERCU:
        raise RefusedError("Seul un aperçu s’abandonne.", code="STATUT")
    comptes.statut = StatutComptes.ABANDONNES
    _tell(session, comptes)
    record_acte(session, acteur, "abandonne des comptes annuels", "comptes_annuels", comptes.id)


def list_comptes(session: Session, acteur: Acteur, *, code: str = "", limit: int = 500) -> list[ComptesAnnuels]:
    """The accounts an agent sees, previews first, then the most recent exercise."""
    query = visible_comptes(acteur).where(ComptesAnnuels.statut != StatutComptes.ABANDONNES)
    if code:
        copropriete = get_copropriete(session, acteur, code)
        query = query.where(ComptesAnnuels.copropriete_id == copropriete.id)
    order = (ComptesAnnuels.statut != StatutComptes.APERCU, ComptesAnnuels.fin.desc(), ComptesAnnuels.id.desc())
    light = query.order_by(*order).options(defer(ComptesAnnuels.lecture), joinedload(ComptesAnnuels.document))
    return list(session.scalars(light.limit(limit)))


def list_lignes(session: Session, comptes: ComptesAnnuels, debut: int = 0, limit: int = 500) -> list[LigneCharge]:
    """The lines kept of some accounts, in the order of the file."""
    query = select(LigneCharge).where(LigneCharge.comptes_id == comptes.id).order_by(LigneCharge.id)
    return list(session.scalars(query.offset(debut).limit(limit)))


def count_lignes(session: Session, acteur: Acteur) -> dict[str, Any]:
    """How many lines wait for a person, and their euros, in the copropriétés this agent sees."""
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    nombre, total = session.execute(
        select(func.count(LigneCharge.id), func.coalesce(func.sum(func.abs(LigneCharge.montant_centimes)), 0)).where(
            LigneCharge.active.is_(True), LigneCharge.a_qualifier.is_(True), LigneCharge.copropriete_id.in_(visibles)
        )
    ).one()
    return {"nombre": nombre, "total_centimes": int(total)}
