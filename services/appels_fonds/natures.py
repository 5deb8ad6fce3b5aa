"""The kinds of a called amount (shared vocabulary of the service), and the words by which syndics say them."""

import re
from enum import StrEnum
from functools import lru_cache

from services.appels_fonds.lecture.valeurs.mots import flatten, normalise


class Nature(StrEnum):
    """What a line is for; the value is the stable code of the contracts."""

    PROVISION = "provision"
    PROVISION_COMPLEMENT = "provision_complement"
    TRAVAUX = "travaux"
    FONDS_TRAVAUX = "fonds_travaux"
    AVANCE = "avance"
    RESTITUTION_AVANCE = "restitution_avance"
    REGULARISATION = "regularisation"
    ANNULATION_TRAVAUX = "annulation_travaux"
    DELEGATION_CS = "delegation_cs"
    EMPRUNT = "emprunt"
    FRAIS_IMPUTABLES = "frais_imputables"
    CONSOMMATION = "consommation"
    SUBVENTION_INDEMNITE = "subvention_indemnite"
    SOLDE_ANTERIEUR = "solde_anterieur"
    REGLEMENT = "reglement"


LIBELLES = {
    Nature.PROVISION: "Provision",
    Nature.PROVISION_COMPLEMENT: "Complément de provision",
    Nature.TRAVAUX: "Travaux",
    Nature.FONDS_TRAVAUX: "Fonds de travaux",
    Nature.AVANCE: "Avance",
    Nature.RESTITUTION_AVANCE: "Restitution d’avance",
    Nature.REGULARISATION: "Régularisation",
    Nature.ANNULATION_TRAVAUX: "Annulation de travaux",
    Nature.DELEGATION_CS: "Délégation au conseil syndical",
    Nature.EMPRUNT: "Emprunt",
    Nature.FRAIS_IMPUTABLES: "Frais imputables",
    Nature.CONSOMMATION: "Consommation",
    Nature.SUBVENTION_INDEMNITE: "Subvention ou indemnité",
    Nature.SOLDE_ANTERIEUR: "Solde antérieur",
    Nature.REGLEMENT: "Règlement",
}
"""The name of each kind, as people read it."""
JAMAIS_COMPTABILISEES = frozenset({Nature.SOLDE_ANTERIEUR, Nature.REGLEMENT})
TOUJOURS_NEGATIVES = frozenset({Nature.RESTITUTION_AVANCE, Nature.ANNULATION_TRAVAUX, Nature.SUBVENTION_INDEMNITE})
CREDITS = {
    Nature.TRAVAUX: (Nature.ANNULATION_TRAVAUX, Nature.SUBVENTION_INDEMNITE),
    Nature.AVANCE: (Nature.RESTITUTION_AVANCE,),
}
"""What a line of one of these kinds may be when it is in our favour: it is posted elsewhere, and never as a call."""

