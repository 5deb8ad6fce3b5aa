"""« À voter »: the queue is an address, its totals are exact, its workbook is the list, and a selection is answered."""

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import literal_column, select, update

from services.votes.assemblees.echeances import DatesAg
from services.votes.attribution.delais import compute_date_interne, find_date_interne
from services.votes.attribution.equipes import list_able
from services.votes.consignes.a_voter import list_file
from services.votes.consignes.filtres_file import EQUIPE, FiltreFile, find_last_limite
from services.votes.consignes.visas import is_final
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import AssembleeGenerale, Position, Resolution
from services.votes.parametres import DEFINITIONS
from services.votes.politique.regles_defaut import load_doctrine
from shared.auth.comptes import to_acteur
from shared.database import Lecture, Session
from shared.models import Agent, Copropriete, MandatSyndic, RoleAgent, Syndic, Vue
from shared.presentation import today
from tests.votes.conftest import resolution_of
from tests.votes.portes import bearer, open_browser

DANS_UN_MOIS = today() + timedelta(days=30)
AGENDA = """\
1. Approbation des comptes de l’exercice 2025
L’assemblée approuve les comptes pour un montant de 84 310,42 €.
2. Vote du budget prévisionnel de l’exercice 2027
L’assemblée fixe le budget à 86 000,00 €.
3. Cotisation au fonds de travaux
4. Réfection de l’étanchéité de la toiture terrasse pour un montant de 48 000,00 € TTC.
5. Quitus au syndic
"""
API = "/votes/api/v1"


@pytest.fixture
def co(application, parc_sqlite):
    return open_browser(application, parc_sqlite.co)


@pytest.fixture
def rc(application, parc_sqlite):
    return open_browser(application, parc_sqlite.rc)


@pytest.fixture
def di(application, parc_sqlite):
    return open_browser(application, parc_sqlite.di)


def titles(acteur, **filtre) -> list[str]:
    with Lecture() as session:
        rows, _, _ = list_file(session, acteur, FiltreFile(**filtre), today(), page=1, taille=50)
        return [row.numero for row in rows]


def test_each_finds_his_own_and_a_manager_the_whole_team(parc):
    parc.add_ag(DANS_UN_MOIS, AGENDA)
    assert titles(parc.co) == ["1", "2", "3"]
    assert titles(parc.te) == ["4"]
    assert titles(parc.rc, volet=EQUIPE) == ["1", "2", "3", "4", "5"]
    assert titles(parc.rc, volet=EQUIPE, agent=parc.te.id) == ["4"]
    assert titles(parc.ailleurs, volet=EQUIPE) == []


def test_a_manager_looks_at_the_queues_of_those_who_answer_for_his_agencies(parc):
    with Lecture() as session:
        lyon, ailleurs = list_able(session, parc.rc), list_able(session, parc.ailleurs)
    assert [nom for _, nom in lyon] == ["Claire Morel", "Denis Roche", "Inès Faure", "Julie Sabatier", "Thomas Giraud"]
    assert [nom for _, nom in ailleurs] == ["Ahmed Benali", "Denis Roche"]


def test_the_filters_narrow_and_the_sort_orders(parc):
    parc.add_ag(DANS_UN_MOIS, AGENDA)
    assert titles(parc.co, texte="budget tilleuls") == ["2"]
    assert titles(parc.co, type="BUDGET_PREVISIONNEL") == ["2"]
    assert titles(parc.co, quote_part_min=265_000) == ["2"]
    assert titles(parc.co, tri="-montant") == ["2", "1", "3"]
    assert titles(parc.co, tri="resolution") == ["1", "3", "2"]
    assert titles(parc.co, agence="STE") == []
    assert titles(parc.co, echeance="7") == []


def test_the_totals_are_those_of_the_whole_filtered_list(parc):
    ag_id = parc.add_ag(DANS_UN_MOIS, AGENDA)
    with Lecture() as session:
        _, _, totaux = list_file(session, parc.co, FiltreFile(), today(), page=1, taille=1)
    expected = [compute_quote_part(resolution_of(ag_id, ordre)) for ordre in (1, 2)]
    assert (totaux.nombre, totaux.quote_part_centimes, totaux.sans_montant) == (3, sum(expected), 1)


