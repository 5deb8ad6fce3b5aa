# ruff: noqa: E501
"""The set: twenty cabinets, each with a convocation and minutes in its own manner, and the truth of both."""

import random
from dataclasses import asdict, dataclass
from typing import Any

from tests.votes.lecture.corpus import redaction as r
from tests.votes.lecture.corpus.banque import Decompte, Point, Vote, points
from tests.votes.lecture.corpus.redaction import Bloc, Dossier


@dataclass(frozen=True)
class Cabinet:
    """A manner: how it numbers, prints majorities, counts and results, lays pages out, and with which program."""

    nom: str
    producteur: str
    titre: str
    majorite: str
    place: str
    compte: str
    resultat: str
    argent: int = 0
    second: str = "SECOND VOTE – Majorité de l’article 25-1 (article 24)"
    sommaire: bool = False
    formulaire_avant: bool = False
    annexes: tuple[str, ...] = ()
    colonnes: int = 1
    tableau: bool = False
    decimales: bool = False
    sections: bool = False
    bureau: bool = False
    cadre: bool = False
    corps: float = 10
    police: str = "sans"
    justifie: bool = False
    reserve: bool = False
    combien: int = 18


CABINETS = [
    Cabinet(
        "Foncière du Rhône",
        "libreoffice",
        "resolution_n",
        "necessaire",
        "avant",
        "foncia",
        "foncia",
        0,
        sommaire=True,
        annexes=("pouvoir", "formulaire", "contrat"),
        combien=22,
    ),
    Cabinet(
        "Nexalia",
        "chromium",
        "tiret",
        "parenthese",
        "titre",
        "tableau",
        "majuscules",
        1,
        annexes=("formulaire", "comptes", "devis"),
        decimales=True,
        combien=20,
    ),
    Cabinet(
        "Citania",
        "typst",
        "ordinal",
        "condition",
        "avant",
        "citya",
        "consequence",
        0,
        annexes=("contrat", "pouvoir"),
        combien=24,
        justifie=True,
    ),
    Cabinet(
        "ICS Gestion",
        "reportlab",
        "degre",
        "requise",
        "avant",
        "ics",
        "court",
        3,
        tableau=True,
        annexes=("formulaire",),
        combien=17,
    ),
    Cabinet(
        "Cabinet Bouvier", "fpdf2", "zero_tiret", "loi", "apres", "petit", "seul", 2, annexes=("pouvoir",), combien=14
    ),
    Cabinet(
        "Régie Saint-Louis",
        "cairo",
        "point",
        "vote",
        "apres",
        "phrase",
        "approuve",
        0,
        annexes=("comptes", "pouvoir", "majorites"),
        decimales=True,
        combien=19,
    ),
    Cabinet(
        "Lacassagne",
        "troff",
        "parenthese",
        "loi",
        "avant",
        "votants",
        "sens",
        4,
        justifie=True,
        annexes=("pouvoir", "contrat"),
        combien=16,
        police="serif",
    ),
    Cabinet(
        "Immo Deux",
        "libreoffice",
        "romain",
        "court",
        "titre",
        "travers",
        "decision",
        0,
        annexes=("formulaire", "contrat"),
        sections=False,
        combien=15,
    ),
    Cabinet(
        "Sogefrance",
        "chromium",
        "question",
        "regle",
        "apres",
        "noms",
        "resultat",
        5,
        cadre=True,
        annexes=("formulaire", "devis", "majorites"),
        combien=21,
    ),
    Cabinet(
        "Dupuis", "typst", "tiret", "tiret", "avant", "milliemes", "majuscules", 0, colonnes=2, combien=16, corps=9
    ),
    Cabinet("Archive", "reportlab", "ocr", "necessaire", "apres", "ocr", "ocr", 3, combien=15),
    Cabinet(
        "Grand Parc",
        "fpdf2",
        "rang",
        "condition",
        "avant",
        "presents",
        "court",
        0,
        formulaire_avant=True,
        annexes=("pouvoir",),
        combien=18,
        bureau=True,
    ),
    Cabinet(
        "Agence Terreaux",
        "libreoffice",
        "deux_lignes",
        "necessaire",
        "avant",
        "citya",
        "foncia",
        1,
        sommaire=True,
        annexes=("formulaire", "comptes"),
        combien=20,
    ),
    # kept aside: neither their manner of counting with this heading, nor these pages, were looked at while tuning
    Cabinet(
        "Vaise Immobilier",
        "chromium",
        "point_mot",
        "necessaire",
        "apres",
        "foncia",
        "consequence",
        0,
        second="2ème vote à la majorité de l’article 24 (passerelle article 25-1)",
        annexes=("contrat", "formulaire"),
        sommaire=True,
        combien=23,
        reserve=True,
    ),
    Cabinet(
        "Monplaisir",
        "libreoffice",
        "nu",
        "parenthese",
        "titre",
        "noms",
        "approuve",
        2,
        second="Deuxième tour – article 25-1",
        annexes=("pouvoir", "devis"),
        combien=17,
        reserve=True,
    ),
    Cabinet(
        "Perrache",
        "cairo",
        "romain_tiret",
        "regle",
        "avant",
        "tableau",
        "consequence",
        0,
        second="Nouveau vote immédiat en application de l’article 25-1 :",
        annexes=("comptes", "contrat"),
        combien=19,
        reserve=True,
    ),
    Cabinet(
        "Confluence",
        "typst",
        "resolution_0n",
        "vote",
        "apres",
        "travers",
        "sens",
        1,
        second="Passage à la majorité de l’article 24 (art. 25-1 de la loi)",
        tableau=True,
        annexes=("formulaire", "contrat", "pouvoir"),
        combien=20,
        reserve=True,
    ),
    Cabinet(
        "Gerland",
        "troff",
        "ordinal_seul",
        "condition",
        "apres",
        "presents",
        "resultat",
        4,
        second="Second vote (article 25-1)",
        annexes=("pouvoir", "majorites"),
        combien=16,
        police="serif",
        reserve=True,
    ),
    Cabinet(
        "Brotteaux",
        "fpdf2",
        "degre",
        "loi",
        "apres",
        "votants",
        "decision",
        5,
        second="L’assemblée procède immédiatement à un second vote à la majorité de l’article 24.",
        annexes=("contrat",),
        colonnes=1,
        combien=18,
        reserve=True,
    ),
    Cabinet(
        "Croix-Rousse",
        "reportlab",
        "parenthese",
        "court",
        "titre",
        "phrase",
        "foncia",
        0,
        second="Il est procédé à un second vote (25-1) :",
        colonnes=2,
        annexes=("formulaire", "pouvoir"),
        combien=18,
        reserve=True,
        corps=9,
    ),
]

