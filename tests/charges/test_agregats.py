"""The yearly aggregate never drifts from its lines: rows, compact sums and cube say the same, whatever happened."""

import itertools
import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session as OrmSession

from services.charges.comparaison.complements import load_complements, read_suivis, sum_complements
from services.charges.comparaison.cube import POSTES, build_cube, load_cube
from services.charges.comptes.comptes_annuels import abandon_comptes, approve_comptes, confirm_comptes, deposit_comptes
from services.charges.cumuls.agregats import keep_depenses, rebuild_agregat, refresh_agregat
from services.charges.cumuls.cellules import Cellule, Exercice, pack_cellules, unpack_cellules
from services.charges.cumuls.dossiers import Dossier, load_dossiers, read_dossiers, read_poids
from services.charges.cumuls.fiches_patrimoine import ask_marques, read_fiches
from services.charges.cumuls.revisions import read_depenses, recall_sommes
from services.charges.decomptes.enregistrement import send_regularisation, settle_exercice
from services.charges.models import (
    ComptesAnnuels,
    CorrectionLibelle,
    DepenseAnnuelle,
    LigneCharge,
    MontantAppele,
    RegularisationExercice,
    SommesCopropriete,
    TauxRecuperable,
)
from services.charges.montants_appeles import record_annulation, record_appel
from services.charges.postes.corrections import correct_groupes, list_corrections, list_file, withdraw_correction
from services.charges.postes.recuperation import split_recuperable
from services.charges.postes.taux_recuperables import decide_taux, list_taux, withdraw_taux
from services.cli.charges import charges
from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.errors import AppError, RefusedError
from shared.messages import AppelFondsAnnule, AppelFondsComptabilise
from shared.models import Copropriete
from shared.patrimoine.imports import import_patrimoine
from tests.appels_fonds.essais import COMPTABLE, PATRIMOINE, load_patrimoine_essai
from tests.charges.test_comptes_annuels import classeur

EXERCICES = [Exercice(str(annee), date(annee, 1, 1), date(annee, 12, 31)) for annee in range(2020, 2026)]
CENTIMES = st.integers(-(10**12), 10**12)
UNE_CELLULE = st.builds(
    Cellule, st.sampled_from(EXERCICES), st.sampled_from(POSTES), st.sampled_from(["GEN", "ASC", "clé n° 4"]), CENTIMES,
    st.none() | CENTIMES, st.none() | CENTIMES,
)  # fmt: skip


@given(st.lists(UNE_CELLULE, max_size=40))
def test_cells_come_back_from_their_compact_value_as_they_were(cellules: list[Cellule]) -> None:
    assert list(unpack_cellules(pack_cellules(cellules))) == cellules


@given(st.dictionaries(st.integers(1, 5), st.lists(UNE_CELLULE, min_size=1, max_size=30), min_size=1))
def test_the_cube_adds_up_the_cells_of_each_place_exactly(par_copropriete: dict[int, list[Cellule]]) -> None:
    cube = build_cube({ident: unpack_cellules(pack_cellules(cellules)) for ident, cellules in par_copropriete.items()})
    attendu: dict[tuple[int, int, str], int] = defaultdict(int)
    for ident, cellules in par_copropriete.items():
        for une in cellules:
            attendu[ident, une.exercice.fin.year, une.poste] += une.realise
    assert {
        (ident, annee, poste): int(cube.realise[c, a, p])
        for c, ident in enumerate(cube.ids)
        for a, annee in enumerate(cube.annees)
        for p, poste in enumerate(cube.postes)
        if cube.realise[c, a, p]
    } == {lieu: montant for lieu, montant in attendu.items() if montant}


