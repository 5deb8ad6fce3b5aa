# ruff: noqa: E501
"""How cabinets write: headings, printed majorities, counts, results, and all that is not a resolution."""

import random
from dataclasses import dataclass, field, replace
from typing import Any

from tests.votes.lecture.corpus.banque import Decompte, Point, Vote, argent

Bloc = tuple[Any, ...]
NOTRE_NOM = "DEUX RIVES HABITAT"
NOMS = ["M. ou Mme BERNARD Luc", "SCI LES LILAS", "Mme MOREL Jeanne", "M. TISSOT", "Indivision GARNIER/ROUX", "M. et Mme LE GOFF", "SARL BÂTI-SUD",
        "Mme DE LA TOUR Anne-Marie", "M. NGUYEN Van Minh", "Mlle PETIT", "M. BEN ALI Karim", "CONSORTS DURAND"]  # fmt: skip
ORDINAUX = ["PREMIÈRE", "DEUXIÈME", "TROISIÈME", "QUATRIÈME", "CINQUIÈME", "SIXIÈME", "SEPTIÈME", "HUITIÈME", "NEUVIÈME", "DIXIÈME", "ONZIÈME",
            "DOUZIÈME", "TREIZIÈME", "QUATORZIÈME", "QUINZIÈME", "SEIZIÈME", "DIX-SEPTIÈME", "DIX-HUITIÈME", "DIX-NEUVIÈME", "VINGTIÈME", "VINGT ET UNIÈME",
            "VINGT-DEUXIÈME", "VINGT-TROISIÈME", "VINGT-QUATRIÈME", "VINGT-CINQUIÈME", "VINGT-SIXIÈME", "VINGT-SEPTIÈME", "VINGT-HUITIÈME", "VINGT-NEUVIÈME", "TRENTIÈME"]  # fmt: skip
ROMAINS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
           "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX"]  # fmt: skip


@dataclass
class Dossier:
    """One assembly: what is said in it, and what a reader must find."""

    copropriete: str
    adresse: str
    immatriculation: str
    jour: str
    jour_lettres: str
    heure: str
    lieu: str
    points: list[Point]
    total: int
    presents: Decompte
    hasard: random.Random
    limite: str = ""
    blocs: list[Bloc] = field(default_factory=list)


def plain(texte: str) -> str:
    """Capitals as old programs print them: no accents."""
    import unicodedata

    return "".join(
        c for c in unicodedata.normalize("NFKD", texte.replace("’", "'")) if not unicodedata.combining(c)
    ).upper()


def ocr(texte: str) -> str:
    """What a scanner that loses accented letters leaves."""
    import unicodedata

    return "".join(c for c in texte if not (ord(c) > 127 and unicodedata.normalize("NFKD", c)[0].isalpha()))


# --- headings: (number printed in the truth, line)


def titre_numero(n: int) -> str:
    return f"Résolution n° {n}"


TITRES = {
    "resolution_n": lambda n, t: (str(n), f"Résolution n° {n} : {t}"),
    "resolution_0n": lambda n, t: (f"{n:02d}", f"Résolution n°{n:02d} - {plain(t)}"),
    "tiret": lambda n, t: (str(n), f"{n}- {plain(t)}"),
    "zero_tiret": lambda n, t: (f"{n:02d}", f"{n:02d} - {t}"),
    "degre": lambda n, t: (str(n), f"{n}° {t}"),
    "point": lambda n, t: (str(n), f"{n}. {t}"),
    "parenthese": lambda n, t: (str(n), f"{n}) {t}"),
    "ordinal": lambda n, t: (str(n), f"{ORDINAUX[n - 1]} RÉSOLUTION : {t}"),
    "ordinal_seul": lambda n, t: (str(n), f"{plain(ORDINAUX[n - 1])} RESOLUTION\n{t}"),
    "romain": lambda n, t: (str(n), f"{ROMAINS[n - 1]}. {t}"),
    "romain_tiret": lambda n, t: (str(n), f"{ROMAINS[n - 1]} – {plain(t)}"),
    "question": lambda n, t: (str(n), f"Question n° {n} – {t}"),
    "rang": lambda n, t: (str(n), f"{n}{'ère' if n == 1 else 'ème'} résolution : {t}"),
    "point_mot": lambda n, t: (f"{n:02d}", f"POINT {n:02d} – {plain(t)}"),
    "nu": lambda n, t: (str(n), f"{n} {plain(t)}"),
    "ocr": lambda n, t: (str(n), ocr(f"Résolution n {n} : {t}")),
    "deux_lignes": lambda n, t: (str(n), f"RESOLUTION {n}\n{t}"),
}  # fmt: skip

