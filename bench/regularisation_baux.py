"""10,000 leases settled from the database: ``python -m bench.regularisation_baux``; the bound is 60 seconds.

100 copropriétés of 100 leases and 30 expenses on three clés, on SQLite: leases, dated tantièmes, lines and provisions
are read, the result is written with every statement. The ratio is to writing the same statements as bare rows.
"""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert, select
from sqlalchemy.orm import Session as OrmSession

from services.charges.decomptes.enregistrement import settle_exercice
from services.charges.models import (
    BailLocatif,
    BailLot,
    ComptesAnnuels,
    LigneCharge,
    OrigineClassement,
    ProvisionBail,
    RegularisationExercice,
    StatutComptes,
)
from services.charges.postes.nomenclature import load_nomenclature
from services.migrations import migrate_engine
from shared.acteurs import Acteur
from shared.database import Session, bind_database
from shared.documents import bind_documents
from shared.models import (
    Agence,
    CleRepartition,
    Copropriete,
    DetentionLot,
    Document,
    Lot,
    TantiemeLot,
)

COPROPRIETES, BAUX, LIGNES = 100, 100, 30
DEBUT, FIN, JADIS = date(2025, 1, 1), date(2025, 12, 31), date(2010, 1, 1)
AGENT = Acteur(None, "banc@demo.example", "Banc", frozenset({"CO", "DI"}), frozenset())
CLES = ("GEN", "ASC", "CHF")


def fill(session: OrmSession) -> list[int]:
    """Write the portfolio; returns the accounts to settle."""
    maintenant = datetime.now(UTC)
    agence = Agence(code="A", nom="Banc")
    document = Document(
        sha256="0" * 64, nom="c.xlsx", type_mime="x", genre="comptes_annuels", taille=1, depose_par="x",
        depose_le=maintenant,
    )  # fmt: skip
    session.add_all([agence, document])
    session.flush()
    codes = [code for code, poste in load_nomenclature().items() if poste.courant][:LIGNES]
    comptes_ids = []
    for rang in range(COPROPRIETES):
        copropriete = Copropriete(code=f"B{rang:03d}", nom="Banc", agence_id=agence.id)
        session.add(copropriete)
        session.flush()
        cles = [CleRepartition(copropriete_id=copropriete.id, code=c, libelle=c, total_tantiemes=20_000) for c in CLES]
        lots = [Lot(copropriete_id=copropriete.id, numero=str(n), nature="logement") for n in range(BAUX)]
        comptes = ComptesAnnuels(
            copropriete_id=copropriete.id, document_id=document.id, empreinte=str(rang), signature=str(rang),
            statut=StatutComptes.RECUS, exercice="2025", debut=DEBUT, fin=FIN, total_centimes=0, nombre_lignes=LIGNES,
            nombre_ecarts=0, lecture={}, depose_par="x", depose_le=maintenant, recus_le=FIN,
        )  # fmt: skip
        baux = [
            BailLocatif(copropriete_id=copropriete.id, numero=f"{rang}-{n}", du=JADIS, au=None, maj_par="x",
                        maj_le=maintenant)
            for n in range(BAUX)
        ]  # fmt: skip
        session.add_all([*cles, *lots, comptes, *baux])
        session.flush()
        comptes_ids.append(comptes.id)
        _fill_liens(session, lots, cles, baux)
        session.execute(insert(LigneCharge), [
            {"comptes_id": comptes.id, "copropriete_id": copropriete.id, "exercice": "2025", "feuille": "F",
             "cellule": f"A{n}", "compte": "614", "libelle": code, "libelle_normalise": code, "cle": CLES[n % 3],
             "montant_centimes": 123_457 + 991 * n, "poste": code, "taux_centiemes": 2_500 * (n % 5), "fondement": "",
             "confiance_centiemes": 100, "mots": "", "origine": OrigineClassement.REGLES, "a_qualifier": False,
             "active": True}
            for n, code in enumerate(codes)
        ])  # fmt: skip
    return comptes_ids


def _fill_liens(session: OrmSession, lots: list[Lot], cles: list[CleRepartition], baux: list[BailLocatif]) -> None:
    session.execute(insert(DetentionLot), [{"lot_id": lot.id, "du": JADIS} for lot in lots])
    session.execute(insert(TantiemeLot), [
        {"lot_id": lot.id, "cle_repartition_id": cle.id, "tantiemes": 50 + rang % 90, "du": JADIS}
        for rang, lot in enumerate(lots) for cle in cles
    ])  # fmt: skip
    session.execute(insert(BailLot), [{"bail_id": b.id, "lot_id": lot.id} for b, lot in zip(baux, lots, strict=True)])
    session.execute(insert(ProvisionBail), [
        {"bail_id": bail.id, "debut": DEBUT, "fin": FIN, "montant_centimes": 120_000} for bail in baux
    ])  # fmt: skip


def main() -> None:
    """Print the time and what it gave."""
    with tempfile.TemporaryDirectory() as folder:
        bind_documents(Path(folder) / "documents")
        migrate_engine(bind_database(f"sqlite:///{folder}/banc.db"))
        with Session.begin() as session:
            comptes_ids = fill(session)
        depart = perf_counter()
        for comptes_id in comptes_ids:
            with Session.begin() as session:
                settle_exercice(session, AGENT, comptes_id)
        duree = perf_counter() - depart
        with Session() as session:
            faites = session.scalars(select(RegularisationExercice)).all()
            baux = sum(len(une.decomptes) for une in faites)
            juste = all(une.reel_centimes + une.vacance_centimes == une.recuperable_centimes for une in faites)
    print(f"{baux} leases of {len(faites)} copropriétés, {LIGNES} expenses each: {duree:.1f} s (bound 60 s)")
    print(f"statements + vacancy = recoverable everywhere: {juste}")


if __name__ == "__main__":
    main()
