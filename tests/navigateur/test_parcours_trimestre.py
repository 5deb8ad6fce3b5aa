"""A quarter for six syndics: imported, corrected, integrated, exported, paid. Visible labels only, actions counted."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sepaxml
from lxml import etree
from playwright.sync_api import Page, expect

from services.demo.chargement import MOT_DE_PASSE
from shared.montants import format_montant
from shared.presentation import today
from tests.navigateur.classeurs_trimestre import LOCATAIRE, Trimestre, write_trimestre
from tests.navigateur.conftest import photograph
from tests.navigateur.gestes import Clavier, Gestes
from tests.serveurs import run_suite

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(900)]
CheckAxe = Callable[[Page], None]
COMPTABLE, DIRECTEUR = "elodie.blanc@demo.example", "hugo.delorme@demo.example"
ACTIONS_MAXIMALES, ACTIONS_AU_CLAVIER = 60, 75
XSD = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"
SAGE = "Sage 100, format paramétrable"


@pytest.fixture(scope="module")
def trimestre(tmp_path_factory: pytest.TempPathFactory) -> Trimestre:
    return write_trimestre(tmp_path_factory.mktemp("trimestre"), today())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A suite of each journey's own, for a quarter is imported once, on a day when what is paid is executed."""
    with run_suite(tmp_path, "tests.navigateur.suite_un_jour_bancaire") as adresse:
        yield adresse


class Comptable:
    """Somebody at his screen: every action goes through his hands, every page he sees is checked and kept."""

    def __init__(self, page: Page, check_axe: CheckAxe) -> None:
        self.page, self.check_axe, self.gestes = page, check_axe, Gestes()

    def look(self, nom: str) -> None:
        """The page is accessible; its picture is kept."""
        self.check_axe(self.page)
        photograph(self.page, f"trimestre {nom}")

    def sign_in(self, courriel: str) -> None:
        """The page of sign-in."""
        self.gestes.fill(self.page.get_by_label("Adresse électronique"), courriel)
        self.gestes.fill(self.page.get_by_label("Mot de passe"), MOT_DE_PASSE)
        self.press("Se connecter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Aujourd’hui")

    def press(self, bouton: str | re.Pattern[str]) -> None:
        """A button."""
        self.gestes.click(self.page.get_by_role("button", name=bouton))

    def follow(self, lien: str, *, exact: bool = False) -> None:
        """A link."""
        self.gestes.click(self.page.get_by_role("link", name=lien, exact=exact).first)

    def take(self, cible: str, *, role: str = "link") -> Path:
        """A file to download."""
        with self.page.expect_download() as download:
            self.gestes.click(self.page.get_by_role(role, name=cible).first)  # type: ignore[arg-type]
        return Path(download.value.path())


def test_a_quarter_of_six_syndics_from_their_files_to_the_bank(
    page: Page, check_axe: CheckAxe, trimestre: Trimestre
) -> None:
    integrate_before(page, trimestre.deja)
    comptable = Comptable(page, check_axe)
    page.goto("/connexion")
    comptable.sign_in(COMPTABLE)
    integrate(comptable, trimestre)
    validate_and_export(comptable)
    numero = pay(comptable, trimestre)
    record_payment(comptable, numero)
    print(f"actions : {comptable.gestes.nombre}")  # noqa: T201 - the measure this journey exists for
    assert comptable.gestes.nombre <= ACTIONS_MAXIMALES


def integrate_before(page: Page, fichier: Path) -> None:
    """Some days earlier, a call of one copropriété came alone."""
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(COMPTABLE)
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    page.goto("/appels-fonds/")
    page.get_by_label("Fichiers des syndics").set_input_files([fichier])
    page.get_by_role("button", name="Lire les fichiers").click()
    page.get_by_role("button", name="Intégrer").click()
    expect(page.get_by_role("heading", name="Appels intégrés")).to_be_visible()
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Se déconnecter").click()