_APPEL_DE_FONDS = re.compile(r"\bappels? de fonds?\b(?! (?:de )?travaux)")
_APPEL_DE_FONDS_TRAVAUX = re.compile(
    r"\bappels? (?:de |du )?(?:fonds?|fds?\.?|f\.?) ?(?:de )?travaux\b(?!.*(?:alur|14 ?- ?2 ?- ?1|cotisation))"
)
_OUVRAGE = re.compile(
    r"\btravaux (?:(?:de|du|des|d|la|le|l|(?:art(?:icle)? )?14 2(?! 1))\b ?)*"
    r"(?:ravalement|toitures?|couverture|refection|etancheite|renovation"
    r"|isolation|facades?|remplacement|chaudieres?|chaufferie|ascenseurs?|terrasses?|mise (?:en conformite|aux normes))"
)
"""Works that are named: the fonds de travaux is for none yet."""
_ABREGE = re.compile(r"\b(?:trx|tvx|trvx)\b")
_MOTS: tuple[tuple[Nature, str], ...] = (
    (
        Nature.SOLDE_ANTERIEUR,
        r"solde (?:anterieur|precedent|reporte|debiteur|crediteur|du compte|de votre compte|au \d)|ancien solde"
        r"|report (?:de |du )?solde|report a nouveau|^reports?$|arrieres?|impayes?|restant du",
    ),
    (
        Nature.REGLEMENT,
        r"(?:vos|votre|vos derniers) (?:reglements?|versements?|paiements?|virements?)|(?:reglement|versement|paiement"
        r"|virement|prelevement|cheque)s? (?:(?:recu|encaisse|effectue|percu|enregistre|deduit)s?\b|du \d)"
        r"|^reglements?$|encaissement",
    ),
    (
        Nature.RESTITUTION_AVANCE,
        r"(?:remboursement|restitution|reprise|remb) .{0,25}(?:avances?|fonds de roulement)",
    ),
    (
        Nature.ANNULATION_TRAVAUX,
        r"(?:annulation|trop appele|restitution|remboursement|annul) (?!.{0,12}fonds).{0,25}travaux"
        r"|travaux .{0,15}annules?\b(?! et remplace)"
        r"|(?:travaux|ravalement|toiture|refection|etancheite|renovation)\b.* trop appele"
        r"|trop appele\b.* (?:ravalement|toiture|refection|etancheite|renovation)",
    ),
    (
        Nature.FONDS_TRAVAUX,
        r"(?:cotisations? (?:annuelles? )?(?:au |aux |du |de )?)?(?:fonds?|fds?|f) (?:de |pour |des )?"
        r"(?:travaux|prevoyance)"
        r"|(?:loi )?alur\b|14 2 1\b"
        r"|cotisation (?:annuelle )?(?:au )?fonds?",
    ),
    (Nature.AVANCE, r"avances?\b|fonds? de roulement|fonds? de reserve"),
    (Nature.DELEGATION_CS, r"delegation .{0,15}(?:conseil|cs)\b|conseil syndical|21 1\b"),
    (Nature.EMPRUNT, r"emprunt|annuites?\b"),
    (
        Nature.FRAIS_IMPUTABLES,
        r"relances?|mises? en demeure|etats? dates?|mutation|frais (?:imputables|privatifs)|10 1\b",
    ),
    (Nature.SUBVENTION_INDEMNITE, r"subventions?|indemnites?\b|maprimerenov"),
    (
        Nature.REGULARISATION,
        r"regul\w*|solde (?:de )?(?:l )?(?:exercice|charges|budget|annuel)|solde des charges|arretes? des comptes"
        r"|trop percu|approbation des comptes|decompte annuel"
        r"|trop appele (?:(?:sur|de|des|du|les|le|la) )*(?:charges|provisions|budget|exercice)",
    ),
    (Nature.PROVISION_COMPLEMENT, r"complements?\b|complementaire|rappels?\b|ajustements?|apres vote du budget"),
    (
        Nature.TRAVAUX,
        r"travaux|14 2\b(?! 1)|ravalement|toiture|refection|etancheite|renovation|resolution n? ?\d",
    ),
    (Nature.CONSOMMATION, r"consommations?|releves? (?:de )?compteurs?|compteurs?|calories|eau froide|eau chaude"),
    (
        Nature.PROVISION,
        r"provision(?:s|nel(?:le)?s?)?\b|prov\b|(?:charges|chg|chges|ch) courantes?|budget previsionnel"
        r"|operations courantes",
    ),
)
_REGLES = tuple((nature, re.compile(rf"\b(?:{mots})" if mots[0] != "^" else mots)) for nature, mots in _MOTS)
_FAIBLE = re.compile(r"\btrim\w*|\bt ?[1-4]\b|\b[1-4]t\b|\bcharges?\b|\bchg\b|\bbudget\b|\bcourant\w*|\bmensuel")
_EFFACE = {
    Nature.SOLDE_ANTERIEUR: {Nature.REGULARISATION, Nature.PROVISION},
    Nature.REGLEMENT: {Nature.PROVISION, Nature.TRAVAUX, Nature.AVANCE},
    Nature.RESTITUTION_AVANCE: {Nature.AVANCE},
    Nature.ANNULATION_TRAVAUX: {Nature.TRAVAUX, Nature.PROVISION},
    Nature.PROVISION_COMPLEMENT: {Nature.PROVISION},
    Nature.REGULARISATION: {Nature.PROVISION},
    Nature.EMPRUNT: {Nature.TRAVAUX},
    Nature.SUBVENTION_INDEMNITE: {Nature.TRAVAUX},
    Nature.DELEGATION_CS: {Nature.PROVISION, Nature.TRAVAUX},
    Nature.PROVISION: {Nature.CONSOMMATION},
}
_TROP_APPELE = re.compile(r"\btrop appele")
"""Given back of the charges or of works, which the words around tell."""
_CHARGES = re.compile(r"\b(?:charges|budgets?|exercices?|courante?s?)\b")
_COMPLEMENT_DE_FONDS = re.compile(
    r"\b(?:complements?|complementaires?|ajustements?) (?:(?:a|au|de|du|des|d|la|l) )*"
    r"(?=avances?\b|(?:cotisations? (?:annuelles? )?(?:a |au |de |du )?)?fonds? (?:de )?(?:roulement|reserve|travaux))"
    r"|(?<=\bavance )(?P<suite>(?:permanente |de |tresorerie )*)complementaires?\b"
)
"""What is completed is the advance or the fund itself, not a provision."""
_TRIMESTRE = r"(?:[1-4] ?(?:er|re|e|eme|nd|nde|ieme)? ?t(?:rim\w*)?|t ?[1-4])"
_FONDS_DU_TRIMESTRE = re.compile(
    rf"appels? (?:du |au )?fonds de travaux (?:(?:du|pour|le) )*{_TRIMESTRE} ?(?:(?:20)?\d\d)?"
)
"""The fund, called each quarter like the provisions: works are called by instalments. ``Appel de fonds de travaux`` may
be a call of funds for works."""
_PROVISION_POUR = re.compile(r"\b(?:provisions?|prov|appels?) (?:pour |sur |de |des |du )?(?:les )?travaux")
_ADDITION = re.compile(r"\bet\b|[+&]")
_COORDINATION = re.compile(r"\bet\b|[+,&/]")


