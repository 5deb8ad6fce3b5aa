"""Minutes in a browser: a PDF is read, reviewed, confirmed; its mismatch becomes a task, closed with a comment."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.navigateur.conftest import RESPONSABLE_LYON, photograph
from tests.navigateur.test_parcours_votes import create_ag

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
AGENDA = """\
1. Quitus au syndic
2. Vote du budget prévisionnel de l’exercice 2027
L’assemblée fixe le budget à 86 000,00 €.
3. Réfection de l’étanchéité de la toiture terrasse
L’assemblée décide les travaux pour un montant de 48 000,00 € TTC.
4. Rapport du conseil syndical, point d’information sans vote
"""
PV = """\
PROCÈS-VERBAL DE L’ASSEMBLÉE GÉNÉRALE ORDINAIRE

1. Quitus au syndic
Majorité de l’article 24
Pour : 2 000 voix
Contre : 2 000 voix
Abstention : 0 voix
La résolution est adoptée.

2. Vote du budget prévisionnel de l’exercice 2027
Majorité de l’article 24
Pour : 5 200 voix
Contre : 300 voix
Abstention : 0 voix
La résolution est adoptée.

3. Réfection de l’étanchéité de la toiture terrasse
Majorité de l’article 24
Pour : 900 voix
Contre : 4 100 voix
Abstention : 0 voix
La résolution est rejetée.

4. Rapport du conseil syndical
Point d’information, sans vote.
"""


def write_pdf(texte: str) -> bytes:
    """Minutes as a syndic's software prints them."""
    contenu = io.BytesIO()
    canvas = Canvas(contenu, pagesize=A4)
    for rank, line in enumerate(texte.splitlines()):
        canvas.drawString(60, 780 - 16 * rank, line)
    canvas.rect(40, 40, 500, 760)
    canvas.save()
    return contenu.getvalue()


def test_minutes_are_read_reviewed_confirmed_and_followed(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C002", 0, AGENDA)
    page.get_by_role("link", name="Procès-verbal").click()
    check_axe(page)
    photograph(page, "pv a recevoir")
    page.get_by_label("Fichier PDF du procès-verbal").set_input_files(
        {"name": "pv.pdf", "mimeType": "application/pdf", "buffer": write_pdf(PV)}
    )
    page.get_by_role("button", name="Lire ou saisir le procès-verbal").click()
    expect(page.get_by_text("relisez chaque ligne avant de confirmer")).to_be_visible()
    first = page.get_by_role("region", name="Résolution 1", exact=True)
    expect(first.get_by_label("Pour", exact=True)).to_have_value("2000")
    expect(first).to_contain_text("Annoncée adoptée, rejetée d’après les décomptes")
    check_axe(page)
    photograph(page, "pv relecture")
    second = page.get_by_role("region", name="Résolution 2", exact=True)
    second.get_by_label("Du", exact=True).fill("2027-01-01")
    second.get_by_label("Au", exact=True).fill("2027-12-31")
    page.get_by_role("button", name="Confirmer le procès-verbal").click()
    expect(page.get_by_text("Procès-verbal confirmé : 4 résolutions")).to_be_visible()
    expect(page.get_by_text("date de notification inconnue")).to_be_visible()
    check_axe(page)
    photograph(page, "pv confirme")
    page.get_by_role("link", name="Suites de cette AG").click()
    ecart = page.get_by_role("row").filter(has_text="Annoncée adoptée")
    expect(ecart).to_contain_text("Écart au procès-verbal")
    check_axe(page)
    photograph(page, "suites")
    ecart.get_by_text("Marquer faite").click()
    ecart.get_by_label("Ce qui a été fait ou décidé").fill("Rectificatif demandé au syndic")
    ecart.get_by_role("button", name="Clore cette suite").click()
    expect(page.get_by_text("Suite close")).to_be_visible()
    page.goto("/votes/rapport")
    check_axe(page)
    photograph(page, "rapport")
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/votes/rapport", "/votes/suites?etat=toutes"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_scan_is_refused_with_its_reason_at_the_place(
    sign_in: SignIn, check_axe: CheckAxe, plaintes: list[str]
) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C004", 0, AGENDA)
    page.get_by_role("link", name="Procès-verbal").click()
    page.get_by_label("Fichier PDF du procès-verbal").set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": write_pdf("")}
    )
    page.get_by_role("button", name="Lire ou saisir le procès-verbal").click()
    expect(page.get_by_role("alert").filter(has_text="texte")).to_be_visible()
    check_axe(page)
    photograph(page, "pv illisible")
    plaintes[:] = [plainte for plainte in plaintes if "422" not in plainte]
