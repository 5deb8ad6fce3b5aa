# ruff: noqa: E501
"""Whole minutes worded at random: how they number, name the majority, count, list names, vote again and conclude.

A document keeps one manner throughout, as a cabinet does; manners are drawn apart from one another, so that the reader
meets couples of them that nobody wrote by hand. Each gives its printed lines and what they say, None where they do not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from services.votes.lecture.page.lignes import Ligne

NOUS = "ESH DEUX RIVES"
_TITRES = (
    "Désignation du président de séance", "Approbation des comptes de l’exercice 2025", "Quitus au syndic pour sa gestion",
    "Renouvellement du mandat du syndic", "Vote du budget prévisionnel 2027", "Réfection de l’étanchéité des terrasses",
    "Honoraires du syndic sur travaux", "Souscription d’un contrat d’entretien de la VMC", "Installation d’un portail motorisé",
    "Cotisation annuelle au fonds de travaux", "Autorisation de fermeture d’un balcon, lot n° 14",
)  # fmt: skip
_CORPS = (
    "L’assemblée générale, après en avoir délibéré, approuve la proposition telle qu’elle est jointe à la convocation.",
    "L’assemblée générale décide de confier les travaux à la société SMAC pour 59 355,50 € TTC, appelés en deux fois les 01/09/2026 et 01/12/2026.",
    "L’assemblée générale fixe la cotisation annuelle à 5 % du budget prévisionnel, soit 6 476,00 €, conformément à l’article 14-2 de la loi du 10 juillet 1965.",
    "L’assemblée générale autorise le syndic à signer le contrat pour une durée de 3 ans à compter du 1er janvier 2027.",
)
_PERSONNES = (
    "M. PETIT", "Mme ROY", "M. et Mme DI MARCO", "SCI DU LAC", "INDIVISION PASCAL", "M. LE GOFF", "Mme D’ANGELO", "SARL OPTIQUE 42",
    "M. GARNIER", "Mme KACI", "M. HADDAD", "SUCCESSION REYNAUD",
)  # fmt: skip
_ORDINAUX = [
    "PREMIÈRE",
    "DEUXIÈME",
    "TROISIÈME",
    "QUATRIÈME",
    "CINQUIÈME",
    "SIXIÈME",
    "SEPTIÈME",
    "HUITIÈME",
    "NEUVIÈME",
    "DIXIÈME",
    "ONZIÈME",
]
_ROMAINS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]
_LARGEUR = 95


@dataclass(frozen=True, slots=True)
class Scrutin:
    """Names by position, each with its voix."""

    pour: tuple[tuple[str, int], ...]
    contre: tuple[tuple[str, int], ...]
    abstention: tuple[tuple[str, int], ...]

    def voix(self, position: str) -> int:
        return sum(v for _, v in getattr(self, position))

    def tetes(self, position: str) -> int:
        return len(getattr(self, position))


@dataclass(slots=True)
class Attendue:
    """What one resolution prints."""

    numero: str
    titre: str
    article: str | None
    premier: dict[str, int | None] | None
    second: dict[str, int | None] | None
    resultat: str
    opposants: tuple[str, ...]


@dataclass(slots=True)
class Redaction:
    """Minutes as printed lines, and what they say. ``maniere``: how they were worded, for whoever mends a fault."""

    lignes: list[Ligne]
    resolutions: list[Attendue]
    maniere: str


Morceau = tuple[str, bool]
"""A paragraph and whether it is bold."""
Compte = tuple[list[Morceau], bool]
"""The paragraphs of a ballot, and whether « pour » is printed."""


@dataclass(slots=True)
class _Manieres:
    numero: Callable[[int], str]
    tete: str
    majorite: str
    compte: Callable[[Scrutin], list[Morceau]]
    unanimite: str
    relance: str
    resultats: tuple[str, str]
    pour: bool = True
    sommaire: str = ""
    noms: list[str] = field(default_factory=list)


def draw_redaction(hasard: Random) -> Redaction:
    """Minutes of a few resolutions, in manners drawn at random."""
    manieres = _draw_manieres(hasard)
    combien = hasard.randint(5, len(_TITRES))
    titres = hasard.sample(_TITRES, combien)
    morceaux: list[Morceau] = [
        ("PROCÈS-VERBAL DE L’ASSEMBLÉE GÉNÉRALE DU 12 MAI 2026", True),
        ("Copropriété LES TILLEULS", False),
    ]
    if manieres.sommaire:
        morceaux += [
            ("ORDRE DU JOUR", True),
            *((f"{manieres.numero(n)}{titre}", False) for n, titre in enumerate(titres, 1)),
        ]
        morceaux.append((manieres.sommaire, True))
    morceaux.append(("Sont présents ou représentés 9 copropriétaires sur 12, totalisant 7 412 voix sur 10 000.", False))
    attendues = []
    for n, titre in enumerate(titres, 1):
        dits, attendue = _draw_resolution(hasard, manieres, n, titre)
        morceaux += dits
        attendues.append(attendue)
    morceaux.append(("L’ordre du jour étant épuisé, la séance est levée à 20 h 45.", False))
    return Redaction(_print(morceaux), attendues, " | ".join(manieres.noms))


def _draw_manieres(hasard: Random) -> _Manieres:
    numeros: dict[str, Callable[[int], str]] = {
        "Résolution n° 1": lambda n: f"Résolution n° {n} : ", "1)": lambda n: f"{n}) ", "1 –": lambda n: f"{n} – ", "I –": lambda n: f"{_ROMAINS[n - 1]} – ",
        "Point 1": lambda n: f"Point {n} – ", "1.": lambda n: f"{n}. ", "01 -": lambda n: f"{n:02} - ", "PREMIÈRE": lambda n: f"{_ORDINAUX[n - 1]} RÉSOLUTION : ",
        "1.1": lambda n: f"{(n + 1) // 2}.{2 - n % 2} – ", "Question 1": lambda n: f"Question n°{n} – ",
    }  # fmt: skip
    majorites = (
        "Majorité : article {}", "(majorité de l’article {})", "Clé : Charges communes générales | Article {}", "Majorité requise : article {} de la loi du 10 juillet 1965",
        "Clé 001 • Art. {} • Base 10 000 tantièmes", "Article {}", "Règle de majorité : article {}", "Vote à la majorité de l’article {} de la loi de 1965", "Clé Bâtiment B · Article {}",
        "Majorité absolue (art. {})", "Charges générales / Art. {}", "Art. {} – Charges générales", "Majorité applicable : art. {} loi de 1965", "{TITRE} (art. {})", "{TITRE} (article {})", "{TITRE} – Article {}",
    )  # fmt: skip
    relances = (
        "La majorité de l’article 25 n’étant pas atteinte mais le projet ayant recueilli au moins le tiers des voix, il est procédé à un second vote à la majorité de l’article 24 :",
        "Majorité non atteinte. Passerelle de l’article 25-1 : second vote à la majorité de l’article 24.",
        "Cette majorité n’étant pas atteinte, il est aussitôt procédé à un nouveau vote selon l’article 25-1.",
        "Second tour (article 25-1) :", "2e lecture – article 25-1", "Conformément à l’article 25-1, l’assemblée procède immédiatement à un second vote.",
    )  # fmt: skip
    resultats = (
        ("La résolution est adoptée.", "La résolution est rejetée."), ("ADOPTÉE", "REJETÉE"), ("Décision : adoptée", "Décision : rejetée"),
        ("En conséquence, la résolution est adoptée.", "En conséquence, la résolution n’est pas adoptée."), ("=> Résolution adoptée", "=> Résolution refusée"),
        ("Cette résolution est adoptée à la majorité requise.", "Cette résolution est repoussée, la majorité requise n’étant pas atteinte."), ("Résultat : ADOPTÉE", "Résultat : REJETÉE"),
    )  # fmt: skip
    numero, majorite, relance, resultat = (
        hasard.choice(list(numeros)),
        hasard.choice(majorites),
        hasard.choice(relances),
        hasard.choice(resultats),
    )
    forme, nombre, liste = (
        hasard.choice(list(_FORMES)),
        hasard.choice((" ", "\u202f", "", ".")),
        hasard.choice(list(_LISTES)),
    )
    sommaire = hasard.choice(
        ("", "", "FEUILLE DE PRÉSENCE", "DÉLIBÉRATIONS", "CONSTITUTION DE L’ASSEMBLÉE", "PROCÈS-VERBAL")
    )
    noms = [numero, majorite, forme, repr(nombre), liste, relance[:30], resultat[0], sommaire]
    return _Manieres(
        numeros[numero], "", majorite, lambda s: _FORMES[forme](s, lambda n: _write_nombre(n, nombre), _LISTES[liste]),
        "", relance, resultat, forme not in _SANS_POUR, sommaire, noms,
    )  # fmt: skip


def _write_nombre(n: int, espace: str) -> str:
    return f"{n:,}".replace(",", espace)


def _draw_resolution(hasard: Random, manieres: _Manieres, n: int, titre: str) -> tuple[list[Morceau], Attendue]:
    article = hasard.choice(("24", "24", "25"))
    deux = article == "25" and hasard.random() < 0.4
    premier, second = _draw_scrutin(hasard), _draw_scrutin(hasard) if deux else None
    adoptee = hasard.random() < 0.7
    tete = f"{manieres.numero(n)}{titre}"
    if "{TITRE}" in manieres.majorite:
        morceaux = [(manieres.majorite.replace("{TITRE}", tete).replace("{}", article), True)]
    else:
        morceaux = [(tete, True), (manieres.majorite.replace("{}", article), False)]
    morceaux += [(hasard.choice(_CORPS), False), *manieres.compte(premier)]
    if second:
        morceaux += [(manieres.relance, False), *manieres.compte(second)]
    morceaux.append((manieres.resultats[not adoptee], True))
    numero = manieres.numero(n)
    dit = "".join(c for c in numero if c.isdigit() or c == ".").strip(".") or str(n)
    dernier = second or premier
    return morceaux, Attendue(
        dit if manieres.noms[0] != "01 -" else f"{n:02}", titre, article, _count(premier, manieres), _count(second, manieres) if second else None,
        "adoptee" if adoptee else "rejetee", tuple(nom for nom, _ in dernier.contre),
    )  # fmt: skip


def _draw_scrutin(hasard: Random) -> Scrutin:
    noms = [NOUS, *hasard.sample(_PERSONNES, len(_PERSONNES) - 1)]
    votes = [(nom, 1540 if nom == NOUS else hasard.randint(103, 489)) for nom in noms]
    contre = hasard.choice((0, 1, 1, 2, 3, 5))
    abstention = hasard.choice((0, 0, 1, 2))
    reste = votes[1:] if hasard.random() < 0.5 else [*votes[1:], votes[0]]
    devant = [votes[0], *reste] if len(reste) < len(votes) else reste
    return Scrutin(
        tuple(devant[contre + abstention :]), tuple(devant[:contre]), tuple(devant[contre : contre + abstention])
    )


def _count(scrutin: Scrutin, manieres: _Manieres) -> dict[str, int | None] | None:
    """The voix that the ballot prints; the bare lists of names print only the sums that are written."""
    if manieres.pour:
        return {p: scrutin.voix(p) for p in ("pour", "contre", "abstention")}
    dits = {p: scrutin.voix(p) if scrutin.tetes(p) else None for p in ("contre", "abstention")}
    return {"pour": None, **dits} if any(dits.values()) else None


Ecrit = Callable[[int], str]
Liste = Callable[[Sequence[tuple[str, int]], Ecrit], str]


def _heads(n: int) -> str:
    return f"{n} copropriétaire" + "s" * (n > 1)


def _say_lignes(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    lignes = [(f"Pour : {n(s.voix('pour'))} voix ({_heads(s.tetes('pour'))})", False)]
    for p, mot in (("contre", "Contre"), ("abstention", "Abstention")):
        lignes.append((f"{mot} : {n(s.voix(p))} voix ({_heads(s.tetes(p))})", False))
        if s.tetes(p):
            lignes.append((liste(getattr(s, p), n), False))
    return lignes


def _say_totalisant(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    lignes = []
    for p, mot in (("pour", "Votent POUR"), ("contre", "Votent CONTRE"), ("abstention", "S’abstiennent")):
        lignes.append(
            (
                f"{mot} : {s.tetes(p)} copropriétaire(s) totalisant {n(s.voix(p))}/{n(10000)} tantièmes du bâtiment B",
                False,
            )
        )
        if p != "pour" and s.tetes(p):
            lignes.append((liste(getattr(s, p), n), False))
    return lignes


def _say_phrase(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    def dit(p: str, seul: str, plusieurs: str) -> str:
        if not s.tetes(p):
            return (
                f"aucun copropriétaire n’a voté {p} (0 tantième)"
                if p != "abstention"
                else "aucun copropriétaire ne s’est abstenu (0 tantième)"
            )
        verbe = plusieurs if s.tetes(p) > 1 else seul
        return f"{_heads(s.tetes(p))} totalisant {n(s.voix(p))} tantièmes {verbe}" + (
            f" ({liste(getattr(s, p), n)})" if p != "pour" else ""
        )

    trois = (
        dit("pour", "a voté pour", "ont voté pour"),
        dit("contre", "a voté contre", "ont voté contre"),
        dit("abstention", "s’est abstenu", "se sont abstenus"),
    )
    return [(f"Mise aux voix : {trois[0]}, {trois[1]} et {trois[2]}.", False)]


def _say_recueille(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    def dit(p: str) -> str:
        return f"{n(s.voix(p))} voix {'d’abstention' if p == 'abstention' else p} ({_heads(s.tetes(p))}" + (
            f" : {liste(getattr(s, p), n)})" if p != "pour" and s.tetes(p) else ")"
        )

    return [
        (
            f"Soumise au vote dans les conditions de la loi de 1965, la résolution recueille {dit('pour')}, {dit('contre')} et {dit('abstention')}.",
            False,
        )
    ]


def _say_virgules(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    def dit(p: str) -> str:
        return f"{p}, {n(s.voix(p))} voix" + (f" ({liste(getattr(s, p), n)})" if p != "pour" and s.tetes(p) else "")

    return [
        (f"Cette résolution, mise aux voix, obtient : {dit('pour')} ; {dit('contre')} ; {dit('abstention')}.", False)
    ]


def _say_colonnes(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    positions = ("pour", "contre", "abstention")
    rangees = [("Vote\tPour\tContre\tAbst.", True), ("Tantièmes\t" + "\t".join(n(s.voix(p)) for p in positions), False),
               ("Copropriétaires\t" + "\t".join(str(s.tetes(p)) for p in positions), False)]  # fmt: skip
    listes = [
        (f"{mot} : {liste(getattr(s, p), n)}", False)
        for p, mot in (("contre", "Ont voté contre"), ("abstention", "Se sont abstenus"))
        if s.tetes(p)
    ]
    return rangees + listes


def _say_nommes(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    lignes = []
    for p, seul, plusieurs in (
        ("contre", "A voté contre", "Ont voté contre"),
        ("abstention", "S’est abstenu", "Se sont abstenus"),
    ):
        votes = getattr(s, p)
        if len(votes) == 1:
            lignes.append((f"{seul} : {votes[0][0]} ({n(votes[0][1])}).", False))
        elif votes:
            lignes.append(
                (
                    f"{plusieurs} : "
                    + ", ".join(f"{nom} ({n(v)})" for nom, v in votes)
                    + f", soit {n(s.voix(p))} voix.",
                    False,
                )
            )
    return lignes


def _say_rang(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    compte = f"Résultat du vote : {n(s.voix('pour'))} voix POUR – {n(s.voix('contre'))} voix CONTRE – {n(s.voix('abstention'))} voix ABSTENTION"
    return [
        (compte, False),
        *(
            (f"{mot} : {liste(getattr(s, p), n)}", False)
            for p, mot in (("contre", "Opposants"), ("abstention", "Abstentionnistes"))
            if s.tetes(p)
        ),
    ]


def _say_somme(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    lignes = []
    for p, mot in (("pour", "Pour"), ("contre", "Contre"), ("abstention", "Abstention")):
        dehors = s.voix(p) // 3
        lignes.append((f"{mot} : {n(s.voix(p) - dehors)} + {n(dehors)} = {n(s.voix(p))} voix", False))
    return lignes + ([(f"Ont voté contre : {liste(s.contre, n)}", False)] if s.contre else [])


def _say_cles(s: Scrutin, n: Ecrit, liste: Liste) -> list[Morceau]:
    parts = {p: s.voix(p) // 3 for p in ("pour", "contre", "abstention")}
    reste = {p: s.voix(p) - parts[p] for p in parts}
    lignes = [
        (f"{cle} : {n(v['pour'])} pour, {n(v['contre'])} contre, {n(v['abstention'])} abstention", False)
        for cle, v in (("Bâtiment A", parts), ("Bâtiment B", reste))
    ]
    lignes.append(
        (f"Total : {n(s.voix('pour'))} pour, {n(s.voix('contre'))} contre, {n(s.voix('abstention'))} abstention", False)
    )
    return lignes + ([(f"Ont voté contre : {liste(s.contre, n)}", False)] if s.contre else [])


_FORMES: dict[str, Callable[[Scrutin, Ecrit, Liste], list[Morceau]]] = {
    "lignes": _say_lignes, "totalisant": _say_totalisant, "phrase": _say_phrase, "recueille": _say_recueille, "virgules": _say_virgules,
    "colonnes": _say_colonnes, "nommés": _say_nommes, "rang": _say_rang, "somme": _say_somme, "clés": _say_cles,
}  # fmt: skip
_SANS_POUR = ("nommés",)
_LISTES: dict[str, Liste] = {
    "X (12), Y": lambda votes, n: ", ".join(f"{nom} ({n(v)})" for nom, v in votes),
    "X : 12, Y": lambda votes, n: ", ".join(f"{nom} : {n(v)}" for nom, v in votes),
    "X, Y": lambda votes, n: ", ".join(nom for nom, _ in votes),
    "X (12) ; Y": lambda votes, n: " ; ".join(f"{nom} ({n(v)})" for nom, v in votes),
    "X [12], Y": lambda votes, n: ", ".join(f"{nom} [{n(v)}]" for nom, v in votes),
    "X (12 voix), Y": lambda votes, n: ", ".join(f"{nom} ({n(v)} voix)" for nom, v in votes),
    "X (12) - Y": lambda votes, n: " - ".join(f"{nom} ({n(v)})" for nom, v in votes),
}


def _print(morceaux: Sequence[Morceau]) -> list[Ligne]:
    """Paragraphs set in lines of one width, as a page shows them."""
    lignes: list[Ligne] = []
    for texte, gras in morceaux:
        coupees = [texte] if "\t" in texte else _wrap(texte)
        for rang, coupee in enumerate(coupees):
            pleine = rang + 1 < len(coupees) or "\t" in texte or len(coupee) > 0.9 * _LARGEUR
            y = 12.0 * len(lignes)
            corps = 12.0 if gras else 10.0
            lignes.append(
                Ligne(coupee, len(lignes) // 55, 50, 50 + 5 * len(coupee), y, corps, gras, pleine, gras and not rang)
            )
    return lignes


def _wrap(texte: str) -> list[str]:
    lignes, courante = [], ""
    for mot in texte.split(" "):
        if courante and len(courante) + 1 + len(mot) > _LARGEUR:
            lignes.append(courante)
            courante = mot
        else:
            courante = f"{courante} {mot}".strip()
    return [*lignes, courante]