LIBELLES = [("611", "Nettoyage"), ("616", "Assurance"), ("615", "Divers"), ("602", "Électricité"), ("601", "Eau")]
UNE_LIGNE = st.tuples(st.sampled_from(["GEN", "ASC"]), st.sampled_from(LIBELLES), st.integers(-500_000, 900_000))
ACTE = st.one_of(
    st.tuples(st.just("reçoit"), st.sampled_from(["X001", "X002"]), st.sampled_from([2024, 2025]),
              st.lists(UNE_LIGNE, min_size=1, max_size=6)),
    st.tuples(st.just("classe"), st.integers(0, 5), st.sampled_from(["REP-02", "NET-01", "DIV-01"]), st.booleans()),
    st.tuples(st.just("reprend"), st.integers(0, 3)),
    st.tuples(st.just("décide"), st.sampled_from(["NET-01", "REP-02", "EAU-01"]), st.integers(0, 10_000),
              st.sampled_from([2024, 2025]), st.sampled_from([None, "X001"])),
    st.tuples(st.just("retire"), st.integers(0, 3)),
    st.tuples(st.just("appelle"), st.sampled_from(["X001", "X002"]), st.sampled_from([2024, 2025])),
    st.tuples(st.just("annule"), st.integers(0, 3)),
    st.tuples(st.just("suit"), st.sampled_from(["approuve", "régularise", "envoie", "dépose", "abandonne"])),
    st.tuples(st.just("pèse"), st.sampled_from(["X001", "X002"]), st.integers(1, 400)),
)  # fmt: skip
NUMEROS = itertools.count(1)
JOUR = date(2026, 6, 1)


def receive(code: str, annee: int, lignes: list[tuple[str, tuple[str, str], int]]) -> None:
    """Yearly accounts received, or issued again, each in a file of its own."""
    numero = next(NUMEROS)
    rangees: list[list[object]] = [
        [cle, compte, libelle, date(annee, 6, 30), "Régie", f"Facture {rang}", centimes / 100, 0]
        for rang, (cle, (compte, libelle), centimes) in enumerate(lignes)
    ]
    rangees.append(["GEN", "615", "Pli", date(annee, 1, 1), "X", "Y", numero, 0])
    with Session.begin() as session:
        apercu = deposit_comptes(session, COMPTABLE, classeur(rangees), f"{numero}.xlsx")
        confirm_comptes(
            session, COMPTABLE, apercu.id, version=apercu.version, code=code, debut=date(annee, 1, 1),
            fin=date(annee, 12, 31), recus_le=date(2026, 3, 2), motif="Écart connu",
        )  # fmt: skip


def classify(rang: int, poste: str, learn: bool) -> None:
    with Session.begin() as session:
        groupes = list_file(session, COMPTABLE, tout=True)
        if groupes:
            correct_groupes(session, COMPTABLE, [groupes[rang % len(groupes)].cle], poste, learn=learn)


def take_back(rang: int) -> None:
    with Session.begin() as session:
        vivantes = [une.id for une, _ in list_corrections(session, COMPTABLE) if une.retire_le is None]
        if vivantes:
            withdraw_correction(session, COMPTABLE, vivantes[rang % len(vivantes)])


def decide(poste: str, centiemes: int, annee: int, code: str | None) -> None:
    try:
        with Session.begin() as session:
            decide_taux(session, COMPTABLE, poste, Decimal(centiemes) / 100, date(annee, 1, 1), "Décision du CA", code)
    except RefusedError:
        pass  # a rate of that day is there already


def withdraw(rang: int) -> None:
    with Session.begin() as session:
        vivants = [un.id for un in list_taux(session, COMPTABLE) if un.retire_le is None]
        if vivants:
            withdraw_taux(session, COMPTABLE, vivants[rang % len(vivants)])


def call(code: str, annee: int) -> None:
    with Session.begin() as session:
        ident = session.scalars(select(Copropriete.id).where(Copropriete.code == code)).one()
        montants = [{"cle": "GEN", "nature": "provision", "montant_centimes": 1_000}]
        record_appel(session, AppelFondsComptabilise(
            appel=f"AF-{next(NUMEROS)}", copropriete_id=ident, exigible=date(annee, 4, 1), total_centimes=1_000,
            montants=montants,
        ))  # fmt: skip


def undo(rang: int) -> None:
    with Session.begin() as session:
        appels = session.scalars(select(MontantAppele).order_by(MontantAppele.id)).all()
        if appels:
            un = appels[rang % len(appels)]
            fact = AppelFondsAnnule(appel=un.appel, copropriete_id=un.copropriete_id, annule_le=date(2026, 5, 1))
            record_annulation(session, fact)


