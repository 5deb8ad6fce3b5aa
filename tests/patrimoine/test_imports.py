"""An import creates and updates, says what changed, and refuses every fault at once."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from shared.acteurs import SYSTEME, Acteur
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, InvalidError
from shared.models import Agence, AuditLigne, Copropriete
from shared.patrimoine.bilan import BilanImport
from shared.patrimoine.exports import export_patrimoine
from shared.patrimoine.imports import import_patrimoine, preview_patrimoine
from tests.patrimoine.documents import Objet, bizillon, copropriete


def importer(document: Any, acteur: Acteur = SYSTEME) -> BilanImport:
    with Session.begin() as session:
        return import_patrimoine(session, acteur, document)


def exporter() -> Objet:
    with Lecture() as session:
        return export_patrimoine(session)


def fautes_of(document: Any) -> dict[str, str]:
    """The faults of a document by path; and nothing was written."""
    avant = exporter()
    with pytest.raises(InvalidError) as refus:
        importer(document)
    assert exporter() == avant
    return {faute["chemin"]: faute["message"] for faute in refus.value.fautes}


def agent_of(agence: str, *roles: str) -> Acteur:
    """An agent of one agency."""
    with Lecture() as session:
        ident = session.scalars(select(Agence.id).where(Agence.code == agence)).one()
    return Acteur(id=1, courriel="rc@deuxrives.example", nom="RC", roles=frozenset(roles), agences=frozenset([ident]))


def test_a_first_import_creates_everything(base: Engine) -> None:
    bilan = importer(bizillon())
    assert bilan.crees["coproprietes"] == ["X001"]
    assert bilan.crees["lots"] == ["X001 · 3", "X001 · 7", "X001 · 31"]
    assert {genre: len(objets) for genre, objets in bilan.crees.items()} == {
        "bailleur": 1, "agences": 2, "agents": 1, "syndics": 2, "coproprietes": 1, "mandats": 1, "cles": 2, "lots": 3,
        "detentions": 3, "tantiemes": 5, "exercices": 1, "budgets": 3, "travaux_votes": 1, "appels_anterieurs": 1,
    }  # fmt: skip


def test_importing_the_same_again_changes_nothing_and_leaves_no_trace(base: Engine) -> None:
    importer(bizillon())
    with Lecture() as session:
        avant = len(session.scalars(select(AuditLigne)).all())
    bilan = importer(bizillon())
    assert not bilan.changes
    assert bilan.inchanges["tantiemes"] == 5
    with Lecture() as session:
        assert len(session.scalars(select(AuditLigne)).all()) == avant


def test_a_change_is_said_with_its_old_and_new_value_and_kept_in_the_journal(base: Engine) -> None:
    importer(bizillon())
    document = bizillon()
    copropriete(document).update(surface_m2=1840, agence="LYO", syndic="S02")
    copropriete(document)["travaux_votes"][0]["echeances"] = ["2025-10-01"]
    bilan = importer(document)
    assert {(each.champ, str(each.avant), str(each.apres)) for each in bilan.changements} == {
        ("surface_m2", "1830", "1840"),
        ("agence", "STE", "LYO"),
        ("syndic", "S01", "S02"),
        ("echeances", "['2025-10-01', '2026-01-01']", "['2025-10-01']"),
    }
    assert exporter() == document
    with Lecture() as session:
        found = session.scalars(select(Copropriete)).one()
        line = session.scalars(select(AuditLigne).where(AuditLigne.copropriete_id == found.id)).all()[-1]
        assert line.acte == "importe le patrimoine"
        assert {"champ": "surface_m2", "avant": 1830, "apres": 1840}.items() <= {
            **next(each for each in line.detail["changements"] if each["champ"] == "surface_m2")
        }.items()


def test_an_import_raises_the_version_of_the_coproprietes_it_touches_and_only_theirs(base: Engine) -> None:
    autre = {"code": "X002", "nom": "SDC Villeboeuf", "agence": "STE"}
    document = bizillon()
    document["coproprietes"].append(autre)
    importer(document)
    copropriete(document)["lots"][0]["tantiemes"]["GEN"] = 42
    importer(document)
    with Lecture() as session:
        assert dict(session.execute(select(Copropriete.code, Copropriete.version)).all()) == {"X001": 2, "X002": 1}


def test_what_the_file_no_longer_names_stays_and_is_reported(base: Engine) -> None:
    importer(bizillon())
    document = bizillon()
    del copropriete(document)["lots"][2], document["syndics"][1]
    bilan = importer(document)
    assert not bilan.changes
    assert bilan.absents == {"syndics": ["S02"], "lots": ["X001 · 31"]}
    assert exporter() == bizillon()


def test_a_key_that_is_missing_says_nothing_and_a_null_clears(base: Engine) -> None:
    importer(bizillon())
    bilan = importer({"coproprietes": [{"code": "X001", "iban": None}]})
    assert [(each.champ, each.apres) for each in bilan.changements] == [("iban", None)]
    attendu = bizillon()
    copropriete(attendu)["iban"] = None
    assert exporter() == attendu


def test_a_preview_says_the_same_and_writes_nothing(base: Engine) -> None:
    with Lecture() as session:
        apercu = preview_patrimoine(session, SYSTEME, bizillon())
    assert exporter()["coproprietes"] == []
    assert apercu == importer(bizillon())


def test_every_fault_comes_in_one_pass_with_its_path(base: Engine) -> None:
    document = bizillon()
    document["couleur"] = "vert"
    document["bailleur"]["siren"] = "123456789"
    document["agents"][0]["roles"] = ["CO", "XX"]
    document["syndics"].append({"code": "S01", "nom": "Doublon", "siret": "1"})
    le_bizillon = copropriete(document)
    le_bizillon.update(iban="FR7630006000011234567890188", immatriculation="4200017", agence="PAR", surface_m2=-1)
    le_bizillon["exercices"][0].update(fin="2025-12-31", budget={"XYZ": 1, "GEN": 10.5})
    le_bizillon["travaux_votes"][0].update(montant=-5, resolution=None)
    le_bizillon["lots"][1].update(tantiemes={"GEN": 2000, "BATA": 3}, au="2012-13-01")
    assert fautes_of(document).keys() == {
        "couleur",
        "bailleur.siren",
        "agents[0].roles[1]",
        "syndics[2].code",
        "syndics[2].siret",
        "coproprietes[0].iban",
        "coproprietes[0].immatriculation",
        "coproprietes[0].agence",
        "coproprietes[0].surface_m2",
        "coproprietes[0].exercices[0].fin",
        "coproprietes[0].exercices[0].budget.XYZ",
        "coproprietes[0].exercices[0].budget.GEN",
        "coproprietes[0].travaux_votes[0].montant",
        "coproprietes[0].travaux_votes[0].resolution",
        "coproprietes[0].lots[1].tantiemes.BATA",
        "coproprietes[0].lots[1].au",
        "coproprietes[0].cles[0].total",
    }


def test_a_new_copropriete_needs_a_name_and_an_agency(base: Engine) -> None:
    assert fautes_of({"coproprietes": [{"code": "X009"}]}) == {
        "coproprietes[0].agence": "« agence » est obligatoire",
        "coproprietes[0].nom": "« nom » est obligatoire",
    }


@pytest.mark.parametrize("document", [[], "texte", {"coproprietes": {}}, {"coproprietes": [3]}, {"agents": [None]}])
def test_a_document_of_another_shape_is_refused_without_a_traceback(base_sqlite: Engine, document: Any) -> None:
    assert fautes_of(document)


def test_our_tantiemes_count_only_on_the_days_the_lots_are_ours(base: Engine) -> None:
    document = bizillon()
    copropriete(document)["cles"][0]["total"] = 95
    assert "97 tantièmes" in fautes_of(document)["coproprietes[0].cles[0].total"]
    copropriete(document)["lots"][0]["au"] = "2020-01-31"
    copropriete(document)["lots"][2]["du"] = "2020-02-01"
    importer(document)


def test_the_total_of_a_cle_cannot_be_lowered_under_what_the_base_already_holds(base: Engine) -> None:
    importer(bizillon())
    faulty = {"coproprietes": [{"code": "X001", "cles": [{"code": "ASC", "total": 89}]}]}
    assert fautes_of(faulty).keys() == {"coproprietes[0].cles[0].total"}


def test_two_mandates_that_share_a_day_are_refused(base: Engine) -> None:
    document = bizillon()
    del copropriete(document)["syndic"]
    copropriete(document)["mandats"] = [
        {"syndic": "S01", "du": "2015-01-01", "au": "2024-06-12"},
        {"syndic": "S02", "du": "2024-06-12", "au": None},
    ]
    assert "se chevauchent" in fautes_of(document)["coproprietes[0].mandats[1].du"]
    copropriete(document)["mandats"][0]["au"] = "2024-06-11"
    importer(document)
    assert exporter() == document


def test_a_value_without_date_never_rewrites_a_dated_history(base: Engine) -> None:
    document = bizillon()
    copropriete(document)["lots"][0]["tantiemes"] = [
        {"du": None, "au": "2019-12-31", "cles": {"GEN": 40}},
        {"du": "2020-01-01", "au": None, "cles": {"GEN": 41}},
    ]
    importer(document)
    stated = {"coproprietes": [{"code": "X001", "lots": [{"numero": "3", "tantiemes": {"GEN": 41}}]}]}
    assert not importer(stated).changes
    stated["coproprietes"][0]["lots"][0]["tantiemes"]["GEN"] = 45  # type: ignore[index]
    assert "valeur datée" in fautes_of(stated)["coproprietes[0].lots[0].tantiemes.GEN"]


def test_a_lot_sold_then_imported_with_its_sale_is_closed_in_place(base: Engine) -> None:
    importer(bizillon())
    document = bizillon()
    copropriete(document)["lots"][0].update(du="2012-05-01", au="2026-03-31")
    bilan = importer(document)
    assert {each.champ for each in bilan.changements} == {"du", "au"}
    assert bilan.absents == {}
    assert exporter() == document


def test_only_an_administrator_gives_roles(base: Engine) -> None:
    importer(bizillon())
    document = bizillon()
    document["agents"][0]["roles"] = ["ADMIN", "CO"]
    with pytest.raises(ForbiddenError, match="administrateurs"):
        importer(document, agent_of("STE", "RC"))
    importer(document, agent_of("STE", "ADMIN"))
    assert exporter()["agents"] == document["agents"]


def test_a_manager_imports_only_the_coproprietes_of_his_agencies(base: Engine) -> None:
    importer(bizillon())
    document = bizillon()
    copropriete(document)["nom"] = "Le Bizillon"
    with pytest.raises(ForbiddenError, match="X001"):
        importer(document, agent_of("LYO", "RC"))
    copropriete(document)["agence"] = "LYO"
    with pytest.raises(ForbiddenError, match="X001"):
        importer(document, agent_of("STE", "RC"))
    copropriete(document)["agence"] = "STE"
    assert importer(document, agent_of("STE", "RC")).modifies == {"coproprietes": 1}
