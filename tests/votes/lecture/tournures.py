# ruff: noqa: E501
"""Wordings of counts put together at random: labels, figures, units, denominators, layouts, and figures that are none.

Each draw gives the printed lines of a vote and what they count, None for what is not printed. Whatever the wording, a
figure that is read must be one that the lines print for that position; how many are read is measured in ``bench``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Compte = dict[str, int | None]
POSITIONS = ("pour", "contre", "abstention")
_LABELS = (
    ("Pour", "Contre", "Abstention"),
    ("POUR", "CONTRE", "ABSTENTION"),
    ("Pour", "Contre", "Abst."),
    ("Votes pour", "Votes contre", "Abstentions"),
    ("Voix pour", "Voix contre", "Abstentions"),
    ("Ont voté pour", "Ont voté contre", "Se sont abstenus"),
    ("Vote(nt) pour", "Vote(nt) contre", "S’abstien(nen)t"),
    ("Se prononcent pour", "Se prononcent contre", "S’abstiennent"),
    ("Votes favorables", "Votes défavorables", "Abstentions"),
    ("Favorables", "Défavorables", "Abstentions"),
    ("Oui", "Non", "Abstention"),
    ("En faveur", "En défaveur", "Abstention"),
    ("Total pour", "Total contre", "Total abstentions"),
    ("Nombre de voix pour", "Nombre de voix contre", "Nombre d’abstentions"),
    ("Copropriétaire(s) votant pour", "Copropriétaire(s) votant contre", "Copropriétaire(s) s’abstenant"),
    ("Suffrages pour", "Suffrages contre", "Suffrages d’abstention"),
    ("Résultat pour", "Résultat contre", "Résultat abstention"),
    ("- pour", "- contre", "- abstention"),
    ("A voté pour", "A voté contre", "S’est abstenu"),
)
_SEPARATEURS = (" : ", " : ", " : ", " = ", " ", " → ", " ........ ", "\t")
_UNITES = ("voix", "tantièmes", "millièmes", "tant.", "voix")
_TETES = ("copropriétaires", "copropriétaire(s)", "copro.", "copr.", "votants", "personnes", "cop.")
_ZEROS = ("0", "0", "néant", "aucune", "Néant", "aucun")


@dataclass(frozen=True, slots=True)
class Tirage:
    """The lines printed, the counts they say, and how they were worded."""

    lignes: tuple[str, ...]
    comptes: dict[str, Compte]
    tournure: str


TOTAUX = (10_000, 1_000, 100_000)


def draw(hasard: Random, total: int | None = None) -> Tirage:
    """One vote in words drawn at random."""
    vrais = _draw_votes(hasard)
    total = total or hasard.choice(TOTAUX)
    echelle = {10_000: 1, 1_000: 10, 100_000: 1}[total]
    votes = {p: (max(1, v // echelle) if v else 0, t) for p, (v, t) in vrais.items()}
    forme = hasard.choice((_say_lignes, _say_lignes, _say_phrase, _say_rang, _say_colonnes, _say_melange, _say_parts))
    lignes, avec_tetes, avec_voix, nom = forme(hasard, votes, total)
    comptes: dict[str, Compte] = {
        p: {"voix": v if avec_voix else None, "tetes": t if avec_tetes else None} for p, (v, t) in votes.items()
    }
    return Tirage(tuple(_surround(hasard, lignes, votes, total)), comptes, nom)


def _draw_votes(hasard: Random) -> dict[str, tuple[int, int]]:
    votes = {p: (hasard.randint(1001, 4999), hasard.randint(2, 40)) for p in ("pour", "contre")}
    votes["abstention"] = (0, 0) if hasard.random() < 0.4 else (hasard.randint(60, 990), hasard.randint(1, 9))
    if hasard.random() < 0.15:
        votes["contre"] = (0, 0)
    return votes


def _nombre(hasard: Random, espace: str) -> Callable[[int], str]:
    return lambda n: f"{n:,}".replace(",", espace)


def _draw_figure(hasard: Random, total: int) -> tuple[Callable[[int, int], str], bool, bool, str]:
    """How figures are written after a label, whether they carry heads and voix, and the name of that way."""
    n = _nombre(hasard, hasard.choice((" ", "\u00a0", "", ".")))
    u, t = hasard.choice(_UNITES), hasard.choice(_TETES)
    lien = hasard.choice(("représentant", "totalisant", "soit", "pour", "détenant", "réunissant", "–", ","))
    total_dit = n(total)
    formes: list[tuple[Any, bool, bool, str]] = [
        (lambda v, h: f"{n(v)} {u}", False, True, "v u"),
        (lambda v, h: f"{n(v)}", False, True, "v"),
        (lambda v, h: f"{n(v)} / {total_dit}", False, True, "v/T"),
        (lambda v, h: f"{n(v)}/{total_dit} {u}", False, True, "v/T u"),
        (lambda v, h: f"{n(v)} {u} sur {total_dit}", False, True, "v u sur T"),
        (lambda v, h: f"{n(v)} {u} ({h} {t})", True, True, "v u (h t)"),
        (lambda v, h: f"{h} {t} ({n(v)} {u})", True, True, "h t (v u)"),
        (lambda v, h: f"{h} {t} {lien} {n(v)} {u}", True, True, "h t lien v u"),
        (lambda v, h: f"{h} {t} {lien} {n(v)} / {total_dit} {u}", True, True, "h t lien v/T u"),
        (lambda v, h: f"{n(v)} {u} / {h} {t}", True, True, "v u / h t"),
        (lambda v, h: f"{h} {t} / {n(v)} {u}", True, True, "h t / v u"),
        (lambda v, h: f"{n(v)} {u}, soit {100 * v // total} % ({h} {t})", True, True, "v u, soit % (h t)"),
        (lambda v, h: f"{100 * v // total},12 % – {n(v)} {u} – {h} {t}", True, True, "% – v u – h t"),
        (lambda v, h: f"{h} {t}", True, False, "h t"),
    ]
    return hasard.choice(formes)


def _is_zero(vote: tuple[int, int]) -> bool:
    return vote == (0, 0)


def _say_lignes(hasard: Random, votes: dict[str, tuple[int, int]], total: int) -> tuple[list[str], bool, bool, str]:
    labels, separateur = dict(zip(POSITIONS, hasard.choice(_LABELS), strict=True)), hasard.choice(_SEPARATEURS)
    figure, tetes, voix, nom = _draw_figure(hasard, total)
    while labels["pour"].startswith("Cop") and not tetes:  # « Copropriétaires votant pour : 283 » counts owners, or not
        figure, tetes, voix, nom = _draw_figure(hasard, total)
    zero = hasard.choice((None, *_ZEROS))
    ordre = hasard.choice((POSITIONS, POSITIONS, ("contre", "abstention", "pour")))
    fin = hasard.choice(("", "", ".", " ;"))
    lignes = []
    for p in ordre:
        dit = zero if zero and _is_zero(votes[p]) else figure(*votes[p])
        lignes.append(f"{labels[p]}{separateur}{dit}{fin}")
    return lignes, tetes, voix, f"lignes [{labels['pour']}{separateur}{nom}]"


def _say_rang(hasard: Random, votes: dict[str, tuple[int, int]], total: int) -> tuple[list[str], bool, bool, str]:
    lignes, tetes, voix, nom = _say_lignes(hasard, votes, total)
    separateur = hasard.choice((" – ", " ; ", " | ", " / ", ", ", "\t", ". "))
    tete = hasard.choice(("", "", "Vote : ", "Résultat du vote : ", "Scrutin – "))
    return [tete + separateur.join(ligne.rstrip(" .;") for ligne in lignes)], tetes, voix, nom + separateur


def _say_phrase(hasard: Random, votes: dict[str, tuple[int, int]], total: int) -> tuple[list[str], bool, bool, str]:
    n = _nombre(hasard, hasard.choice((" ", "\u00a0", "")))
    u, t = hasard.choice(("voix", "tantièmes")), "copropriétaires"
    zero_v, zero_h = hasard.choice((("0 " + u, "0 " + t), ("aucune voix", "aucun copropriétaire")))
    v = {p: n(x[0]) + " " + u if x[0] else zero_v for p, x in votes.items()}
    h = {p: f"{x[1]} {t if x[1] > 1 else t[:-1]}" if x[1] else zero_h for p, x in votes.items()}
    p, c, a = POSITIONS
    formes = [
        (f"La résolution recueille {v[p]} pour, {v[c]} contre et {v[a]} d’abstention.", False, True),
        (f"Mise aux voix, la résolution obtient {v[p]} pour, {v[c]} contre, {v[a]} en abstention.", False, True),
        (f"{h[p]} votent pour ({v[p]}), {h[c]} votent contre ({v[c]}) et {h[a]} s’abstiennent ({v[a]}).", True, True),
        (f"{h[p]} représentant {v[p]} votent pour, {h[c]} représentant {v[c]} votent contre, {h[a]} représentant {v[a]} s’abstiennent.", True, True),
        (f"Par {v[p]} pour, {v[c]} contre et {v[a]} d’abstention, la résolution est adoptée.", False, True),
        (f"Votent pour {h[p]} ({v[p]}), contre {h[c]} ({v[c]}), abstention {h[a]} ({v[a]}).", True, True),
        (f"Se sont prononcés pour : {v[p]} ; contre : {v[c]} ; se sont abstenus : {v[a]}.", False, True),
        (f"On dénombre {v[p]} favorables, {v[c]} défavorables et {v[a]} d’abstention.", False, True),
        (f"Il est compté {v[p]} ({h[p]}) en faveur de la résolution, {v[c]} ({h[c]}) contre et {v[a]} ({h[a]}) d’abstention.", True, True),
        (f"Sur {n(total)} {u}, {v[p]} se sont exprimées pour, {v[c]} contre et {v[a]} se sont abstenues.", False, True),
    ]  # fmt: skip
    rang = hasard.randrange(len(formes))
    dit, tetes, voix = formes[rang]
    return [dit], tetes, voix, f"phrase {rang} {u} {zero_v}"


def _say_colonnes(hasard: Random, votes: dict[str, tuple[int, int]], total: int) -> tuple[list[str], bool, bool, str]:
    n = _nombre(hasard, hasard.choice((" ", "")))
    entete = hasard.choice(
        ("Pour\tContre\tAbstention", "\tPour\tContre\tAbstention", "Votes\tPOUR\tCONTRE\tABSTENTION")
    )
    u, t = hasard.choice((("Voix", "Copropriétaires"), ("Tantièmes", "Votants"), ("En tantièmes", "En nombre")))
    voix = "\t".join(n(votes[p][0]) for p in POSITIONS)
    tetes = "\t".join(str(votes[p][1]) for p in POSITIONS)
    if not entete.startswith("Pour") and hasard.random() < 0.5:
        return [entete, f"{u}\t{voix}", f"{t}\t{tetes}"], True, True, f"colonnes {u}+{t} {entete!r}"
    if entete.startswith("Pour"):
        return [entete, voix], False, True, "colonnes nues"
    return [entete, f"{u}\t{voix}"], False, True, f"colonnes {u} {entete!r}"


def _say_melange(hasard: Random, votes: dict[str, tuple[int, int]], total: int) -> tuple[list[str], bool, bool, str]:
    """Two lines by position, or figures on each side of the label."""
    n = _nombre(hasard, hasard.choice((" ", "\u00a0", "")))
    mots = {"pour": "votent pour", "contre": "votent contre", "abstention": "s’abstiennent"}
    u = hasard.choice(("tantièmes", "voix"))
    rang = hasard.randrange(4)
    lignes = []
    for p in POSITIONS:
        v, h = n(votes[p][0]), votes[p][1]
        if rang == 0:
            lignes.append(f"{h} copropriétaire(s) {mots[p]}, soit {v} {u}")
        elif rang == 1:
            lignes += [f"Nombre de copropriétaires ayant voté {p} : {h}" if p != "abstention" else f"Nombre de copropriétaires s’étant abstenus : {h}", f"Nombre de {u} : {v}"]  # fmt: skip
        elif rang == 2:
            lignes.append(f"{v} {u} {mots[p]}")
        else:
            lignes.append(f"{v} {u} ({h} copropriétaires) {mots[p]}")
    return lignes, rang != 2, True, f"mélange {rang} {u}"


def _say_parts(hasard: Random, votes: dict[str, tuple[int, int]], total: int) -> tuple[list[str], bool, bool, str]:
    """Votes in session and by correspondence, counted apart; only their total, where it is printed, is the count."""
    n, u = _nombre(hasard, hasard.choice((" ", "\u00a0", ""))), hasard.choice(("voix", "tantièmes"))
    rang, somme = hasard.randrange(4), hasard.random() < 0.5
    mots = {"pour": "Pour", "contre": "Contre", "abstention": "Abstention"}
    lignes = [] if rang else ["Votes\tEn séance\tPar correspondance" + ("\tTotal" if somme else "")]
    for p in POSITIONS:
        dehors = hasard.randint(0, votes[p][0])
        dedans, v = votes[p][0] - dehors, n(votes[p][0])
        if rang == 0:
            lignes.append(f"{mots[p]}\t{n(dedans)}\t{n(dehors)}" + (f"\t{v}" if somme else ""))
        elif rang == 1:
            fin = f", soit un total de {v} {u}" if somme else ""
            lignes.append(f"{mots[p]} : {n(dedans)} {u} en séance et {n(dehors)} {u} par correspondance{fin}")
        elif rang == 2:
            fin = f", total : {v}" if somme else ""
            lignes.append(f"{mots[p]} : {n(dedans)} en séance, {n(dehors)} par correspondance{fin}")
        else:
            lignes += [f"{mots[p]} (en séance) : {n(dedans)} {u}", f"{mots[p]} (par correspondance) : {n(dehors)} {u}"]
    return lignes, False, somme and rang < 3, f"parts {rang} {u} {somme}"


def _surround(hasard: Random, lignes: list[str], votes: dict[str, tuple[int, int]], total: int) -> list[str]:
    """The lines among those that minutes print around them, which count nothing of the vote."""
    somme, tetes = sum(v for v, _ in votes.values()), sum(h for _, h in votes.values())
    exprimes = votes["pour"][0] + votes["contre"][0]
    avant = [
        "",
        "Majorité requise : article 24",
        f"Votants : {tetes} copropriétaires totalisant {somme} / {total} tantièmes",
        f"Présents et représentés : {somme} voix sur {total}",
        f"Sont présents ou représentés : {tetes} copropriétaires ({somme} voix).",
        "L’assemblée générale, après en avoir délibéré, vote un budget de 12 500,00 € pour 2026.",
        "L’assemblée donne mandat au syndic pour signer le contrat pour une durée de 3 ans.",
    ]
    apres = [
        "",
        f"Suffrages exprimés : {exprimes}",
        f"Total des voix exprimées : {exprimes}",
        "Ont voté contre : M. PETIT (120), SCI DU LAC (85), Mme ROY (44)",
        "La majorité de l’article 25 (5 001 voix) n’est pas atteinte.",
        "La résolution est adoptée.",
        "Cette résolution est adoptée à la majorité des voix exprimées.",
    ]
    return [une for une in (hasard.choice(avant), *lignes, hasard.choice(apres)) if une]