COPROPRIETES = [
    ("Résidence Les Tilleuls", "4 rue des Tilleuls, 69003 Lyon", "AA1234567"), ("Le Parc de la Bachut", "118 avenue Jean Mermoz, 69008 Lyon", "AB2345678"),
    ("Résidence du Bizillon", "27 rue Gutenberg, 42100 Saint-Étienne", "AC3456789"), ("Les Terrasses de Villeboeuf", "9 boulevard Jules Ferry, 42000 Saint-Étienne", "AD4567890"),
    ("Le Clos Fleuri", "52 cours Gambetta, 69007 Lyon", "AE5678901"), ("Résidence Beausoleil", "3 impasse du Mont-Blanc, 38100 Grenoble", "AF6789012"),
    ("L’Orée du Bois", "15 chemin des Vignes, 69500 Bron", "AG7890123")]  # fmt: skip
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
JOURS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def monter(rang: int, genre: str) -> tuple[Dossier, Cabinet, list[str], list[Bloc], dict[str, Any]]:
    """One document of one cabinet: its blocks and the truth."""
    import datetime

    cabinet = CABINETS[rang]
    h = random.Random(f"{cabinet.nom}-{genre}")
    nom, adresse, immat = COPROPRIETES[(rang * 2 + (genre == "pv")) % len(COPROPRIETES)]
    jour = datetime.date(2026, 1 + (rang * 5) % 12, 3 + (rang * 7) % 24)
    lettres = f"{JOURS[jour.weekday()]} {jour.day} {MOIS[jour.month - 1]} {jour.year}"
    limite = jour - datetime.timedelta(days=4)
    total = h.choice([10000, 100000, 1000, 8765, 45757, 9998])
    tetes = h.randrange(18, 140)
    d = Dossier(
        nom,
        adresse,
        immat,
        f"{jour:%d/%m/%Y}",
        lettres,
        h.choice(["18 heures", "18h30", "17 h 00", "19h00"]),
        h.choice(
            [
                "Salle des fêtes, 2 place de la Mairie, 69008 Lyon",
                "au cabinet, 12 rue de la Paix, 69002 Lyon",
                "MJC du quartier, 3 rue du Stade",
            ]
        ),
        [],
        total,
        Decompte(round(total * 0.71), round(tetes * 0.6)),
        h,
        f"{limite:%d/%m/%Y}",
    )
    tous = points(h, cabinet.argent, jour.year)
    choisis = sorted(h.sample(range(3, len(tous) - 1), cabinet.combien - 4))
    d.points = r.clone([tous[0], tous[1], tous[2], *(tous[n] for n in choisis), tous[-1]])
    if genre == "pv":
        prepare_votes(d, cabinet)
    numeros = number(d, cabinet)
    blocs = ecrire_convocation(d, cabinet, numeros) if genre == "convocation" else ecrire_pv(d, cabinet, numeros)
    verite = tell_verite(d, jour, genre)
    return d, cabinet, numeros, blocs, verite