_TRAVAUX_PRECIS = re.compile(
    r"\btravaux (?:votes?|decides?|de|du|d)\b|\bag\b|assemblee|resolution|ravalement|toiture|refection"
    r"|etancheite|renovation"
)


@lru_cache(maxsize=20_000)
def find_natures(texte: str) -> frozenset[Nature]:
    """Every kind that these words say; more than one means that they do not decide.

    ``appel de fonds`` says nothing by itself; ``appel de fonds travaux`` may be works or the fonds de travaux.
    """
    plat = _ABREGE.sub("travaux", flatten(texte))
    if hesitates(texte):
        return frozenset({Nature.TRAVAUX, Nature.FONDS_TRAVAUX})
    if _FONDS_DU_TRIMESTRE.fullmatch(normalise(plat)):
        return frozenset({Nature.FONDS_TRAVAUX})
    mots = normalise(_APPEL_DE_FONDS.sub("appel", _APPEL_DE_FONDS_TRAVAUX.sub("appel travaux", plat)))
    if not _ADDITION.search(plat):
        mots = _COMPLEMENT_DE_FONDS.sub(r"\g<suite>", mots)
    dites: set[Nature] = set()
    for nature, regle in _REGLES:
        if regle.search(mots):
            dites.add(nature)
            if nature is Nature.FONDS_TRAVAUX:
                mots = regle.sub("#", mots)
    for nature in tuple(dites):
        dites -= _EFFACE.get(nature, set())
    if Nature.FONDS_TRAVAUX in dites and not _COORDINATION.search(plat):
        dites.discard(Nature.PROVISION)
    if {Nature.PROVISION, Nature.TRAVAUX} <= dites and _PROVISION_POUR.search(mots):
        dites.discard(Nature.PROVISION)
    if _TROP_APPELE.search(mots):
        dites = _doubt_trop_appele(dites, mots)
    return frozenset(dites)


def _doubt_trop_appele(dites: set[Nature], mots: str) -> set[Nature]:
    """``Trop appelé`` alone, or of charges and of works together, is of one or of the other."""
    deux = {Nature.REGULARISATION, Nature.ANNULATION_TRAVAUX}
    if dites <= {Nature.PROVISION} or (Nature.ANNULATION_TRAVAUX in dites and _CHARGES.search(mots)):
        return deux
    return dites


def hesitates(texte: str) -> bool:
    """``Appel de fonds travaux``: two kinds are said, and only one is meant."""
    plat = _ABREGE.sub("travaux", flatten(texte))
    if _FONDS_DU_TRIMESTRE.fullmatch(normalise(plat)):
        return False
    return _APPEL_DE_FONDS_TRAVAUX.search(plat) is not None and not _OUVRAGE.search(normalise(plat))


def find_natures_precises(texte: str) -> frozenset[Nature]:
    """The kind that a text says alone and with more than a bare word, so that it settles what another leaves open."""
    dites = find_natures(texte)
    nue = Nature.TRAVAUX in dites and not _TRAVAUX_PRECIS.search(normalise(texte))
    return frozenset() if len(dites) != 1 or nue else dites


def strip_natures(mots: str) -> str:
    """Words already brought to one form, without those that say a kind; a meter is what a key counts, it stays."""
    mots = _ABREGE.sub("travaux", mots)
    for nature, regle in _REGLES:
        mots = mots if nature is Nature.CONSOMMATION else regle.sub(" ", mots)
    return mots


def suggests_provision(texte: str) -> bool:
    """Words that only go with current charges: a quarter, ``charges``, ``budget``."""
    return _FAIBLE.search(normalise(texte)) is not None


def name_nature(code: str) -> str:
    """The name of a kind given by its code; an unknown code is its own name."""
    return LIBELLES[Nature(code)] if code in list(Nature) else code
