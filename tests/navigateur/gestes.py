"""What a person does with a page, counted: the measure of a journey."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


def settle(page: Page) -> None:
    """Wait until the page listens to the keyboard and every panel has its answer."""
    page.wait_for_load_state("load")
    expect(page.get_by_text("Chargement…")).to_have_count(0)
    expect(page.get_by_text("Calcul…")).to_have_count(0)


class Gestes:
    """Clicks, fields, choices and files. ``nombre``: how many so far."""

    def __init__(self) -> None:
        self.nombre = 0

    def click(self, cible: Locator) -> None:
        """One click, on a page that has all it needs."""
        cible.page.wait_for_load_state()
        self.nombre += 1
        cible.click()

    def fill(self, cible: Locator, texte: str) -> None:
        """One field typed over."""
        self.nombre += 1
        cible.fill(texte)

    def check(self, cible: Locator) -> None:
        """One box or one radio button."""
        self.nombre += 1
        cible.check()

    def select(self, cible: Locator, libelle: str) -> None:
        """One choice in a list."""
        self.nombre += 1
        cible.select_option(label=libelle)

    def upload(self, cible: Locator, fichiers: list[Path]) -> None:
        """Some files dropped at once."""
        self.nombre += 1
        cible.set_input_files(fichiers)


class Clavier:
    """A keyboard and nothing else: each key, and each text typed in one go, is one action."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.nombre = 0
        # Asked for from the start: a window that a key opens before the browser is told to show it to us is lost.
        page.on("filechooser", lambda fenetre: None)

    def press(self, *touches: str) -> None:
        """Some keys, one after the other."""
        for touche in touches:
            self.page.wait_for_load_state()  # a page answers its keys once its modules are there
            self.nombre += 1
            self.page.keyboard.press(touche)

    def reach(self, touche: str, cible: Locator, au_plus: int = 12) -> None:
        """The same key until the focus is where one looks, as somebody does who sees the page."""
        for _ in range(au_plus):
            self.press(touche)
            if cible.evaluate("element => element === document.activeElement"):
                return
        expect(cible).to_be_focused()

    def type(self, texte: str) -> None:
        """A text, in the field that has the focus."""
        self.nombre += 1
        self.page.keyboard.type(texte)

    def give(self, touche: str, fichiers: list[Path]) -> None:
        """Some files, to the window of the system that a key opens: out of reach of a test, one action."""
        with self.page.expect_file_chooser() as fenetre:
            self.press(touche)
        self.nombre += 1
        fenetre.value.set_files(fichiers)

    def take(self, touche: str) -> Path:
        """The file that a key downloads, under the name the page gives it."""
        with self.page.expect_download() as download:
            self.press(touche)
        return Path(download.value.path()).rename(
            Path(download.value.path()).with_name(download.value.suggested_filename)
        )