def integrate(comptable: Comptable, trimestre: Trimestre) -> None:
    """Six files at once: what each needs is said in one list, settled file by file, then integrated together."""
    page, gestes = comptable.page, comptable.gestes
    comptable.follow("Appels de fonds", exact=True)
    gestes.upload(page.get_by_label("Fichiers des syndics"), trimestre.fichiers)
    comptable.press("Lire les fichiers")
    expect(page.get_by_text("6 fichiers lus")).to_be_visible()
    comptable.look("1 six fichiers lus")

    comptable.follow(trimestre.named("Ondaine").name)
    comptable.look("2 deux colonnes")
    gestes.check(page.get_by_label("« montant »", exact=True))
    comptable.press("Garder ces réponses et relire")
    expect(page.get_by_text("version 1 adoptée")).to_be_visible()

    comptable.follow("Suivant à corriger")
    expect(page.get_by_role("heading", level=1)).to_have_text(trimestre.named("Gier-Pilat").name)
    comptable.look("3 appel en double")
    comptable.press(re.compile(r"^Intégrer \d+ lignes sans faute"))
    expect(page.get_by_text("Intégré en partie")).to_be_visible()
    comptable.press("Abandonner le reste")

    comptable.follow(trimestre.named("Confluence").name)
    comptable.look("4 lot inconnu")
    gestes.fill(page.get_by_label(f"« {LOCATAIRE} » est quel lot"), trimestre.lot_du_locataire)
    comptable.press("Garder ces réponses et relire")
    expect(page.get_by_text("version 1 adoptée")).to_be_visible()

    comptable.follow("Suivant à corriger")
    expect(page.get_by_role("heading", level=1)).to_have_text(trimestre.named("Valbonnat").name)
    comptable.look("5 montant faux")
    gestes.fill(page.get_by_label("Valeur corrigée de"), trimestre.montant_juste)
    gestes.fill(page.get_by_label("D’où viennent ces valeurs ?"), "Confirmé au téléphone par la régie")
    comptable.press("Corriger et relire")
    expect(page.get_by_text("plus rien ne bloque")).to_be_visible()
    comptable.look("6 cellule corrigee")

    comptable.follow("Tous les fichiers")
    gestes.fill(page.get_by_label("Pourquoi intégrer quand même ?"), "Lot vendu, acte en cours chez le notaire")
    comptable.look("7 prets a integrer")
    comptable.press(re.compile(r"^Intégrer 5 fichiers · "))
    expect(page.get_by_text("5 fichiers intégrés")).to_be_visible()
    expect(page.get_by_text("Fichiers qui attendent quelqu’un")).to_have_count(0)
    expect(page.locator(".sous-titre").first).to_contain_text(
        format_montant(trimestre.total_appele + trimestre.total_deja)
    )
    comptable.look("8 tout est integre")


def validate_and_export(comptable: Comptable) -> None:
    """Entries numbered for ever, the FEC, and the file of the accounting program."""
    page, gestes = comptable.page, comptable.gestes
    comptable.follow("Valider les écritures")
    comptable.press("Valider jusqu’à cette date")
    expect(page.get_by_text(re.compile(r"\d+ écritures validées\."))).to_be_visible()
    comptable.look("9 validation")
    with zipfile.ZipFile(comptable.take("Télécharger le FEC", role="button")) as archive:
        fec = archive.read(next(nom for nom in archive.namelist() if "description" not in nom)).decode()
    assert fec.startswith("JournalCode\tJournalLib\tEcritureNum")
    comptable.follow("Exports", exact=True)
    gestes.select(page.get_by_label("Format", exact=True), SAGE)
    comptable.press("Exporter")
    expect(page.get_by_text(re.compile(r"Export n° \d+"))).to_be_visible()
    comptable.look("10 exports")
    sage = comptable.take("SAGE")
    assert sage.read_bytes().count(b"\n") > 100


def pay(comptable: Comptable, trimestre: Trimestre) -> str:
    """A batch prepared by one, approved by another, given to the bank. Gives the number of one of its calls."""
    page = comptable.page
    comptable.follow("Paiements", exact=True)
    comptable.look("11 a payer")
    comptable.press(re.compile(r"^Préparer \d+ virements · "))
    expect(page.get_by_text("un autre agent l’approuve").first).to_be_visible()
    comptable.look("12 remise preparee")
    comptable.gestes.click(page.locator("details.menu summary", has_text="Élodie Blanc"))
    comptable.press("Se déconnecter")
    comptable.sign_in(DIRECTEUR)
    comptable.follow("Remise de virements")
    comptable.look("13 remise a approuver")
    comptable.press(re.compile(r"^Approuver \d+ virements · "))
    expect(page.get_by_text("les règlements sont en brouillon")).to_be_visible()
    banque = comptable.take("Télécharger le fichier de la banque")
    check_pain(banque, trimestre)
    comptable.look("14 remise approuvee")
    comptable.follow("AF-")
    reglement = page.get_by_role("region", name="Règlement")
    expect(reglement.get_by_text("Approuvée").first).to_be_visible()
    total = page.locator(".chiffres-cles dd").first.inner_text()
    expect(reglement.locator("tfoot td")).to_have_text(total)
    comptable.look("15 appel paye")
    return page.get_by_role("heading", level=1).inner_text().removeprefix("Appel ")


def record_payment(comptable: Comptable, numero: str) -> None:
    """The payments of the day when the bank executes them are numbered, and lettered with the calls they settle."""
    page = comptable.page
    comptable.gestes.click(page.locator("details.menu summary", has_text="Hugo Delorme"))
    comptable.press("Se déconnecter")
    comptable.sign_in(COMPTABLE)
    comptable.follow("Appels de fonds", exact=True)
    comptable.follow("Valider les écritures")
    comptable.press("Valider jusqu’à cette date")
    expect(page.get_by_text(re.compile(r"\d+ écritures validées\."))).to_be_visible()
    comptable.follow("Appels de fonds", exact=True)
    comptable.follow("Comptabilité", exact=True)
    comptable.follow("Grand livre", exact=True)
    comptable.gestes.fill(page.get_by_label("Pièce ou libellé"), numero)
    comptable.gestes.select(page.get_by_label("Lettrage", exact=True), "Lettrées")
    for libelle in ("Appel ", "Virement "):
        expect(page.get_by_role("row").filter(has_text=numero).filter(has_text=libelle).first).to_be_visible()
    comptable.look("16 appel et virement lettres")