def follow(acte: str) -> None:
    """The life of the latest accounts; what they do not allow is refused, and changes nothing."""
    with suppress(AppError, NoResultFound), Session.begin() as session:
        if acte == "dépose":
            deposit_comptes(
                session, COMPTABLE, classeur([["GEN", "615", "Pli", JOUR, "X", "Y", next(NUMEROS), 0]]), "x.xlsx"
            )
            return
        comptes = session.scalars(select(ComptesAnnuels).order_by(ComptesAnnuels.id.desc()).limit(1)).one()
        if acte == "approuve":
            approve_comptes(session, COMPTABLE, comptes.id, version=comptes.version, le=date(2026, 5, 1))
        elif acte == "abandonne":
            abandon_comptes(session, COMPTABLE, comptes.id)
        elif acte == "régularise":
            settle_exercice(session, COMPTABLE, comptes.id)
        else:
            query = select(RegularisationExercice).order_by(RegularisationExercice.id.desc()).limit(1)
            une = session.scalars(query).one()
            send_regularisation(session, COMPTABLE, une.id, version=une.version, le=date(2026, 5, 1))


def weigh(code: str, tantiemes: int) -> None:
    """The patrimoine says other tantièmes for a lot."""
    modele = next(une for une in PATRIMOINE["coproprietes"] if une["code"] == code)
    lots = [{**modele["lots"][0], "tantiemes": {"GEN": tantiemes, "ASC": 38}}]
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, {**PATRIMOINE, "coproprietes": [{**modele, "lots": lots}]})


FAIRE: dict[str, Callable[..., None]] = {
    "reçoit": receive, "classe": classify, "reprend": take_back, "décide": decide, "retire": withdraw,
    "appelle": call, "annule": undo, "suit": follow, "pèse": weigh,
}  # fmt: skip


