# ruff: noqa: E501
"""Minutes drawn at random, as lines of a page: a family of labels, a place, a type, an agenda before, an annex after."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from services.votes.lecture.page.lignes import Ligne

_ROMAINS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI"]
_ORDINAUX = [
    "Première",
    "Deuxième",
    "Troisième",
    "Quatrième",
    "Cinquième",
    "Sixième",
    "Septième",
    "Huitième",
    "Neuvième",
    "Dixième",
    "Onzième",
    "Douzième",
    "Treizième",
    "Quatorzième",
]
_TITRES = (
    "Élection du président de séance", "Désignation du secrétaire", "Approbation des comptes de l'exercice 2025", "Quitus au syndic",
    "Budget prévisionnel 2027", "Contrat de syndic", "Renouvellement du conseil syndical", "Seuil de consultation", "Ravalement de la façade nord",
    "Honoraires sur travaux", "Vidéoprotection du hall", "Cession du local poubelles", "Saisie immobilière du lot 27", "Compteurs divisionnaires",
)  # fmt: skip
FAMILLES: dict[str, Callable[[int, int], str]] = {
    "1.": lambda n, _: f"{n}. ",
    "1)": lambda n, _: f"{n}) ",
    "1 -": lambda n, _: f"{n} - ",
    "1°": lambda n, _: f"{n}° ",
    "(1)": lambda n, _: f"({n}) ",
    "[1]": lambda n, _: f"[{n}] ",
    "01": lambda n, _: f"{n:02} ",
    "1/": lambda n, _: f"{n}/ ",
    "1 |": lambda n, _: f"{n}\t",
    "1 ·": lambda n, _: f"{n} · ",
    "n° 1": lambda n, _: f"N° {n} : ",
    "Résolution n° 1": lambda n, _: f"Résolution n° {n} : ",
    "RÉSOLUTION 1": lambda n, _: f"RÉSOLUTION {n} – ",
    "Résolution 1/14": lambda n, t: f"Résolution {n}/{t} · ",
    "Point 1 sur 14": lambda n, t: f"Point {n} sur {t} – ",
    "3/14": lambda n, t: f"{n}/{t} – ",
    "Question n°1": lambda n, _: f"Question n°{n} ",
    "Décision n° 1": lambda n, _: f"Décision n° {n} – ",
    "Délibération 1": lambda n, _: f"Délibération {n} : ",
    "Item 1": lambda n, _: f"Item {n} – ",
    "Vote n° 1": lambda n, _: f"Vote n° {n} – ",
    "Sujet 1": lambda n, _: f"Sujet {n} : ",
    "Rubrique 1": lambda n, _: f"Rubrique n° {n} : ",
    "R1": lambda n, _: f"R{n} ",
    "R-01": lambda n, _: f"R-{n:02} ",
    "Q.1": lambda n, _: f"Q.{n} ",
    "AG26-1": lambda n, _: f"AG26-{n:02} ",
    "2026-01": lambda n, _: f"2026-{n:02} ",
    "Délibération 2026/01": lambda n, _: f"Délibération n° 2026/{n:02} : ",
    "A-1": lambda n, _: f"{'ABCDE'[(n - 1) // 3]}-{(n - 1) % 3 + 1} ",
    "A.1": lambda n, _: f"{'ABCDE'[(n - 1) // 3]}.{(n - 1) % 3 + 1} ",
    "A1 :": lambda n, _: f"{'ABCDE'[(n - 1) // 3]}{(n - 1) % 3 + 1} : ",
    "1.1": lambda n, _: f"{(n - 1) // 3 + 1}.{(n - 1) % 3 + 1} ",
    "1-1": lambda n, _: f"{(n - 1) // 3 + 1}-{(n - 1) % 3 + 1} ",
    "A.": lambda n, _: f"{chr(64 + n)}. ",
    "A)": lambda n, _: f"{chr(64 + n)}) ",
    "I.": lambda n, _: f"{_ROMAINS[n - 1]}. ",
    "I –": lambda n, _: f"{_ROMAINS[n - 1]} – ",
    "Résolution I": lambda n, _: f"Résolution {_ROMAINS[n - 1]} : ",
    "Première résolution": lambda n, _: f"{_ORDINAUX[n - 1]} résolution : ",
    "PREMIÈRE QUESTION": lambda n, _: f"{_ORDINAUX[n - 1].upper()} QUESTION – ",
    "1ère résolution": lambda n, _: f"{n}{'ère' if n == 1 else 'ème'} résolution : ",
    "1er point": lambda n, _: f"{n}{'er' if n == 1 else 'e'} point – ",
    "Résolution première": lambda n, _: f"Résolution {_ORDINAUX[n - 1].lower()} : ",
}
_PROSES = (
    ("Le syndic présente le point et répond aux questions.",),
    ("Trois devis sont présentés :", "1. MARTIN SARL : 12 400,00 € TTC", "2. DUBOIS ET FILS : 13 150,00 € TTC", "3. Société NOUVELLE : 15 020,00 € TTC"),
    ("L'assemblée décide :", "a) de retenir l'entreprise ;", "b) de donner mandat au syndic ;", "c) de fixer les appels de fonds."),
    ("Conditions :", "1) Début des travaux le 3 mars 2027", "2) Durée de 4 mois"),
    ("24 mois à compter du 1er juillet 2026, article 3 du contrat.", "2 000 € de provision sont prévus."),
    ("En application de l’article 18 de la loi, le syndic est tenu de rendre compte.",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tirage:
    """The lines of minutes, and what they hold."""

    famille: str
    lignes: tuple[Ligne, ...]
    titres: tuple[str, ...]
    articles: tuple[str | None, ...]


@dataclass(slots=True)
class _Plume:
    """Writes lines one below the other."""

    corps: float
    lignes: list[Ligne]
    y: float = 60
    page: int = 0

    def write(self, texte: str, x0: float, *, corps: float = 0, gras: bool = False, saut: bool = False) -> None:
        taille = corps or self.corps
        self.y += taille * (2.2 if saut else 1.25)
        if self.y > 780:
            self.page, self.y = self.page + 1, 60
        x1 = x0 + 0.5 * taille * len(texte)
        self.lignes.append(Ligne(texte, self.page, x0, x1, self.y, taille, gras, False, saut))


def draw(hasard: Random, famille: str) -> Tirage:
    """Minutes of 8 to 14 resolutions numbered by this family."""
    combien = hasard.randint(8, 14)
    titres = tuple(hasard.sample(_TITRES, combien))
    if hasard.random() < 0.2:
        titres = tuple(titre.upper() for titre in titres)
    plume = _Plume(hasard.choice([8.0, 10.0, 11.5]), [])
    plume.write("Procès-verbal de l'assemblée générale du 3 juin 2026", 120, corps=15, gras=True)
    plume.write("Présents et représentés : 18 copropriétaires totalisant 7 405 tantièmes sur 10 000.", 50, saut=True)
    if hasard.random() < 0.4:
        _write_agenda(plume, titres, hasard)
    marge, gras = hasard.choice([(50, True), (62, True), (50, False)]), hasard.random()
    articles = []
    for n, titre in enumerate(titres, start=1):
        tete = FAMILLES[famille](n, combien)
        articles.append(_write_resolution(plume, f"{tete}{titre}", marge[0], marge[1] or gras < 0.5, hasard))
    if hasard.random() < 0.5:
        _write_annexe(plume, hasard)
    return Tirage(famille, tuple(plume.lignes), titres, tuple(articles))


def _write_agenda(plume: _Plume, titres: tuple[str, ...], hasard: Random) -> None:
    plume.write("Rappel de l'ordre du jour", 50, gras=True, saut=True)
    signe = hasard.choice(["{}. ", "{}) ", "{} - ", "- "])
    for n, titre in enumerate(titres, start=1):
        plume.write(signe.format(n) + titre, 60)


def _write_resolution(plume: _Plume, tete: str, marge: float, gras: bool, hasard: Random) -> str | None:
    article = hasard.choice(["24", "25", "26"])
    plume.write(tete, marge, corps=plume.corps * hasard.choice([1.0, 1.05]), gras=gras, saut=True)
    for texte in hasard.choice(_PROSES):
        plume.write(texte, 50)
    if hasard.random() < 0.1:
        plume.write("Ce point ne donne pas lieu à un vote.", 50)
        return None
    plume.write(
        hasard.choice(
            ["Majorité : article {}", "Majorité requise : art. {}", "Article {}", "Vote à l'article {} :", "Maj. : {}"]
        ).format(article),
        50,
    )
    pour, contre = hasard.randint(3000, 6000), hasard.randint(10, 900)
    plume.write(f"Pour : {pour} voix", 70)
    plume.write(f"Contre : {contre} voix (M. MARTIN {contre})", 70)
    plume.write("La résolution est adoptée.", 50, gras=hasard.random() < 0.3)
    return article


def _write_annexe(plume: _Plume, hasard: Random) -> None:
    plume.write("L'ordre du jour étant épuisé, la séance est levée à 20 h 15.", 50, saut=True)
    plume.write(
        hasard.choice(
            ["ANNEXE 1 – Feuille de présence", "Liste des absents", "Article 42 de la loi du 10 juillet 1965"]
        ),
        50,
        gras=True,
        saut=True,
    )
    for n in range(1, 9):
        plume.write(f"{n}. Copropriétaire {n} – {100 * n} tantièmes", 60)