def check_pain(banque: Path, trimestre: Trimestre) -> None:
    """The bank's file is valid, and asks for what the six files call, the credit offset."""
    racine = etree.parse(banque).getroot()
    etree.XMLSchema(etree.parse(XSD)).assertValid(racine)
    somme = racine.findtext(".//{*}GrpHdr/{*}CtrlSum")
    assert somme == f"{(trimestre.total_appele + trimestre.total_deja) / 100:.2f}"


def test_the_same_quarter_by_keyboard_alone(page: Page, trimestre: Trimestre) -> None:
    """No pointer: keys, typed text, and the files given to the window that a key opens."""
    integrate_before(page, trimestre.deja)
    page.goto("/connexion")
    clavier = Clavier(page)
    _sign_in(clavier, COMPTABLE)
    clavier.press("g", "f")
    expect(page.get_by_role("heading", level=1)).to_have_text("Appels de fonds")
    clavier.give("d", trimestre.fichiers)
    clavier.press("l")
    expect(page.get_by_text("6 fichiers lus")).to_be_visible()
    _settle(clavier, trimestre)
    clavier.press("m")
    clavier.type("Lot vendu, acte en cours chez le notaire")
    clavier.press("Enter")
    expect(page.get_by_text("5 fichiers intégrés")).to_be_visible()

    clavier.press("b")
    expect(page.get_by_role("heading", level=1)).to_have_text("Validation des écritures et FEC")
    clavier.press("p")
    expect(page.get_by_text(re.compile(r"\d+ écritures validées\."))).to_be_visible()
    assert clavier.take("t").suffix == ".zip"
    clavier.press("x")
    expect(page.get_by_role("heading", level=1)).to_have_text("Exports et FEC")
    clavier.press("f")
    clavier.type("Sage")
    clavier.press("Escape", "p")
    expect(page.get_by_text(re.compile(r"Export n° \d+"))).to_be_visible()
    clavier.press("j")
    assert "sage" in clavier.take("Enter").name
    clavier.press("v")
    expect(page.get_by_role("heading", level=1)).to_have_text("Virements")
    clavier.press("p")
    expect(page.get_by_text("un autre agent l’approuve").first).to_be_visible()
    clavier.press("g", "q")
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()

    _sign_in(clavier, DIRECTEUR)
    expect(page.get_by_role("link", name="Relire et approuver")).to_be_visible()
    while not page.locator(":focus").filter(has_text="Relire et approuver").count():
        clavier.press("n")
    clavier.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Approuver"))).to_be_visible()
    clavier.press("p")
    expect(page.get_by_text("les règlements sont en brouillon")).to_be_visible()
    check_pain(clavier.take("x"), trimestre)
    clavier.press("j", "Tab", "Enter")
    expect(page.get_by_role("region", name="Règlement").get_by_text("Approuvée").first).to_be_visible()
    print(f"actions au clavier : {clavier.nombre}")  # noqa: T201 - the measure this journey exists for
    assert clavier.nombre <= ACTIONS_AU_CLAVIER


def _sign_in(clavier: Clavier, courriel: str) -> None:
    """The first field has the focus."""
    clavier.type(courriel)
    clavier.press("Tab")
    clavier.type(MOT_DE_PASSE)
    clavier.press("Enter")
    expect(clavier.page.get_by_role("heading", level=1)).to_contain_text("Aujourd’hui")


def _settle(clavier: Clavier, trimestre: Trimestre) -> None:
    """Each file that something blocks, opened by the keys of the list and of the pages."""
    titre = clavier.page.get_by_role("heading", level=1)
    clavier.press("n", "Enter")
    expect(titre).to_have_text(trimestre.named("Ondaine").name)
    clavier.press("q", "Space", "r")
    expect(clavier.page.get_by_text("version 1 adoptée")).to_be_visible()
    clavier.press("f")
    expect(titre).to_have_text(trimestre.named("Gier-Pilat").name)
    clavier.press("i")
    expect(clavier.page.get_by_text("Intégré en partie")).to_be_visible()
    clavier.press("a")
    expect(titre).to_have_text("Appels de fonds")
    clavier.press("n", "Enter")
    expect(titre).to_have_text(trimestre.named("Confluence").name)
    clavier.press("q")
    clavier.type(trimestre.lot_du_locataire)
    clavier.press("Enter")
    expect(clavier.page.get_by_text("version 1 adoptée")).to_be_visible()
    clavier.press("f")
    expect(titre).to_have_text(trimestre.named("Valbonnat").name)
    clavier.press("n")
    clavier.type(trimestre.montant_juste)
    clavier.press("Tab")
    clavier.type("Confirmé au téléphone par la régie")
    clavier.press("Enter")
    expect(clavier.page.get_by_text("plus rien ne bloque")).to_be_visible()
    clavier.press("f")
    expect(titre).to_have_text("Appels de fonds")