def test_a_threshold_is_no_expense(parc):
    agenda = (
        "1. Montant à partir duquel la mise en concurrence est obligatoire\nL’assemblée fixe ce montant à 3 000,00 €."
    )
    ag_id = parc.add_ag(DANS_UN_MOIS, agenda)
    resolution = resolution_of(ag_id, 1)
    assert (resolution.montant_centimes, compute_quote_part(resolution)) == (None, None)
    with Lecture() as session:
        (row,), _, totaux = list_file(session, parc.rc, FiltreFile(), today(), page=1, taille=5)
    assert (row.quote_part_centimes, totaux.quote_part_centimes, totaux.sans_montant) == (None, 0, 1)


def test_the_pages_of_the_queue_cut_it_without_losing_or_repeating_a_line(parc):
    for jours in (0, 1):
        parc.add_ag(DANS_UN_MOIS + timedelta(days=jours), AGENDA)
    pages = []
    with Lecture() as session:
        for page in (1, 2, 3, 4):
            rows, shown, totaux = list_file(session, parc.co, FiltreFile(), today(), page=page, taille=2)
            pages.append((shown, [(row.date_ag, row.numero) for row in rows]))
    lines = [line for _, rows in pages[:3] for line in rows]
    assert lines == sorted(set(lines))
    assert (len(lines), totaux.nombre, pages[3]) == (6, 6, pages[2])


def test_late_means_that_our_own_date_has_passed(parc_sqlite):
    for jours, echeance in ((-1, "retard"), (7, "7"), (15, "15")):
        dernier = find_last_limite(echeance, today())
        limite = today() + timedelta(days=jours)
        assert find_date_interne(dernier) <= limite < find_date_interne(dernier + timedelta(days=1))


def test_the_page_shows_the_queue_its_totals_and_keeps_the_ticked_lines(co, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    budget = resolution_of(ag_id, 2)
    page = co.get(f"/votes/a-voter?choix={budget.id}").text
    assert "3 résolutions, dont 1 sans quote-part connue" in page
    assert f'value="{budget.id}:1"' in page
    assert "checked" in page.split(f'value="{budget.id}:1"')[1].split(">")[0]
    assert "Aucune résolution ne répond à ces filtres" in co.get("/votes/a-voter?q=introuvable").text


def test_the_former_address_still_leads_to_the_queue(co, parc_sqlite):
    assert co.get("/votes/mes-consignes?q=budget").request.full_path == "/votes/a-voter?q=budget"


def test_nonsense_in_the_address_is_ignored(co, parc_sqlite):
    parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    page = co.get("/votes/a-voter?volet=equipe&tri=mot_de_passe&page=99999&agent=x&montant=-1&echeance=hier&choix=,,a")
    assert page.status_code == 200
    assert "3 résolutions" in page.text


def test_the_workbook_is_the_filtered_list(co, parc_sqlite):
    parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    answer = co.get("/votes/a-voter/export.xlsx?q=budget")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["Copropriété"], line["N°"], float(line["Notre quote-part"])) == ("C001", "2", 2683.2)