ARTICLES = {"24": ("24", "majorité simple"), "25": ("25", "majorité absolue"), "26": ("26", "double majorité")}


def majorite(style: str, article: str | None) -> str:
    """The majority as printed."""
    if article is None:
        return {"necessaire": "Ne donne pas lieu à un vote", "condition": "Point sans vote"}.get(
            style, "(Sans vote)" if style in ("parenthese", "court") else "Sans vote"
        )
    if article == "unanimite":
        return {"parenthese": "(Unanimité)", "court": "(unanimité)"}.get(
            style, "Majorité requise : unanimité de tous les copropriétaires"
        )
    return {
        "necessaire": f"Majorité nécessaire : Article {article}",
        "condition": f"Condition de majorité de l’Article {article}.",
        "parenthese": f"(Article {article})",
        "court": f"(art. {article})",
        "loi": f"Majorité de l’article {article} de la loi du 10 juillet 1965",
        "tiret": f"Art. {article}",
        "vote": f"Vote à la majorité de l’article {article} (base : total des tantièmes)",
        "requise": f"MAJORITE REQUISE : ART {article}",
        "regle": f"Règle de vote : {article} – {ARTICLES.get(article, ARTICLES['24'])[1]}",
    }[style]


# --- counts


def nombre(n: int, espace: str = " ") -> str:
    return f"{n:,}".replace(",", espace)


def _tetes(n: int) -> str:
    return f"{n} copropriétaire{'s' if n > 1 else ''}"


def compte_foncia(s, total, noms, d):
    lignes = []
    for cle, mot in (("pour", "Ont voté pour"), ("contre", "Ont voté contre"), ("abstention", "Se sont abstenus")):
        c = s[cle]
        lignes.append(
            (
                "p",
                f"{mot} : "
                + (f"{_tetes(c.tetes)} totalisant {nombre(c.voix)} / {nombre(total)} tantièmes" if c.voix else "Néant"),
            )
        )
        if c.voix and cle != "pour":
            lignes.append(("p", ", ".join(f"{n} ({v})" for n, v in noms[cle])))
    return lignes, True, True, "virgules"


def compte_tableau(s, total, noms, d):
    rangs = [["", "Voix", "Copropriétaires"]] + [
        [mot, nombre(s[c].voix), str(s[c].tetes)]
        for c, mot in (("pour", "Pour"), ("contre", "Contre"), ("abstention", "Abstention"))
    ]
    blocs = [("table", rangs, [30, 20, 25], True)]
    if noms["contre"]:
        blocs.append(("p", "Opposants : " + " ; ".join(f"{n} ({v} voix)" for n, v in noms["contre"])))
    return blocs, True, False, ""


def compte_citya(s, total, noms, d):
    blocs = []
    for cle, mot in (("pour", "VOTENT POUR"), ("contre", "VOTENT CONTRE"), ("abstention", "ABSTENTIONS")):
        c = s[cle]
        blocs.append(
            (
                "p",
                f"{mot} : "
                + (
                    f"{_tetes(c.tetes)} représentant {nombre(c.voix)} tantièmes sur {nombre(total)}"
                    if c.voix
                    else "NEANT"
                ),
            )
        )
        if c.voix and cle != "pour":
            blocs += [("li", f"{n}  {v}") for n, v in noms[cle]]
    return blocs, True, True, ""


def compte_ics(s, total, noms, d):
    t = total
    absents = t - sum(s[c].voix for c in s)
    blocs = [
        (
            "p",
            f"POUR : {s['pour'].voix} / {t}  -  CONTRE : {s['contre'].voix} / {t}  -  ABSTENTION : {s['abstention'].voix} / {t}  -  ABSENTS : {absents}",
        )
    ]
    if noms["contre"]:
        blocs.append(("p", "Ont voté contre : " + ", ".join(n for n, v in noms["contre"])))
    return blocs, False, True, ""


