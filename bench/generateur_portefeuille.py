"""A landlord's whole portfolio as charges knows it after ten years: what the measures of pages and aggregates read.

500 copropriétés of 25 lots, 40 postes on two clés, budgets, quarterly calls, accounts and régularisations each year.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import String, case, cast, insert, join, literal, select, text, true

from services.charges.cumuls.agregats import keep_depenses
from services.charges.models import (
    ComptesAnnuels,
    LigneCharge,
    MontantAppele,
    RegularisationExercice,
    StatutComptes,
    StatutRegularisation,
)
from services.charges.postes.nomenclature import load_nomenclature
from shared.auth.sessions import open_session
from shared.database import Session, insert_rows
from shared.models import (
    Agence,
    Agent,
    BudgetVote,
    CleRepartition,
    Copropriete,
    DetentionLot,
    Document,
    Exercice,
    Lot,
    RoleAgent,
    Syndic,
    TantiemeLot,
    now,
)
from shared.models.patrimoine import MandatSyndic
from shared.presentation import today

COPROPRIETES, POSTES, LOTS, CLES = 500, 40, 25, ("GEN", "ASC")
ANNEES = range(today().year - 10, today().year)


def fill_portefeuille() -> str:
    """Fill an empty database; returns the id of an open session of an agent who sees everything."""
    with Session.begin() as session:
        agence, syndics = Agence(code="LYO", nom="Lyon"), [Syndic(code=f"S{n}", nom=f"Syndic {n}") for n in range(20)]
        agent = Agent(courriel="a@b.example", nom="Agnès", roles=[RoleAgent(role="CO")], agences=[agence])
        coproprietes = [
            Copropriete(
                code=f"C{rang:04}", nom=f"Résidence {rang}", agence=agence, surface_m2=1_500 + rang,
                lots_principaux=10 + rang % 90,
                cles=[CleRepartition(code=cle, libelle=cle, total_tantiemes=10_000) for cle in CLES],
                mandats=[MandatSyndic(syndic=syndics[rang % 20], du=date(2010, 1, 1))],
                lots=[Lot(numero=str(lot), nature="logement") for lot in range(LOTS)],
                exercices=[Exercice(libelle=str(an), debut=date(an, 1, 1), fin=date(an, 12, 31)) for an in ANNEES],
            )
            for rang in range(COPROPRIETES)
        ]  # fmt: skip
        session.add_all([agence, agent, *coproprietes])
        session.flush()
        _fill_patrimoine(session, coproprietes)
        _fill_comptes(session, coproprietes)
        keep_depenses(session, _list_depenses([une.id for une in coproprietes]))
        opened = open_session(session, agent)
    with Session.begin() as session:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))
    return opened


def _fill_patrimoine(session: Any, coproprietes: list[Copropriete]) -> None:
    insert_rows(session, DetentionLot.__table__, ("lot_id", "du"), (  # type: ignore[arg-type]
        (lot.id, date(2012, 1, 1)) for une in coproprietes for lot in une.lots
    ))  # fmt: skip
    insert_rows(session, TantiemeLot.__table__, ("lot_id", "cle_repartition_id", "tantiemes", "du"), (  # type: ignore[arg-type]
        (lot.id, cle.id, 40 + rang, date(2012, 1, 1))
        for une in coproprietes for rang, lot in enumerate(une.lots) for cle in une.cles
    ))  # fmt: skip
    insert_rows(session, BudgetVote.__table__, ("exercice_id", "cle_repartition_id", "nature", "montant_centimes"), (  # type: ignore[arg-type]
        (exercice.id, cle.id, "COURANT", 4_000_000)
        for une in coproprietes for exercice in une.exercices for cle in une.cles
    ))  # fmt: skip
    colonnes = ("appel", "copropriete_id", "exigible", "cle", "nature", "montant_centimes")
    insert_rows(session, MontantAppele.__table__, colonnes, (  # type: ignore[arg-type]
        (f"AF-{une.id}-{an}-{mois}", une.id, date(an, mois, 1), cle, "provision", 100_000)
        for une in coproprietes for an in ANNEES for mois in (1, 4, 7, 10) for cle in CLES
    ))  # fmt: skip


def _fill_comptes(session: Any, coproprietes: list[Copropriete]) -> None:
    """Accounts of each year, approved except the last; statements of the former years were sent."""
    document = Document(
        sha256="0" * 64,
        nom="comptes.xlsx",
        genre="comptes_annuels",
        taille=1,
        type_mime="x",
        depose_par="a",
        depose_le=now(),
    )
    session.add(document)
    session.flush()
    comptes = [
        ComptesAnnuels(
            copropriete_id=une.id, document_id=document.id, empreinte=f"{une.id}-{an}", signature=f"{une.id}-{an}",
            statut=StatutComptes.RECUS if an == ANNEES[-1] else StatutComptes.APPROUVES, exercice=str(an),
            debut=date(an, 1, 1), fin=date(an, 12, 31), total_centimes=1, nombre_lignes=1, nombre_ecarts=0,
            lecture={"annexe2": []},
            depose_par="a", depose_le=now(),
        )
        for une in coproprietes for an in ANNEES
    ]  # fmt: skip
    session.add_all(comptes)
    session.flush()
    session.add_all(
        RegularisationExercice(
            numero=f"R{un.id}", rang=1, copropriete_id=un.copropriete_id, comptes_id=un.id, exercice=un.exercice,
            debut=un.debut, fin=un.fin, statut=StatutRegularisation.DEFINITIVE, estimee=False, copropriete_centimes=1,
            quote_part_centimes=9_000_000, recuperable_centimes=1, non_recuperable_centimes=1, vacance_centimes=1,
            reel_centimes=1, provisions_centimes=1, detail={}, calculee_par="a", calculee_le=now(),
            envoyee_le=un.fin + timedelta(days=200) if un.fin else None,
        )
        for un in comptes if un.statut is StatutComptes.APPROUVES
    )  # fmt: skip
    session.flush()


def _list_depenses(ids: list[int]) -> Iterator[tuple[Any, ...]]:
    """40 postes × 10 years of each copropriété; one in four has no lift, one in three another heating."""
    alea = np.random.default_rng(7)
    codes = [code for code, poste in load_nomenclature().items() if poste.courant][:POSTES]
    montants = (200_000 * np.exp(alea.normal(0, 0.3, (len(ids), len(ANNEES), POSTES)))).astype(int).tolist()
    for rang, ident in enumerate(ids):
        for a, annee in enumerate(ANNEES):
            for p, code in enumerate(codes):
                montant = montants[rang][a][p]
                cle = "ASC" if code.startswith("ASC") else "GEN"
                yield (
                    ident,
                    str(annee),
                    date(annee, 1, 1),
                    date(annee, 12, 31),
                    code,
                    cle,
                    montant,
                    montant,
                    montant // 2,
                    25,
                )


def fill_lignes(nombre: int, comptes_par_copropriete: int = 1, coproprietes: int = 1) -> int:
    """Lines behind the last exercises of the first copropriétés, as many a poste; returns how many were written.

    The database makes them itself, a copropriété at a time: nothing of them passes through this process.
    """
    codes = [code for code, poste in load_nomenclature().items() if poste.courant][:POSTES]
    rangs = select(literal(0).label("i")).cte("rangs", recursive=True)
    rangs = rangs.union_all(select(rangs.c.i + 1).where(rangs.c.i < nombre - 1))
    poste = case(dict(enumerate(codes)), value=rangs.c.i % POSTES)
    une = ComptesAnnuels
    constantes: dict[str, Any] = {
        "feuille": "F", "compte": "611", "libelle": "Nettoyage", "libelle_normalise": "nettoyage", "cle": "GEN",
        "taux_centiemes": 10_000, "fondement": "Annexe", "confiance_centiemes": 100, "mots": "", "origine": "REGLES",
        "a_qualifier": False, "active": True, "version": 1,
    }  # fmt: skip
    variables = {
        "comptes_id": une.id, "copropriete_id": une.copropriete_id, "exercice": une.exercice,
        "cellule": literal("G").concat(cast(rangs.c.i, String)),
        "montant_centimes": 1_000 + (une.id * 31 + rangs.c.i * 17) % 100_000, "poste": poste,
    }  # fmt: skip
    lignes = select(*variables.values(), *(literal(valeur) for valeur in constantes.values())).select_from(
        join(rangs, une, true())
    )
    depuis = str(ANNEES[-comptes_par_copropriete])
    with Session() as session:
        ids = session.scalars(select(Copropriete.id).order_by(Copropriete.id).limit(coproprietes)).all()
    for ident in ids:
        with Session.begin() as session:
            siennes = lignes.where(une.copropriete_id == ident, une.exercice >= depuis)
            session.execute(insert(LigneCharge).from_select([*variables, *constantes], siennes))
    return nombre * comptes_par_copropriete * len(ids)