def test_one_answer_serves_the_ticked_lines_and_shows_what_was_left(co, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    comptes, budget = resolution_of(ag_id, 1), resolution_of(ag_id, 2)
    with Session.begin() as session:
        session.execute(update(Resolution).where(Resolution.id == budget.id).values(version=7))
    page = co.post(
        "/votes/a-voter", choix=[f"{comptes.id}:1", f"{budget.id}:1"], position="POUR", motif="Comptes rapprochés"
    )
    assert page.status_code == 200
    assert "1 consigne enregistrée : pour." in page.text
    assert "1 laissée telle quelle" in page.text
    assert "a changé depuis que vous l’avez ouverte" in page.text
    assert resolution_of(ag_id, 1).consigne.position is Position.POUR
    assert resolution_of(ag_id, 2).consigne is None


def test_the_queue_shows_what_the_doctrine_proposes_and_follows_it_on_the_ticked_lines(co, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    comptes, budget, fonds = (resolution_of(ag_id, ordre) for ordre in (1, 2, 3))
    assert "La doctrine ne propose rien sur ces lignes" in co.get("/votes/a-voter").text
    with Session.begin() as session:
        load_doctrine(session, parc_sqlite.di, today())
    page = co.get("/votes/a-voter").text
    assert "Cocher les 2 que la doctrine propose" in page
    assert "Budget dans la suite de l’exercice" in page
    boxes = {one.id: page.split(f'value="{one.id}:1"')[1].split(">")[0] for one in (comptes, budget, fonds)}
    assert {one: "data-propose" in box for one, box in boxes.items()} == {
        comptes.id: True, budget.id: True, fonds.id: False,
    }  # fmt: skip
    done = co.post("/votes/a-voter", choix=[f"{budget.id}:1", f"{fonds.id}:1"], acte="doctrine", motif="").text
    assert "1 consigne enregistrée : selon la doctrine." in done
    assert "La doctrine ne propose rien ici" in done
    assert resolution_of(ag_id, 2).consigne.motif == "Budget dans la suite de l’exercice : pour."
    assert "Cochez au moins une résolution" in co.post("/votes/a-voter", acte="doctrine").text


def test_a_selection_is_answered_for_the_second_ballot_and_an_amended_text(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, "1. Installation d’un portail motorisé\n2. Quitus au syndic")
    choix = [f"{resolution_of(ag_id, ordre).id}:1" for ordre in (1, 2)]
    page = rc.post(
        "/votes/a-voter", choix=choix, position="CONTRE", motif="Devis absents", position_second="POUR",
        position_si_amendee="ABSTENTION",
    )  # fmt: skip
    assert "2 consignes enregistrées : contre." in page.text
    portail, quitus = (resolution_of(ag_id, ordre).consigne for ordre in (1, 2))
    assert (portail.position_second, quitus.position_second) == (Position.POUR, None)
    assert {portail.position_si_amendee, quitus.position_si_amendee} == {Position.ABSTENTION}


def test_without_a_position_or_a_reason_the_selection_comes_back_ticked(co, parc_sqlite):
    comptes = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA), 1)
    page = co.post("/votes/a-voter", choix=f"{comptes.id}:1", position="POUR", motif="")
    assert page.status_code == 422
    assert "checked" in page.text.split(f'value="{comptes.id}:1"')[1].split(">")[0]
    assert "Cochez au moins une résolution" in co.post("/votes/a-voter", position="POUR", motif="Vu").text