def check_no_drift(session: OrmSession) -> None:
    """Lines added one by one in Python, rows, compact sums, what the process remembers, and the cube: all the same."""
    par_taux: dict[tuple[int, str, str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for ligne in session.scalars(select(LigneCharge).where(LigneCharge.active.is_(True))):
        lieu = (ligne.copropriete_id, ligne.exercice, ligne.poste, ligne.cle)
        par_taux[lieu][ligne.taux_centiemes] += ligne.montant_centimes
    fraiches = {
        lieu: (sum(taux.values()), sum(split_recuperable(m, Decimal(t) / 100).recuperable for t, m in taux.items()))
        for lieu, taux in par_taux.items()
    }
    rows = {
        (row.copropriete_id, row.exercice, row.poste, row.cle): (row.realise_centimes, row.recuperable_centimes)
        for row in session.scalars(select(DepenseAnnuelle).where(DepenseAnnuelle.budget_centimes.is_(None)))
    }
    assert rows == fraiches
    ids = session.scalars(select(SommesCopropriete.copropriete_id)).all()
    depenses = read_depenses(session, ids)
    assert {
        ident: list(cellules)
        for ident, cellules in recall_sommes(session, ask_marques(session)).items()
        if cellules.postes
    } == depenses
    total = session.scalar(select(func.sum(DepenseAnnuelle.realise_centimes))) or 0
    assert int(load_cube(session).realise.sum()) == total
    tous = list(session.scalars(select(Copropriete.id)))
    gardes = load_dossiers(session, JOUR)
    relus = read_dossiers(session, JOUR, read_fiches(session, tous), read_poids(session, JOUR, tous))
    assert [tell(gardes[ident]) for ident in tous] == [tell(relus[ident]) for ident in tous]
    for annee in (2023, 2024, 2025):
        suivis = list(read_suivis(session, tous).values())
        assert load_complements(session, ask_marques(session), tous, annee) == sum_complements(suivis, annee)


def tell(dossier: Dossier) -> list[object]:
    """Everything a dossier holds, in values that compare."""
    return [
        valeur.tolist() if isinstance(valeur, np.ndarray) else valeur
        for champ in fields(dossier)
        for valeur in [getattr(dossier, champ.name)]
    ]


@pytest.fixture
def ids(base: Engine) -> dict[str, int]:
    load_patrimoine_essai()
    with Lecture() as session:
        return dict(session.execute(select(Copropriete.code, Copropriete.id)).all())


SEQUENCES = settings(
    max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
"""Shrinking would replay the database for minutes: the acts of a failure are few enough to be read."""


@SEQUENCES
@given(actes=st.lists(ACTE, min_size=2, max_size=7))
def test_after_any_sequence_of_acts_the_aggregate_is_the_sum_of_the_lines(
    ids: dict[str, int], actes: list[tuple[str, ...]]
) -> None:
    with Session.begin() as session:
        for modele in (MontantAppele, RegularisationExercice, LigneCharge, CorrectionLibelle, TauxRecuperable,
                       DepenseAnnuelle, ComptesAnnuels):  # fmt: skip
            session.execute(delete(modele))
        for ident in ids.values():
            keep_depenses(
                session, [(ident, "2023", date(2023, 1, 1), date(2023, 12, 31), "NET-01", "GEN", 90, 100, 50, 0)]
            )
    for nom, *reste in actes:
        FAIRE[nom](*reste)
        with Lecture() as session:
            check_no_drift(session)


def test_two_writers_of_one_copropriete_wait_and_each_counts_what_the_other_did(ids: dict[str, int]) -> None:
    receive("X001", 2024, [("GEN", LIBELLES[0], 1_000)])
    receive("X001", 2025, [("GEN", LIBELLES[0], 2_000)])
    with Lecture() as session:
        avant = session.scalar(select(func.sum(DepenseAnnuelle.realise_centimes)))
        assert avant
    depart = threading.Barrier(2)

    def double(annee: int) -> None:
        depart.wait()
        for _ in range(5):
            with Session.begin() as session:
                session.execute(
                    update(LigneCharge)
                    .where(LigneCharge.exercice == str(annee))
                    .values(montant_centimes=LigneCharge.montant_centimes * 2)
                )
                refresh_agregat(session, ids["X001"], str(annee), date(annee, 1, 1), date(annee, 12, 31))

    ecrivains = [threading.Thread(target=double, args=(annee,)) for annee in (2024, 2025)]
    for ecrivain in ecrivains:
        ecrivain.start()
    for ecrivain in ecrivains:
        ecrivain.join()
    with Lecture() as session:
        check_no_drift(session)
        assert session.scalar(select(func.sum(DepenseAnnuelle.realise_centimes))) == avant * 2**5


def test_a_copropriete_is_summed_again_on_request_and_says_whether_it_had_drifted(ids: dict[str, int]) -> None:
    receive("X001", 2025, [("GEN", LIBELLES[0], 1_000)])
    with Session.begin() as session:
        assert rebuild_agregat(session, ids["X001"]) is False
        session.execute(update(DepenseAnnuelle).values(realise_centimes=7))
    with Session.begin() as session:
        assert rebuild_agregat(session, ids["X001"]) is True
        check_no_drift(session)


def test_sums_that_were_never_packed_are_read_from_their_rows(ids: dict[str, int]) -> None:
    receive("X001", 2025, [("GEN", LIBELLES[0], 1_000)])
    with Session.begin() as session:
        session.execute(update(SommesCopropriete).values(contenu=None, revision=SommesCopropriete.revision + 1))
    with Lecture() as session:
        check_no_drift(session)


def test_the_command_says_which_sums_had_drifted_and_makes_them_again(
    base_sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_patrimoine_essai()
    monkeypatch.setenv("DATABASE_URL", str(base_sqlite.url))
    receive("X002", 2025, [("GEN", LIBELLES[0], 1_000)])
    with Session.begin() as session:
        session.execute(update(DepenseAnnuelle).values(realise_centimes=7))
    sorties = [CliRunner().invoke(charges, ["resommer", *options]) for options in (["--verifier"], [], ["--verifier"])]
    assert [sortie.exit_code for sortie in sorties] == [1, 0, 0]
    assert "À refaire : X002" in sorties[0].output
    assert "2 copropriétés additionnées, 0 ne" in sorties[2].output