def prepare_votes(d: Dossier, cabinet: Cabinet) -> None:
    for rang, point in enumerate(d.points):
        if point.information:
            point.vote = Vote(None, None, "sans_vote", [], [], [], None, "information")
            continue
        genre = "normal"
        tirage = d.hasard.random()
        if tirage < 0.06:
            genre = "retire"
        elif tirage < 0.1:
            genre = "vierge"
        elif tirage < 0.2 and cabinet.compte not in ("foncia",):
            genre = "unanimite"
        point.vote = r.tirer_vote(d, point, genre)
        if genre == "normal" and point.vote.second and d.hasard.random() < 0.3 and rang + 1 < len(d.points):
            point.vote.genre = "revote"


def number(d: Dossier, cabinet: Cabinet) -> list[str]:
    """Give each point its number; a revoted item is followed by its second vote as an item of its own."""
    suite: list[Point] = []
    for point in d.points:
        suite.append(point)
        if point.vote and point.vote.genre == "revote":
            revote = Point(f"{point.intitule} – second vote", [], "25-1")
            revote.vote = Vote(
                point.vote.second,
                None,
                "adoptee" if point.vote.second["pour"].voix > point.vote.second["contre"].voix else "rejetee",
                r.choisir_noms(d.hasard, point.vote.second["contre"].tetes, 0.5),
                [],
                [],
                point.vote.total,
            )
            revote.vote.abstenus = r.choisir_noms(d.hasard, revote.vote.premier["abstention"].tetes, 0)
            point.vote.opposants = r.choisir_noms(d.hasard, point.vote.premier["contre"].tetes, 0.5)
            point.vote.abstenus = r.choisir_noms(d.hasard, point.vote.premier["abstention"].tetes, 0)
            point.vote.second = None
            suite.append(revote)
    d.points = suite
    d.blocs = []
    numeros, n, sous = [], 0, 0
    for rang, point in enumerate(d.points):
        suivi = (
            cabinet.decimales and 0 < rang < len(d.points) - 1 and point.intitule.startswith(("Honoraires", "Mission"))
        )
        if suivi and n:
            sous += 1
            printed = f"{n}.{sous}" if cabinet.titre == "point" else f"{n}-{sous}"
            ligne = f"{printed}{'.' if cabinet.titre == 'point' else '-'} {point.intitule if cabinet.titre == 'point' else r.plain(point.intitule)}"
        else:
            n, sous = n + 1, 0
            printed, ligne = r.TITRES[cabinet.titre](n, point.intitule)
        point.numero = printed
        numeros.append(ligne)
    return numeros


def _point(d: Dossier, cabinet: Cabinet, point: Point, ligne: str, pv: bool) -> list[Bloc]:
    majorite = r.majorite(cabinet.majorite, point.article)
    blocs: list[Bloc] = []
    if cabinet.place == "titre":
        blocs.append(("h2", f"{ligne} {majorite}"))
    else:
        blocs.append(("h2", ligne))
    if cabinet.place == "avant":
        blocs.append(("p", majorite))
    blocs += [("p", texte) for texte in point.corps]
    if cabinet.place == "apres":
        blocs.append(("p", majorite))
    if pv:
        blocs += r.ecrire_vote(d, point, cabinet.compte, cabinet.resultat, cabinet.second)
    return [("cadre", blocs)] if cabinet.cadre else blocs


def ecrire_convocation(d: Dossier, cabinet: Cabinet, lignes: list[str]) -> list[Bloc]:
    blocs: list[Bloc] = [("h1", cabinet.nom.upper()), *r.lettre(d)]
    numeros = [p.numero for p in d.points]
    if cabinet.formulaire_avant:
        blocs += [*r.formulaire(d, numeros), ("saut",)]
    if cabinet.sommaire:
        blocs += [
            ("h1", "ORDRE DU JOUR"),
            *[("p", ligne.replace("\n", " - ")) for ligne in lignes],
            ("saut",),
            ("h1", "PROJETS DE RÉSOLUTIONS"),
        ]
    elif cabinet.tableau:
        rangs = [["N°", "Résolution", "Majorité"]] + [
            [
                p.numero,
                p.intitule + ("\n" + "\n".join(p.corps) if p.corps else ""),
                {None: "Sans vote", "unanimite": "Unanimité"}.get(p.article, f"Art. {p.article}"),
            ]
            for p in d.points
        ]
        blocs += [("h1", "ORDRE DU JOUR"), ("table", rangs, [8, 74, 18], True)]
    else:
        blocs.append(("h1", "ORDRE DU JOUR"))
    if not cabinet.tableau:
        corps: list[Bloc] = []
        for point, ligne in zip(d.points, lignes, strict=True):
            corps += _point(d, cabinet, point, ligne, pv=False)
        blocs += [("colonnes", corps)] if cabinet.colonnes == 2 else corps
    fabrique = {
        "pouvoir": r.pouvoir,
        "contrat": r.contrat,
        "comptes": r.annexes_comptables,
        "devis": r.devis,
        "majorites": r.rappel_majorites,
    }
    for annexe in cabinet.annexes:
        blocs += r.formulaire(d, numeros) if annexe == "formulaire" else fabrique[annexe](d)
    return blocs


