"""Lists that are addresses, and regions that stay silent when nothing changed."""

from flask import Flask

from shared.models import Copropriete
from shared.web.listes import adresse, asked_order, asked_page, slice_page
from shared.web.vivant import live

APPLICATION = Flask(__name__)


def test_an_address_that_says_nonsense_shows_the_first_page() -> None:
    for brut in ("", "0", "-3", "deux", "9999999999", "²"):
        assert asked_page({"page": brut}) == 1
    assert asked_page({"page": "4"}) == 4


def test_only_the_named_columns_can_be_sorted_on() -> None:
    columns = {"nom": Copropriete.nom, "code": Copropriete.code}
    assert [str(order) for order in asked_order({"tri": "-code"}, columns, "nom")] == [str(Copropriete.code.desc())]
    for tri in ("", "mot_de_passe", "nom; DROP TABLE"):
        assert [str(order) for order in asked_order({"tri": tri}, columns, "nom")] == [str(Copropriete.nom.asc())]


def test_a_page_beyond_the_end_is_the_last_one() -> None:
    page = slice_page(list(range(120)), page=9, taille=50)
    assert (page.page, page.pages, page.premiere, page.derniere) == (3, 3, 101, 120)
    assert slice_page([], page=1).derniere == 0


def test_a_link_of_a_list_keeps_its_filters() -> None:
    with APPLICATION.test_request_context("/coproprietes?q=tilleuls&agence=&page=3"):
        assert adresse(tri="-nom", page=None) == "/coproprietes?q=tilleuls&tri=-nom"
        assert adresse(q=None, page=None) == "/coproprietes"


def test_another_token_in_a_form_is_not_a_change() -> None:
    form = '<input type="hidden" name="csrf_token" value="{}">3 consignes'
    with APPLICATION.test_request_context("/"):
        first = live(form.format("un"))
    with APPLICATION.test_request_context("/", headers={"X-Vivant": first.headers["X-Vivant"]}):
        assert live(form.format("deux")).status_code == 204
        assert live(form.format("deux").replace("3", "4")).status_code == 200