def compte_petit(s, total, noms, d):
    mot = {c: (f"{s[c].voix} voix" if s[c].voix else "néant") for c in s}
    blocs = [("p", f"Pour : {mot['pour']}    Contre : {mot['contre']}    Abstention : {mot['abstention']}")]
    if noms["contre"]:
        blocs.append(("p", "Copropriétaires opposants : " + ", ".join(f"{n} ({v})" for n, v in noms["contre"])))
    return blocs, False, False, ""


def compte_phrase(s, total, noms, d):
    blocs = [
        (
            "p",
            f"Cette résolution, mise aux voix, recueille {nombre(s['pour'].voix)} voix pour, {nombre(s['contre'].voix)} voix contre et {nombre(s['abstention'].voix)} voix d’abstention, sur un total de {nombre(total)} voix.",
        )
    ]
    if noms["contre"]:
        blocs.append(("p", "Se sont opposés à la décision : " + ", ".join(n for n, v in noms["contre"]) + "."))
    return blocs, False, True, ""


def compte_travers(s, total, noms, d):
    blocs = [
        (
            "table",
            [
                ["POUR", "CONTRE", "ABSTENTION", "TOTAL"],
                [nombre(s[c].voix, "\u00a0") for c in ("pour", "contre", "abstention")] + [nombre(total, "\u00a0")],
            ],
            [25, 25, 25, 25],
            True,
        )
    ]
    if noms["contre"]:
        blocs.append(("p", "Liste des opposants :"))
        blocs += [("p", f"{n} – {v} tantièmes") for n, v in noms["contre"]]
    return blocs, False, True, ""


def compte_noms(s, total, noms, d):
    rangs = [["Vote", "Nombre", "Tantièmes", "Copropriétaires"]]
    for c, mot in (("pour", "Pour"), ("contre", "Contre"), ("abstention", "Abstentions")):
        rangs.append(
            [
                mot,
                str(s[c].tetes),
                f"{nombre(s[c].voix)} / {nombre(total)}",
                "" if c == "pour" else ", ".join(n for n, v in noms[c]),
            ]
        )
    return [("table", rangs, [18, 12, 25, 45], True)], True, True, "tableau"


def compte_milliemes(s, total, noms, d):
    blocs = [("p", f"POUR {s['pour'].voix}/{total}èmes")]
    blocs.append(
        (
            "p",
            f"CONTRE {s['contre'].voix}/{total}èmes"
            + (" (" + ", ".join(f"{n} {v}" for n, v in noms["contre"]) + ")" if noms["contre"] else ""),
        )
    )
    blocs.append(("p", f"ABSTENTION {s['abstention'].voix}/{total}èmes"))
    return blocs, False, True, ""


def compte_votants(s, total, noms, d):
    blocs = []
    for c, mot in (("pour", "- Votes pour"), ("contre", "- Votes contre"), ("abstention", "- Abstentions")):
        ligne = (
            f"{mot} : {nombre(s[c].voix)} voix ({s[c].tetes} votant{'s' if s[c].tetes > 1 else ''})"
            if s[c].voix
            else f"{mot} : aucun"
        )
        if c == "contre" and noms[c]:
            ligne += " : " + " ; ".join(f"{n} : {v}" for n, v in noms[c])
        blocs.append(("p", ligne))
    return blocs, True, False, ""


def compte_ocr(s, total, noms, d):
    blocs = [("p", f"Pour: {s['pour'].voix} voix sur {total}")]
    blocs.append(
        (
            "p",
            "Contre: "
            + (
                f"{s['contre'].voix} voix sur {total} ({', '.join(ocr(n) for n, v in noms['contre'])})"
                if s["contre"].voix
                else "Nant"
            ),
        )
    )
    blocs.append(
        ("p", "Abstention: " + (f"{s['abstention'].voix} voix sur {total}" if s["abstention"].voix else "Nant"))
    )
    return blocs, False, True, ""


