"""What a person answers about a file becomes the profile of its syndic: versioned, tried on the past, a file too."""

import json

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.models import ProfilSyndic
from services.appels_fonds.profils.corrections import apply_reponses
from services.appels_fonds.profils.dispositions import recognise
from services.appels_fonds.profils.rejeux import replay_profil
from services.appels_fonds.profils.versions import VIDE, adopt_profil, current_contenu, get_syndic, load_contenu
from services.appels_fonds.reception import analyses
from services.appels_fonds.reception.analyses import Analyse, analyse_fichier
from services.appels_fonds.reception.referentiels import load_patrimoine
from shared.database import Lecture, Session
from shared.errors import InvalidError, StaleError
from tests.appels_fonds.classeurs.registre import ecrire
from tests.appels_fonds.essais import COMPTABLE, TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai

TITRE = [["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], []]


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def _analyse(contenu: bytes) -> Analyse:
    with Lecture() as session:
        return analyse_fichier(session, COMPTABLE, contenu, "appel.xlsx")


def _answer(contenu: bytes, *reponses: str) -> dict:
    """Answer the questions of a file in their order, and adopt the profile."""
    analyse = _analyse(contenu)
    with Session.begin() as session:
        syndic = get_syndic(session, "S01")
        version, known = current_contenu(session, syndic.id)
        patrimoine = load_patrimoine(session, COMPTABLE)
        nouveau = apply_reponses(known, patrimoine, analyse.lecture.questions, dict(enumerate(reponses)))
        adopt_profil(session, COMPTABLE, syndic, nouveau, motif="essai", version=version)
    return nouveau


def _montants(analyse: Analyse) -> list[tuple[str, str, str, int]]:
    return [(x.cellule, x.lots[0], x.cle, x.montant_centimes) for x in analyse.lignes]


def test_two_amount_columns_are_asked_about_once_and_the_answer_is_kept() -> None:
    contenu = ecrire(
        ("Appel", [*TITRE, ["Lot", "Clé", "Montant", "Montant appelé"], ["3", "GEN", 900, 410], ["7", "GEN", 950, 500]])
    )
    avant = _analyse(contenu)
    [question] = avant.lecture.questions
    assert avant.issue == "refuse"
    assert (question.genre, question.choix) == ("montant", ("montant", "montant appele"))
    _answer(contenu, "montant appele")
    apres = _analyse(contenu)
    assert _montants(apres) == [("D5", "3", "GEN", 41_000), ("D6", "7", "GEN", 50_000)]
    assert (apres.profil.syndic, apres.profil.version) == ("Régie du Furan", 1)


def test_a_file_whose_syndic_is_known_is_read_once_and_the_same(monkeypatch) -> None:
    contenu = ecrire(("Appel", [*TITRE, ["Lot", "Clé", "Montant", "Montant appelé"], ["3", "GEN", 900, 410]]))
    _answer(contenu, "montant appele")
    readings = []
    monkeypatch.setattr(analyses, "read_appel", lambda *arguments: readings.append(1) or read_appel(*arguments))
    with Lecture() as session:
        seul = analyse_fichier(session, COMPTABLE, contenu, "appel.xlsx", pressenties=["X001"])
        assert (len(readings), _montants(seul)) == (1, _montants(_analyse(contenu)))
        readings.clear()
        parc = analyse_fichier(session, COMPTABLE, a_workbook(TRIMESTRE), "appel.xlsx", pressenties=["X002"])
        assert (len(readings), len(parc.lignes)) == (1, 4)  # another copropriété of the same syndic


def test_the_words_of_a_cle_a_lot_and_a_copropriete_are_learnt() -> None:
    contenu = ecrire(
        ("Appel", [
            ["Immeuble", "Lot", "Clé", "Nature", "Exigible le", "Montant"],
            ["Ens. 412", "3", "GEN", "Provision", "01/04/2026", 410],
        ])
    )  # fmt: skip
    _answer(contenu, "x001")
    assert _montants(_analyse(contenu)) == [("F2", "3", "GEN", 41_000)]
    contenu = ecrire(
        ("Appel", [*TITRE, ["Lot", "Clé", "Montant"], ["Appt Durand", "Ens. immob.", 410], ["7", "Ens. immob.", 500]])
    )
    assert [question.genre for question in _analyse(contenu).lecture.questions] == ["lot", "cle"]
    _answer(contenu, "3", "GEN")
    assert _montants(_analyse(contenu)) == [("C5", "3", "GEN", 41_000), ("C6", "7", "GEN", 50_000)]


def test_a_kind_that_nothing_says_is_answered_for_the_syndic() -> None:
    contenu = ecrire(
        ("Appel", [["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Montant"], ["3", "GEN", 410]])
    )
    assert "NATURE_INCERTAINE" in _analyse(contenu).a_confirmer
    _answer(contenu, "provision")
    apres = _analyse(contenu)
    assert ("NATURE_INCERTAINE" in apres.a_confirmer, apres.lignes[0].nature) == (False, "provision")


def test_an_answer_that_names_nothing_we_know_is_refused_at_its_cell() -> None:
    contenu = ecrire(("Appel", [*TITRE, ["Lot", "Clé", "Montant"], ["Appt Durand", "GEN", 410]]))
    with pytest.raises(InvalidError) as refus:
        _answer(contenu, "999")
    assert refus.value.fautes == [{"ou": "Appel A5", "message": "Le lot 999 n’existe pas dans X001."}]


def test_a_new_profile_says_which_past_lines_it_would_read_otherwise() -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel.xlsx")
    with Lecture() as session:
        syndic = get_syndic(session, "S01")
        same = replay_profil(session, COMPTABLE, syndic.id, VIDE, VIDE)
        worse = VIDE | {"natures": {"provision charges courantes": "travaux"}}
        otherwise = replay_profil(session, COMPTABLE, syndic.id, VIDE, worse)
    assert [(x.fichier, x.lignes_avant, x.is_regression) for x in same] == [("appel.xlsx", 4, False)]
    assert [(x.changees[0], len(x.changees)) for x in otherwise] == [("Appel F4", 4)]


def test_a_profile_goes_out_as_a_file_and_comes_back_the_same() -> None:
    contenu = VIDE | {"cles": [{"copropriete": "X001", "mots": "ens immob", "vaut": "GEN"}], "sens": -1}
    assert load_contenu(json.dumps(contenu)) == contenu
    with pytest.raises(InvalidError) as refus:
        load_contenu('{"roles": {"montant": "ARGENT"}, "inconnu": 1}')
    assert {faute["ou"] for faute in refus.value.fautes} == {"roles", "inconnu"}
    with pytest.raises(InvalidError):
        load_contenu(b"PK\x03\x04")


def test_two_people_changing_a_profile_do_not_overwrite_each_other() -> None:
    with Session.begin() as session:
        adopt_profil(session, COMPTABLE, get_syndic(session, "S01"), VIDE, motif="un", version=0)
    with pytest.raises(StaleError), Session.begin() as session:
        adopt_profil(session, COMPTABLE, get_syndic(session, "S01"), VIDE, motif="deux", version=0)
    with Lecture() as session:
        assert session.scalars(select(ProfilSyndic.motif)).all() == ["un"]


def test_a_syndic_who_writes_what_we_owe_as_negative_amounts() -> None:
    contenu = ecrire(
        ("Appel", [*TITRE, ["Lot", "Clé", "Montant"], ["3", "GEN", -410], ["7", "GEN", -500], ["Total", None, -910]])
    )
    with Session.begin() as session:
        adopt_profil(session, COMPTABLE, get_syndic(session, "S01"), VIDE | {"sens": -1}, motif="signe", version=0)
    assert _montants(_analyse(contenu)) == [("C5", "3", "GEN", 41_000), ("C6", "7", "GEN", 50_000)]


def _dispositions() -> list[dict]:
    with Lecture() as session:
        return current_contenu(session, get_syndic(session, "S01").id)[1]["dispositions"]


def test_the_layout_of_an_integrated_workbook_becomes_part_of_the_profile_once() -> None:
    integrate_now(a_workbook(TRIMESTRE), "avril.xlsx")
    [une] = _dispositions()
    assert une["fichier"] == "avril.xlsx"
    assert dict(zip(une["entetes"], une["roles"], strict=True))["montant appele"] == "MONTANT"
    suite = [(*ligne[:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE]
    analyse = _analyse(a_workbook(suite))
    assert analyse.profil is not None
    assert [x.fichier for x in recognise(analyse.profil.contenu, analyse.lecture)] == ["avril.xlsx"]
    integrate_now(a_workbook(suite), "juillet.xlsx")
    assert len(_dispositions()) == 1


def test_the_same_headers_whose_amount_moved_are_asked_about() -> None:
    integrate_now(a_workbook(TRIMESTRE), "avril.xlsx")
    with Session.begin() as session:
        syndic = get_syndic(session, "S01")
        version, contenu = current_contenu(session, syndic.id)
        contenu["dispositions"][0]["roles"] = [
            {"TOTAL": "MONTANT", "MONTANT": "", "EXIGIBLE": "MONTANT"}.get(role, role)
            for role in contenu["dispositions"][0]["roles"]
        ]
        adopt_profil(session, COMPTABLE, syndic, contenu, motif="essai", version=version)
    suite = [(*ligne[:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE]
    analyse = _analyse(a_workbook(suite))
    assert "COLONNE_DU_MONTANT_CHANGEE" in analyse.a_confirmer
    [dite] = [x for x in analyse.anomalies if x.code == "COLONNE_DU_MONTANT_CHANGEE"]
    assert (dite.feuille, dite.cellule) == ("Appel", "A3")
    assert "« montant appele »" in dite.message


def test_a_corrected_column_makes_its_layouts_be_learnt_again() -> None:
    integrate_now(a_workbook(TRIMESTRE), "avril.xlsx")
    analyse = _analyse(a_workbook([("X002", "3", "GEN", "Provision", "01/04/2026", 410.0)]))
    [colonne] = [vue for vue in analyse.lecture.couverture.colonnes if vue.role == "NATURE"]
    with Lecture() as session:
        _, contenu = current_contenu(session, get_syndic(session, "S01").id)
        patrimoine = load_patrimoine(session, COMPTABLE)
    nouveau = apply_reponses(contenu, patrimoine, (), {}, [(colonne, "LIBELLE")])
    assert (nouveau["roles"], nouveau["dispositions"]) == ({"nature": "LIBELLE"}, [])


@pytest.mark.parametrize("entete", ["Montant  appelé", "MONTANT APPELE", "montant\u00a0appelé", " Montant appelé "])
def test_a_profile_written_by_hand_knows_its_headers_without_accents_case_nor_double_spaces(entete) -> None:
    texte = json.dumps({"roles": {entete: "IGNORE", "Somme  À  PAYER": "MONTANT"}})
    with Session.begin() as session:
        syndic = get_syndic(session, "S01")
        adopt_profil(session, COMPTABLE, syndic, load_contenu(texte), motif="écrit à la main", version=0)
    tableau = [["Lot", "Clé", "Montant appelé", "Somme à payer"], ["3", "GEN", 900, 410], ["7", "GEN", 950, 500]]
    analyse = _analyse(ecrire(("Appel", [*TITRE, *tableau])))
    assert [x.montant_centimes for x in analyse.lecture.lignes] == [41_000, 50_000]


def test_a_layout_written_by_hand_is_recognised_and_asks_when_the_amount_comes_from_elsewhere() -> None:
    entetes = ["LOT", "Clé ", "Montant  Appelé", "Régularisé"]
    disposition = {"entetes": entetes, "roles": ["LOT", "CLE", "", "MONTANT"], "fichier": "t1.xlsx"}
    with Session.begin() as session:
        contenu = load_contenu(json.dumps({"dispositions": [disposition]}))
        adopt_profil(session, COMPTABLE, get_syndic(session, "S01"), contenu, motif="essai", version=0)
    tableau = [["Lot", "Clé", "Montant appelé", "Régularisé"], ["3", "GEN", 410, "non"], ["7", "GEN", 500, "non"]]
    analyse = _analyse(ecrire(("Appel", [*TITRE, *tableau])))
    assert "COLONNE_DU_MONTANT_CHANGEE" in {x.code for x in analyse.anomalies}


def test_a_header_given_two_roles_by_its_accents_alone_is_refused() -> None:
    with pytest.raises(InvalidError) as refus:
        load_contenu(json.dumps({"roles": {"Montant appelé": "IGNORE", "MONTANT APPELE": "MONTANT"}}))
    assert "écrit deux fois" in refus.value.fautes[0]["message"]