def ecrire_pv(d: Dossier, cabinet: Cabinet, lignes: list[str]) -> list[Bloc]:
    p = d.presents
    ouverture = {
        0: f"Présents, représentés ou votant par correspondance : {p.tetes} copropriétaires représentant {r.nombre(p.voix)} tantièmes sur {r.nombre(d.total)}.",
        1: f"Il résulte de la feuille de présence que {p.tetes} copropriétaires totalisant {r.nombre(p.voix)} / {r.nombre(d.total)} voix sont présents ou représentés.",
        2: f"TOTAL PRESENTS ET REPRESENTES : {p.tetes} / {p.tetes + 17} copropriétaires – {r.nombre(p.voix)} / {r.nombre(d.total)} tantièmes",
    }[len(cabinet.nom) % 3]
    absents = r.choisir_noms(d.hasard, 3, 0)
    blocs: list[Bloc] = [("h1", f"PROCÈS-VERBAL DE L’ASSEMBLÉE GÉNÉRALE DU {d.jour}"), ("p", f"Copropriété : {d.copropriete}"), ("p", d.adresse),
        ("p", f"Le {d.jour_lettres} à {d.heure}, les copropriétaires de l’immeuble se sont réunis en assemblée générale ordinaire, {d.lieu}, sur convocation du syndic."),
        ("p", ouverture), ("p", f"Absents et non représentés : {', '.join(f'{n} ({d.hasard.randrange(50, 300)})' for n in absents)}")]  # fmt: skip
    corps: list[Bloc] = []
    for rang, (point, ligne) in enumerate(zip(d.points, lignes, strict=True)):
        corps += _point(d, cabinet, point, ligne, pv=True)
        if rang == 6:
            corps.append(("p", f"Arrivée de M. TISSOT à 19h10 ({d.hasard.randrange(60, 200)} tantièmes)."))
        if rang == 11:
            corps.append(
                (
                    "p",
                    f"Départ de Mme PETIT à 20h05 ({d.hasard.randrange(60, 200)} voix), qui donne pouvoir à M. TISSOT.",
                )
            )
    blocs += [("colonnes", corps)] if cabinet.colonnes == 2 else corps
    return [*blocs, ("p", "L’ordre du jour étant épuisé et personne ne demandant plus la parole, la séance est levée à 21h15."),
            ("p", "Article 42 alinéa 2 de la loi du 10 juillet 1965 : « Les actions en contestation des décisions des assemblées générales doivent, à peine de déchéance, être introduites par les copropriétaires opposants ou défaillants dans un délai de deux mois à compter de la notification du procès-verbal. »"),
            ("p", "Le président        Le secrétaire        Les scrutateurs"), *(r.annexes_comptables(d) if "comptes" in cabinet.annexes else [])]  # fmt: skip


def tell_verite(d: Dossier, jour: Any, genre: str) -> dict[str, Any]:
    """What a reader must find."""
    nues = []
    for point in d.points:
        un: dict[str, Any] = {"numero": point.numero, "intitule": point.intitule, "article_imprime": point.article}
        if genre == "convocation":
            un |= {"montant": point.montant, "information": point.information}
        else:
            v = point.vote
            un |= {
                "total_voix": v.total,
                "premier": _ballot(v.premier),
                "second": _ballot(v.second),
                "resultat_annonce": v.resultat,
                "opposants": v.opposants if v.premier else [],
            }
        nues.append(un)
    tete: dict[str, Any] = {"copropriete": d.copropriete, "date": jour.isoformat(), "resolutions": nues}
    if genre == "convocation":
        return {**tete, "heure": d.heure, "lieu": d.lieu}
    return {**tete, "total_voix": d.total, "presents": asdict(d.presents)}


def _ballot(scrutin: dict[str, Decompte] | None) -> dict[str, Any] | None:
    return {nom: asdict(compte) for nom, compte in scrutin.items()} if scrutin else None