def compte_presents(s, total, noms, d):
    exprimes = s["pour"].voix + s["contre"].voix
    blocs = [
        (
            "p",
            f"Présents et représentés : {s['pour'].tetes + s['contre'].tetes + s['abstention'].tetes} copropriétaires",
        ),
        (
            "p",
            f"Pour : {s['pour'].tetes} copropriétaires soit {nombre(s['pour'].voix)} voix sur {nombre(exprimes)} voix exprimées",
        ),
    ]
    for c, mot in (("contre", "Contre"), ("abstention", "Abstention")):
        texte = f"{s[c].tetes} copropriétaire(s) soit {nombre(s[c].voix)} voix" if s[c].voix else "0"
        blocs.append(
            ("p", f"{mot} : {texte}" + (f" [{', '.join(n + ' ' + str(v) for n, v in noms[c])}]" if noms[c] else ""))
        )
    return blocs, True, False, ""


COMPTES = {f.__name__.removeprefix("compte_"): f for f in (compte_foncia, compte_tableau, compte_citya, compte_ics, compte_petit, compte_phrase,
           compte_travers, compte_noms, compte_milliemes, compte_votants, compte_ocr, compte_presents)}  # fmt: skip

RESULTATS = {
    "foncia": (
        "Vote sur la proposition : la résolution est adoptée à la majorité des voix exprimées.",
        "Faute d’avoir recueilli la majorité requise, cette résolution est rejetée.",
    ),
    "majuscules": ("CETTE RESOLUTION EST ADOPTEE A LA MAJORITE DES VOIX EXPRIMEES", "CETTE RESOLUTION EST REJETEE"),
    "court": ("Résolution adoptée", "Résolution rejetée"),
    "consequence": (
        "En vertu de quoi, cette résolution est adoptée dans les conditions de majorité de l’article précité.",
        "En vertu de quoi, cette résolution n’est pas adoptée.",
    ),
    "seul": ("ADOPTÉE", "REJETÉE"),
    "decision": ("DECISION : ACCEPTEE", "DECISION : REFUSEE"),
    "approuve": (
        "La proposition est approuvée à la majorité des présents et représentés.",
        "La proposition est repoussée.",
    ),
    "ocr": ("Rsolution adopte la majorit des prsents et reprsents.", "Rsolution rejete la majorit."),
    "sens": ("L’assemblée générale adopte la résolution.", "L’assemblée générale rejette la résolution."),
    "resultat": ("Résultat : adopté", "Résultat : non adopté"),
}


