"""The demo's assemblies: one held by each copropriété, ten to come within a month, six ways to print."""

import re
from datetime import date, timedelta

import pytest

from services.demo.agendas import A_SAISIR, build_assemblees, write_ordre_du_jour, write_ordre_du_jour_a_saisir
from services.demo.portefeuille import build_patrimoine
from services.demo.styles import ordinal

JOUR = date(2026, 11, 23)


@pytest.fixture(scope="module")
def patrimoine():
    return build_patrimoine(JOUR)


@pytest.fixture(scope="module")
def assemblees(patrimoine):
    return build_assemblees(patrimoine, JOUR)


def test_each_copropriete_held_an_assembly_within_thirteen_months(assemblees):
    held = [assemblee for assemblee in assemblees if assemblee.date_ag <= JOUR]
    assert len({assemblee.copropriete for assemblee in held}) == len(held) == 24
    assert all(JOUR - assemblee.date_ag < timedelta(days=396) for assemblee in held)


def test_ten_assemblies_are_convened_for_the_coming_month_on_working_days(assemblees):
    coming = [assemblee for assemblee in assemblees if assemblee.date_ag > JOUR]
    assert len(coming) == 10
    assert all(assemblee.date_ag - JOUR <= timedelta(days=40) for assemblee in coming)
    assert all(assemblee.date_ag.weekday() < 5 for assemblee in assemblees)
    assert all(assemblee.convocation_presentee_le < JOUR for assemblee in assemblees)


def test_an_agenda_has_ten_to_forty_points_numbered_without_doubles(assemblees):
    for assemblee in assemblees:
        numeros = [resolution.numero for resolution in assemblee.resolutions]
        assert 10 <= len(numeros) <= 40
        assert len(set(numeros)) == len(numeros)


def test_held_assemblies_are_fully_answered_and_coming_ones_partly(assemblees):
    for assemblee in assemblees:
        votes = [resolution for resolution in assemblee.resolutions if not resolution.information]
        answered = [resolution for resolution in votes if resolution.position]
        if assemblee.date_ag <= JOUR:
            assert answered == votes
            assert all(resolution.resultat for resolution in votes)
        else:
            assert 0 < len(answered) < len(votes)
            assert not any(resolution.resultat for resolution in votes)


def test_a_point_of_information_is_never_answered(assemblees):
    points = [resolution for assemblee in assemblees for resolution in assemblee.resolutions if resolution.information]
    assert len(points) == 2 * len(assemblees)
    assert not any(point.position or point.article or point.resultat for point in points)


def test_works_of_the_patrimoine_are_the_resolution_that_voted_them(patrimoine, assemblees):
    agendas = {(assemblee.copropriete, assemblee.date_ag.isoformat()): assemblee for assemblee in assemblees}
    seen = 0
    for copropriete in patrimoine["coproprietes"]:
        for travaux in copropriete["travaux_votes"]:
            assemblee = agendas.get((copropriete["code"], travaux["date_ag"]))
            if assemblee:
                (resolution,) = (r for r in assemblee.resolutions if r.numero == travaux["resolution"])
                assert (resolution.montant, resolution.cle) == (travaux["montant"], travaux["cle"])
                assert resolution.resultat == "ADOPTEE"
                seen += 1
    assert seen == 7


def test_the_budget_put_to_the_vote_of_a_held_assembly_is_the_one_called_since(patrimoine, assemblees):
    voted = {
        (copropriete["code"], exercice["vote_le"]): sum(exercice["budget"].values())
        for copropriete in patrimoine["coproprietes"]
        for exercice in copropriete["exercices"]
    }
    for assemblee in assemblees:
        if assemblee.date_ag <= JOUR:
            (budget,) = (r for r in assemblee.resolutions if "budget pr" in r.texte and "arrêté" in r.texte)
            assert budget.montant == voted[assemblee.copropriete, assemblee.date_ag.isoformat()]


def test_every_cle_voted_on_belongs_to_the_copropriete(patrimoine, assemblees):
    cles = {c["code"]: {cle["code"] for cle in c["cles"]} for c in patrimoine["coproprietes"]}
    for assemblee in assemblees:
        assert {resolution.cle for resolution in assemblee.resolutions} <= cles[assemblee.copropriete]


def test_six_syndics_print_six_styles(assemblees):
    starts = {}
    for assemblee in assemblees:
        first = write_ordre_du_jour(assemblee, "X").splitlines()[4]
        starts[assemblee.syndic] = re.split("(?i)[eé]lection", first)[0]
    assert starts == {
        "S01": "1. ", "S02": "1.1 ", "S03": "PREMIÈRE RÉSOLUTION : ", "S04": "1- ", "S05": "1° ", "S06": "01 - ",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rang", "words"),
    [(1, "PREMIÈRE"), (19, "DIX-NEUVIÈME"), (20, "VINGTIÈME"), (21, "VINGT ET UNIÈME"), (30, "TRENTIÈME"),
     (38, "TRENTE-HUITIÈME"), (40, "QUARANTIÈME")],
)  # fmt: skip
def test_ordinals_are_written_in_words(rang, words):
    assert ordinal(rang) == words


def test_one_agenda_is_left_to_paste_for_an_assembly_that_is_not_created(tmp_path, patrimoine, assemblees):
    assert not [a for a in assemblees if a.copropriete == A_SAISIR and a.date_ag > JOUR]
    text = write_ordre_du_jour_a_saisir(tmp_path / "ordres-du-jour", patrimoine, JOUR).read_text(encoding="utf-8")
    assert text.startswith("SYNDICAT DES COPROPRIÉTAIRES Le Carré des Soies")
    assert "Majorité : article 25" in text
    assert "{" not in text