def test_a_consigne_to_agree_to_is_in_the_queue_of_the_role_and_leaves_it_once_agreed(co, di, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    comptes = resolution_of(ag_id, 1)
    with Session.begin() as session:
        of_base = session.get_one(Resolution, comptes.id)
        of_base.visa_role, of_base.visa_motif = "DI", "Seuil"
    assert "Aucune consigne n’attend votre visa" in di.get("/votes/a-voter?volet=a-viser").text
    said = co.post(f"/votes/resolutions/{comptes.id}/consignes", position="POUR", motif="Rapprochés", version="1")
    assert "Elle attend un second visa" in said.text
    assert "Rapprochés" in di.get("/votes/a-voter?volet=a-viser").text
    todo = di.client.get(f"{API}/a-faire").json
    assert "1 consigne de vote à viser" in [one["titre"] for one in todo]
    assert "Viser la consigne" in di.get(f"/votes/resolutions/{comptes.id}").text
    assert "Viser la consigne" not in co.get(f"/votes/resolutions/{comptes.id}").text
    done = di.post(f"/votes/resolutions/{comptes.id}/visa", accorde="oui", motif_visa="", version="2")
    assert "Consigne visée" in done.text
    assert "Aucune consigne n’attend votre visa" in done.text
    assert "Visé" in co.get(f"/votes/resolutions/{comptes.id}").text


def test_the_consignes_of_a_selection_are_agreed_to_together_but_never_by_who_gave_them(co, di, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    comptes, budget = resolution_of(ag_id, 1), resolution_of(ag_id, 2)
    with Session.begin() as session:
        session.execute(update(Resolution).where(Resolution.ag_id == ag_id).values(visa_role="DI", visa_motif="Seuil"))
    for one in (comptes, budget):
        co.post(f"/votes/resolutions/{one.id}/consignes", position="POUR", motif="Vu", version="1")
    address = "/votes/a-voter?volet=a-viser"
    assert "Viser la sélection" in di.get(address).text
    own = co.post(address, acte="visa", choix=f"{comptes.id}:2").text
    assert "son visa revient à quelqu’un d’autre" in own
    done = di.post(address, acte="visa", choix=[f"{comptes.id}:2", f"{budget.id}:1"]).text
    assert "1 consigne visée." in done
    assert "1 laissée telle quelle" in done
    with Lecture() as session:
        assert [is_final(session.get_one(Resolution, one.id)) for one in (comptes, budget)] == [True, False]


def test_the_history_says_what_each_answer_changed(co, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, "1. Cotisation au fonds de travaux au taux de 8 %")
    resolution = resolution_of(ag_id, 1)
    address = f"/votes/resolutions/{resolution.id}"
    co.post(f"{address}/consignes", position="CONTRE", position_second="CONTRE", motif="Taux élevé", version="1")
    co.post(f"{address}/consignes", position="CONTRE", position_second="POUR", motif="Taux élevé", version="2")
    history = co.get(f"{address}/consignes").text
    assert "Ce qui a changé" in history
    assert '<span class="avant">Contre</span> → <span class="apres">Pour</span>' in history
    assert "Inès Faure, version 2" in history
    assert "second vote : pour" in history.lower()


def test_the_queue_is_asked_and_answered_over_http(application, config, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    client, co = application.test_client(), bearer(config, parc_sqlite.co)
    queue = client.get(f"{API}/a-voter?tri=-montant", headers=co).json
    assert ([ligne["numero"] for ligne in queue["lignes"]], queue["nombre"]) == (["2", "1", "3"], 3)
    assert queue["lignes"][0]["echeance"] == compute_date_interne(DatesAg(DANS_UN_MOIS)).isoformat()
    choix = [{"resolution": ligne["id"], "version": ligne["version"]} for ligne in queue["lignes"][:2]]
    choix[1]["version"] = 9
    done = client.post(f"{API}/consignes", headers=co, json={"choix": choix, "position": "POUR", "motif": "Vu"}).json
    assert done["repondues"] == [choix[0]["resolution"]]
    assert [one["code"] for one in done["laissees"]] == ["VERSION_PERIMEE"]
    left = client.post(f"{API}/consignes/doctrine", headers=co, json={"choix": choix[1:]}).json
    assert (left["repondues"], [one["code"] for one in left["laissees"]]) == ([], ["SANS_DOCTRINE"])
    history = client.get(f"{API}/resolutions/{choix[0]['resolution']}/historique", headers=co).json
    assert (history[0]["position"], history[0]["notes"]) == ("POUR", ["Vu"])
    budget = client.get(f"{API}/engagements?annee=2027", headers=co).json
    assert (budget["nombre"], budget["total_centimes"]) == (1, 268_320)
    assert budget["lignes"][0]["resolution"] == resolution_of(ag_id, 2).id


def test_the_page_of_engagements_adds_up_by_year_and_exports(co, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)
    budget = resolution_of(ag_id, 2)
    assert "Aucun engagement" in co.get("/votes/engagements").text
    co.post(f"/votes/resolutions/{budget.id}/consignes", position="POUR", motif="Stable", version="1")
    page = co.get("/votes/engagements").text
    assert "Réservé" in page
    assert "2\u202f683,20\u00a0€" in page
    assert "quatre provisions trimestrielles" in page
    assert "Aucun engagement ne répond" in co.get("/votes/engagements?etat=ENGAGE").text
    sheet = openpyxl.load_workbook(io.BytesIO(co.get("/votes/engagements/export.xlsx").data)).active
    assert [float(row[6]) for row in sheet.iter_rows(min_row=2, values_only=True)] == [2683.2]
    assert "Réserve 2\u202f683,20" in co.get(f"/votes/resolutions/{budget.id}").text


def test_a_list_is_kept_under_a_name_opened_from_the_menu_and_dropped(co, rc, parc_sqlite):
    kept = co.post("/vues/", nom="Budgets à voter", adresse="/votes/a-voter?q=budget")
    assert kept.request.full_path == "/votes/a-voter?q=budget"
    assert "Vue « Budgets à voter » gardée" in kept.text
    assert 'href="/votes/a-voter?q=budget"' in co.get("/vues/menu").text
    assert "Budgets à voter" not in rc.get("/vues/menu").text
    co.post("/vues/", nom="Budgets à voter", adresse="/votes/a-voter?q=comptes")
    with Lecture() as session:
        (vue,) = session.scalars(select(Vue)).all()
        assert vue.adresse == "/votes/a-voter?q=comptes"
    assert rc.post(f"/vues/{vue.id}/supprimer").status_code == 404
    assert "Vue supprimée" in co.post(f"/vues/{vue.id}/supprimer").text


@pytest.mark.parametrize(
    "adresse", ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs", "", "/" + "x" * 2000]
)
def test_a_view_never_leads_to_another_site(co, adresse):
    refused = co.post("/vues/", nom="Piège", adresse=adresse)
    assert "La vue n’est pas gardée" in refused.text
    with Lecture() as session:
        assert session.scalar(select(literal_column("1")).select_from(Vue)) is None


def test_only_an_administrator_sets_our_dates(co, parc_sqlite):
    assert co.get("/votes/parametres").status_code == 403


def test_an_administrator_sets_our_dates_and_reads_what_is_wrong(application, parc_sqlite):
    with Session.begin() as session:
        agent = Agent(courriel="admin@deuxrives.example", nom="Ada", roles=[RoleAgent(role="ADMIN")], agences=[])
        session.add(agent)
        session.flush()
        ada = to_acteur(agent)
    browser = open_browser(application, ada)
    valeurs = {one.code: one.defaut for one in DEFINITIONS} | {"marge_interne": 8}
    assert "Réglages enregistrés" in browser.post("/votes/parametres", version=0, **valeurs).text
    refused = browser.post("/votes/parametres", version=1, **{**valeurs, "marge_interne": 99})
    assert (refused.status_code, "entre 4 et 30" in refused.text) == (422, True)
    assert browser.post("/votes/parametres", version=0, **valeurs).status_code == 409


def test_a_decision_can_be_taken_when_no_other_service_answers(co, parc_sqlite):
    agenda = "1. Désignation du syndic et approbation de son contrat\nHonoraires de 14 400,00 € TTC."
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS, agenda), 1)
    address = f"/votes/resolutions/{resolution.id}"
    page = co.get(address).text
    assert f"{address}/syndic" in page
    assert f"{address}/appels" in page
    assert "Le service Appels de fonds ne répond pas" in co.get(f"{address}/appels").text
    assert "Le service Charges ne répond pas" in co.get(f"{address}/charges").text
    assert "Aucun syndic en poste" in co.get(f"{address}/syndic").text


def test_the_scorecard_counts_the_late_notices_and_minutes_of_the_syndic_in_charge(co, parc_sqlite):
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "C001")).one()
        syndic = Syndic(code="S1", nom="Cabinet Furan")
        session.add(MandatSyndic(copropriete_id=copropriete.id, syndic=syndic, du=today() - timedelta(days=900)))
    for jours, presentee, notifie in ((400, 30, 20), (200, 10, 60)):
        jour = today() - timedelta(days=jours)
        ag_id = parc_sqlite.add_ag(jour, "1. Quitus au syndic")
        with Session.begin() as session:
            ag = session.get_one(AssembleeGenerale, ag_id)
            ag.convocation_presentee_le = jour - timedelta(days=presentee)
            ag.pv_notifie_le = jour + timedelta(days=notifie)
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS, "1. Désignation du syndic"), 1)
    panneau = co.get(f"/votes/resolutions/{resolution.id}/syndic").text
    assert "Cabinet Furan" in panneau
    assert panneau.count("1 sur 2") == 2