def tirer_vote(d: Dossier, point: Point, genre: str = "normal") -> Vote:
    """A vote that could have happened, coherent with the article."""
    h = d.hasard
    total = d.total if h.random() < 0.75 else round(d.total * h.choice([0.31, 0.4078, 0.55]))
    presents_v = round(total * h.uniform(0.55, 0.9))
    presents_t = max(6, round(d.presents.tetes * presents_v / d.total))

    def ballot(part_pour: float) -> dict[str, Decompte]:
        contre = 0 if part_pour == 1 else max(60, round(presents_v * (1 - part_pour)))
        abstention = 0 if h.random() < 0.5 else h.randrange(40, max(41, presents_v // 12))
        tetes_contre = 0 if not contre else h.randrange(1, 4)
        tetes_abs = 0 if not abstention else h.randrange(1, 3)
        return {
            "pour": Decompte(presents_v - contre - abstention, presents_t - tetes_contre - tetes_abs),
            "contre": Decompte(contre, tetes_contre),
            "abstention": Decompte(abstention, tetes_abs),
        }

    part = h.choice([1, 1, 0.93, 0.8, 0.7, 0.55, 0.35])
    premier = ballot(part)
    second = None
    pour = premier["pour"].voix
    if point.article == "24":
        adoptee = pour > premier["contre"].voix
    elif point.article == "25":
        adoptee = 2 * pour > total
        if not adoptee and 3 * pour >= total:
            second = ballot(h.choice([0.9, 0.8, 0.4]))
            adoptee = second["pour"].voix > second["contre"].voix
    elif point.article == "26":
        adoptee = 3 * pour >= 2 * total
    else:
        adoptee = pour == total
    dernier = second or premier
    opposants = choisir_noms(h, dernier["contre"].tetes, 0.55)
    return Vote(
        premier,
        second,
        "adoptee" if adoptee else "rejetee",
        opposants,
        choisir_noms(h, dernier["abstention"].tetes, 0.2),
        [],
        total,
        genre,
    )


def choisir_noms(h: random.Random, combien: int, nous: float) -> list[str]:
    noms = h.sample(NOMS, combien)
    if combien and h.random() < nous:
        noms[h.randrange(combien)] = NOTRE_NOM
    return noms


def avec_voix(h: random.Random, noms: list[str], total: int) -> list[tuple[str, int]]:
    """Names with voix that add up to the count."""
    parts = []
    reste = total
    for rang, nom in enumerate(noms):
        v = reste if rang == len(noms) - 1 else max(1, reste // (len(noms) - rang) - h.randrange(0, 9))
        parts.append((nom, v))
        reste -= v
    return parts


def ecrire_vote(d: Dossier, point: Point, compte: str, resultat: str, second_titre: str) -> list[Bloc]:
    """The blocks of a vote; the truth is cut down to what they print."""
    v = point.vote
    oui, non = RESULTATS[resultat]
    if v.genre == "retire":
        v.premier = v.second = None
        v.resultat, v.opposants, v.total = "sans_vote", [], None
        return [
            (
                "p",
                d.hasard.choice(
                    [
                        "Ce point est retiré de l’ordre du jour.",
                        "Cette question est reportée à la prochaine assemblée générale.",
                        "Sans objet compte tenu du vote précédent.",
                    ]
                ),
            )
        ]
    if v.genre == "vierge":
        v.premier = v.second = None
        v.resultat, v.opposants, v.total = None, [], None
        return [
            ("p", "POUR : ............ CONTRE : ............ ABSTENTION : ............"),
            ("p", "ADOPTEE / REJETEE à la majorité de ........"),
        ]
    if v.genre == "unanimite":
        v.premier = v.second = None
        v.resultat, v.opposants, v.total = "adoptee", [], None
        return [
            (
                "p",
                d.hasard.choice(
                    [
                        "Cette résolution est adoptée à l’unanimité des présents et représentés.",
                        "Adoptée à l’unanimité des présents, représentés et votants par correspondance.",
                        "RESOLUTION ADOPTEE A L'UNANIMITE DES PRESENTS",
                    ]
                ),
            )
        ]
    if v.genre == "information":
        return []
    blocs = []
    faire = COMPTES[compte]
    noms = {
        "pour": [],
        "contre": avec_voix(d.hasard, v.opposants, (v.second or v.premier)["contre"].voix),
        "abstention": avec_voix(d.hasard, v.abstenus, (v.second or v.premier)["abstention"].voix),
    }
    if v.second:
        noms1 = {
            "pour": [],
            "contre": avec_voix(
                d.hasard, choisir_noms(d.hasard, v.premier["contre"].tetes, 0), v.premier["contre"].voix
            ),
            "abstention": avec_voix(
                d.hasard, choisir_noms(d.hasard, v.premier["abstention"].tetes, 0), v.premier["abstention"].voix
            ),
        }
        premiers, _, _, _ = faire(v.premier, v.total, noms1, d)
        blocs += premiers
        if v.genre == "revote":
            blocs.append(("p", "REVOTEE A L'ARTICLE 25.1 CI-APRES"))
        else:
            blocs.append(("p", second_titre))
            ajoutes, tetes, total, _ = faire(v.second, v.total, noms, d)
            blocs += ajoutes
            v.opposants = list(dict.fromkeys([n for n, _ in noms1["contre"]] + v.opposants)) if False else v.opposants
    ajoutes, tetes, total, _ = faire(v.premier, v.total, noms, d)
    if not v.second:
        blocs += ajoutes
    for scrutin in (v.premier, v.second):
        for c in (scrutin or {}).values():
            if not tetes:
                c.tetes = None
            elif (not c.voix and compte in ("foncia", "citya", "votants")) or (not c.voix and compte == "presents"):
                c.tetes = 0
    if not total:
        v.total = None
    if v.genre == "revote":
        v.resultat = None
        return blocs
    blocs.append(("b", oui if v.resultat == "adoptee" else non))
    return blocs


# --- what is not a resolution


def lettre(d: Dossier) -> list[Bloc]:
    return [("p", f"Lyon, le {d.limite}"), ("p", "LETTRE RECOMMANDÉE AVEC ACCUSÉ DE RÉCEPTION"), ("p", "Madame, Monsieur,"),
            ("p", f"Nous avons l’honneur de vous convoquer à l’assemblée générale ordinaire des copropriétaires de {d.copropriete}, {d.adresse}, qui se tiendra :"),
            ("b", f"le {d.jour_lettres} à {d.heure}"), ("b", d.lieu),
            ("p", "à l’effet de délibérer sur l’ordre du jour ci-après. Si vous ne pouvez être présent, vous pouvez :"),
            ("li", "1. soit donner pouvoir à la personne de votre choix, en remplissant le pouvoir joint ;"),
            ("li", "2. soit voter par correspondance au moyen du formulaire joint."),
            ("p", "Les pièces justificatives des charges sont consultables au cabinet 3 jours ouvrés avant l’assemblée, de 9 h à 12 h."),
            ("p", "Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées."), ("p", "LE SYNDIC")]  # fmt: skip


def pouvoir(d: Dossier) -> list[Bloc]:
    return [("saut",), ("h1", "POUVOIR"), ("p", "Je soussigné(e) .............................................................. copropriétaire, donne pouvoir à M. / Mme ...................................."),
            ("p", f"de me représenter à l’assemblée générale du {d.jour} et de prendre part à toutes les délibérations prévues à l’ordre du jour."),
            ("p", "1. Le mandataire ne peut recevoir plus de trois délégations de vote."), ("p", "2. Le mandat doit être daté et signé."),
            ("p", "3. Le syndic ne peut recevoir de mandat."), ("p", "Article 22 de la loi du 10 juillet 1965 : tout copropriétaire peut déléguer son droit de vote à un mandataire."),
            ("p", "Fait à ........................., le ...................     Signature précédée de la mention « Bon pour pouvoir »")]  # fmt: skip


def formulaire(d: Dossier, numeros: list[str]) -> list[Bloc]:
    rangs = [["N°", "Objet de la question", "Pour", "Contre", "Abst."]] + [
        [n, p.intitule, "☐", "☐", "☐"] for n, p in zip(numeros, d.points, strict=True)
    ]
    return [("saut",), ("h1", "FORMULAIRE DE VOTE PAR CORRESPONDANCE"), ("p", f"Copropriété : {d.copropriete} – Assemblée générale du {d.jour}"),
            ("p", "À retourner au syndic au plus tard le " + d.limite + " à l’adresse ag@cabinet.example ou 12 rue de la Paix, 69002 Lyon."),
            ("p", "1. Cochez une seule case par ligne."), ("p", "2. Paraphez chaque page et signez la dernière."), ("p", "3. Tout vote assorti d’une réserve est nul."),
            ("p", "Nom, prénom : ................................ Lot(s) n° ..................."), ("table", rangs, [8, 62, 10, 10, 10], True),
            ("p", "En cas de modification en séance de la résolution, le votant par correspondance ayant voté favorablement est assimilé à un copropriétaire défaillant.")]  # fmt: skip


def contrat(d: Dossier) -> list[Bloc]:
    h = d.hasard
    blocs = [
        ("saut",),
        ("h1", "CONTRAT DE SYNDIC"),
        ("p", "Annexe 1 du décret n° 2015-342 du 26 mars 2015"),
        ("p", "Entre les soussignés, le syndicat des copropriétaires et le cabinet, il est convenu ce qui suit."),
    ]
    for n, (t, corps) in enumerate([("Missions", "Le syndic est chargé d’assurer l’exécution des dispositions du règlement de copropriété et des délibérations de l’assemblée."),
                                    ("Durée du contrat", "Le présent contrat est conclu pour une durée de 18 mois. Il prendra effet le lendemain de l’assemblée."),
                                    ("Révocation du syndic", "Le contrat peut être révoqué par l’assemblée générale statuant à la majorité des voix de tous les copropriétaires (article 25)."),
                                    ("Démission du syndic", "Le syndic peut mettre fin à sa mission à condition d’en avertir le président du conseil syndical trois mois à l’avance."),
                                    ("Nouvelle désignation du syndic", "Lorsque l’assemblée générale est appelée à se prononcer sur la désignation d’un nouveau syndic."),
                                    ("Fiche synthétique de copropriété", "Le syndic met à disposition la fiche dans un délai de quinze jours ; pénalité de 15 € par jour de retard."),
                                    ("Prestations et modalités de rémunération", "La rémunération du syndic est déterminée de manière forfaitaire."),
                                    ("Défraiement et rémunération du syndic non professionnel", "Sans objet."),
                                    ("Frais et honoraires imputables aux seuls copropriétaires", "Mise en demeure : 48,00 € TTC ; relance : 30,00 € TTC.")], start=1):  # fmt: skip
        blocs += [("b", f"{n}. {t}" if h.random() < 0.7 else f"{n} - {t}"), ("p", corps)]
        if n == 7:
            blocs += [
                ("b", "7.1. Le forfait"),
                ("p", "7.1.1. Contenu du forfait. 7.1.2. Tenue de l’assemblée générale annuelle."),
                ("b", "7.2. Les prestations particulières"),
                ("p", "Le coût horaire est de 95,00 € HT, soit 114,00 € TTC."),
            ]
    return blocs


def annexes_comptables(d: Dossier) -> list[Bloc]:
    h = d.hasard
    rangs = [["Compte", "Poste", "Exercice clos approuvé", "Budget voté", "À approuver"]]
    for compte, poste in (
        ("601", "Eau"),
        ("602", "Électricité"),
        ("611", "Nettoyage des locaux"),
        ("614", "Contrats de maintenance"),
        ("616", "Primes d’assurances"),
        ("621", "Rémunération du syndic"),
    ):
        rangs.append([compte, poste, *(argent(h.randrange(80000, 3000000), 0) for _ in range(3))])
    return [("saut",), ("h1", "ANNEXE 2 – COMPTE DE GESTION GÉNÉRAL"), ("p", f"{d.copropriete}"), ("table", rangs, [12, 28, 20, 20, 20], True),
            ("h1", "ANNEXE 5 – ÉTAT DES TRAVAUX"), ("p", "1. Travaux votés et non encore clôturés : néant"), ("p", "2. Travaux clôturés dans l’exercice : réfection de la loge")]  # fmt: skip


def devis(d: Dossier) -> list[Bloc]:
    rangs = [["N°", "Désignation", "Qté", "P.U. HT", "Total HT"], ["1", "Installation de chantier", "1", "1 200,00", "1 200,00"], ["2", "Dépose de l’étanchéité existante", "420", "18,00", "7 560,00"],
             ["3", "Fourniture et pose d’isolant", "420", "42,00", "17 640,00"], ["4", "Relevés", "96", "35,00", "3 360,00"], ["", "TOTAL HT", "", "", "29 760,00"], ["", "TOTAL TTC", "", "", "32 736,00"]]  # fmt: skip
    return [
        ("saut",),
        ("h1", "DEVIS N° 2026-118"),
        ("p", "SEC Étanchéité – 14 avenue Berthelot – 69007 Lyon"),
        ("table", rangs, [8, 47, 10, 17, 18], True),
        ("p", "Conditions : 30 % à la commande. Garantie décennale 10 ans."),
    ]


def rappel_majorites(d: Dossier) -> list[Bloc]:
    return [("h2", "Rappel des règles de majorité"), ("p", "Article 24 : majorité des voix exprimées des copropriétaires présents, représentés ou ayant voté par correspondance."),
            ("p", "Article 25 : majorité des voix de tous les copropriétaires."), ("p", "Article 26 : majorité des membres du syndicat représentant au moins les deux tiers des voix.")]  # fmt: skip


def clone(points: list[Point]) -> list[Point]:
    """Points whose truth may be changed without changing the bank."""
    return [replace(p) for p in points]
