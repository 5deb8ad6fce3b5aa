"""What a header says: the role of a column, and what it fixes for the amounts below (key, kind, due date)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.appels_fonds.lecture.patrimoine.libelles import list_restes
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.dates import DateInvalide, find_dates, find_jours_d_appel, read_date
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.lecture.valeurs.unites import find_unite_annoncee
from services.appels_fonds.natures import JAMAIS_COMPTABILISEES, Nature, find_natures
from shared.excel.cellules import Valeur


class Role(StrEnum):
    """What a column holds."""

    COPROPRIETE = "COPROPRIETE"
    CODE_COPROPRIETE = "CODE_COPROPRIETE"
    LOT = "LOT"
    LIBELLE_LOT = "LIBELLE_LOT"
    NATURE = "NATURE"
    LIBELLE = "LIBELLE"
    CLE = "CLE"
    TANTIEMES = "TANTIEMES"
    BASE = "BASE"
    A_REPARTIR = "A_REPARTIR"
    MONTANT = "MONTANT"
    DEBIT = "DEBIT"
    CREDIT = "CREDIT"
    TOTAL = "TOTAL"
    EXIGIBLE = "EXIGIBLE"
    RECUPERABLE = "RECUPERABLE"
    AG = "AG"
    PERIODE = "PERIODE"
    SENS = "SENS"
    DEVISE = "DEVISE"
    IGNORE = "IGNORE"


_SYNONYMES: dict[Role, str] = {
    Role.COPROPRIETE: "copropriete, copro, immeuble, residence, code immeuble, ref immeuble, reference immeuble, sdc, "
    "syndicat, syndicat des coproprietaires, n immat, immatriculation, n immatriculation, numero d immatriculation, "
    "code copropriete, code copro, n copropriete, nom copropriete, nom de la copropriete, nom de l immeuble, "
    "nom immeuble, code residence, n immeuble, numero immeuble, n registre, ref copropriete, reference copropriete",
    Role.LOT: "lot, n lot, no lot, nr lot, num lot, numero de lot, numero du lot, numero lot, n de lot, n du lot, "
    "lots, n lots, n de lots, ref lot, uf, u f, reference lot, reference du lot, n principal, lot principal, code lot, "
    "votre lot, vos lots, lot s, lot n, lots concernes, lot concerne, n des lots, numeros de lots, groupe de lots",
    Role.LIBELLE_LOT: "designation, nature du lot, nature lot, description, type, type de lot, type du lot, etage, "
    "porte, designation du lot, description du lot, libelle du lot, usage",
    Role.NATURE: "nature, type d appel, rubrique, categorie, nature de l appel, type appel, nature appel, "
    "nature de la provision, type de provision, nature de l operation",
    Role.LIBELLE: "libelle, objet, operation, intitule, libelle de l appel, libelle de l operation, detail, motif, "
    "designation de l appel, objet de l appel",
    Role.CLE: "cle, cle de repartition, cle repartition, code cle, nature de charges, nature des charges, "
    "base de repartition, poste, grille, charges, type de charges, libelle cle, libelle de la cle, groupe de charges, "
    "categorie de charges, repartition, cles, cle de charges, base repartition, nature charges, poste de charges",
    Role.TANTIEMES: "tantiemes, vos tantiemes, milliemes, tant, tantieme, quotes parts, nb tantiemes, parts, "
    "vos milliemes, tantiemes du lot, tantiemes lot, nombre de tantiemes, nbre tantiemes, nb parts, milliemes du lot",
    Role.BASE: "total tantiemes, base, total base, sur, total cle, diviseur, base tantiemes, total milliemes, "
    "tantiemes totaux, total des tantiemes, tantiemes total, total general des tantiemes, base totale, tantiemes cle, "
    "total parts, tantiemes de la cle, total tantiemes cle",
    Role.A_REPARTIR: "a repartir, budget annuel, montant global, depense, depenses, total a repartir, budget vote, "
    "montant a repartir, budget, total immeuble, total copropriete, budget previsionnel, charges a repartir, "
    "total depenses, montant total a repartir, budget de l exercice, montant copropriete, total a repartir ttc",
    Role.MONTANT: "montant, montant appele, quote part, votre quote part, appel du trimestre, provision, provisions, "
    "a payer, net, net a payer, total ttc, montant ttc, montant du, montant de l appel, montant a payer, "
    "somme appelee, montant exigible, somme due, votre part, appel, appel de fonds, appele, montant provision, "
    "quote part appelee, montant net, total appele, montant a regler, a regler, montant de la provision, "
    "part appelee, montant total, provision appelee, provisions appelees, total a payer, total du, montants, "
    "montant lot, sommes dues",
    Role.DEBIT: "debit, debits, montant debit, debit eur, doit, a votre debit, vous devez, somme debitrice",
    Role.CREDIT: "credit, credits, avoir, avoirs, en votre faveur, montant credit, a votre credit, credit eur, "
    "vous avez, nous vous devons, somme creditrice",
    Role.TOTAL: "total, total lot, total du lot, total general, totaux, total ligne",
    Role.EXIGIBLE: "date d exigibilite, exigible le, exigibilite, echeance, date echeance, date d echeance, "
    "date d appel, a regler avant le, exigible, date exigibilite, date de l appel, date limite, "
    "date limite de paiement, a payer avant le, payable le, date appel, echeance le",
    Role.RECUPERABLE: "dont locatif, locatif, recuperable, part locataire, dont recuperable, charges recuperables, "
    "part recuperable, dont charges recuperables, montant recuperable, charges locatives, dont locataire",
    Role.AG: "ag, assemblee, resolution, n resolution, date ag, date de l ag, assemblee generale",
    Role.PERIODE: "periode, trimestre, exercice, periode du, periode au, mois, annee, n appel, appel n, date, ordre",
    Role.SENS: "sens, d c, dc, debit credit, signe, sens du montant, code sens",
    Role.DEVISE: "devise, monnaie, devises",
    Role.IGNORE: "proprietaire, coproprietaire, nom, code coproprietaire, n compte, compte, compte coproprietaire, "
    "observations, observation, remarque, remarques, commentaire, commentaires, iban, bic, dont deductible, "
    "deductible, solde, ht, montant ht, tva, montant tva, taux, taux tva, agence, gestionnaire, "
    "batiment, bat, escalier, adresse, reference, n facture, dont tva, code, n",
}
_EXACTS = {mots.strip(): role for role, liste in _SYNONYMES.items() for mots in liste.split(",")}
_LIENS = re.compile(r"\b(?:d|de|du|des|l|la|le|les)\b ?")
_SANS_LIENS = {_LIENS.sub("", mots).strip(): role for mots, role in reversed(_EXACTS.items())}
_LEURRES = re.compile(
    r"\bn 1\b|\bn 2\b|\bn1\b|precedent|\bannuel|\bdeja\b|deductible|^dont\b|\btva\b|\bht\b|^solde|cumul|\breste\b"
    r"|\bbudget|\becart|variation|evolution|realise|\ba repartir\b|\bglobal|\bvote\b|anterieur|pour memoire"
    r"|pour rappel"
    r"|previsionnel|^(?:(?:ancien|nouvel|nouveau|premier|dernier)s? )?index\b"
)
_RAPPEL = re.compile(r"\(\s*rappels?\b", re.I)
"""``Appel T1 (rappel)`` tells again what was called; ``Rappel de provision`` calls a complement."""
_RANG = re.compile(r"\b[nN]\s*[°ºo]\s*\d+")
"""``Appel n° 1`` is not of the year before (``N-1``)."""
_DU_BUDGET = re.compile(r"\bbudgets?\b|\bprevisionnel\w*|\bvote\w*|\bannuel\w*")
_VOTE = re.compile(r"\bvote\b")
_UN_APPEL = re.compile(r"\b\d{1,2} ?(?:er|re|e|eme|nd|nde|ieme) (?:appel|acompte)\b|\bappel \d{1,2}\b")
_MONTANT = re.compile(
    r"^(?:montants?|sommes?|appels?|appelee?s?|provisions?|prov|cotisations?|quote part|part appelee|votre part|net)\b"
    r"|\b(?:montants?|appelee?s?|a (?:payer|regler|verser|acquitter)|quote part|exigibles?)$"
    r"|^total (?:appele|a payer|du)\b|^charges (?:de |en )?(?:la )?copropriete$"
    r"|^(?:\d ?(?:er|re|e|eme|nd|nde)?|present|nouvel|cet) appel\b"
    r"|^(?:votre |vos )(?:dus?|participation|contribution|redevance)\b"
)
_TANTIEMES = re.compile(
    r"\b(?:(?:vos |nb |nbre |nombre de )?(?:tantiemes?|(?:dix )?milliemes?|tant|quotites?)"
    r"|(?:vos|nb|nbre|nombre de|total des|somme des) parts|parts (?:totales?|du lot|de la cle))\b"
)
_BASE = re.compile(r"\b(?:total(?:es?)?|totaux|base|sur|somme)\b")
_TRIMESTRE = re.compile(r"^(?:appel |provision )?(?:t ?[1-4]|[1-4] ?t|[1-4] ?(?:er|e|eme|nd)? ?trim\w*)(?: 20\d\d)?$")
_UNITES = re.compile(r"(?:\s(?:en )?(?:euros?|eur|e|ttc))+$")
_EXIGIBLE = re.compile(r"^(?:exigib|echeance|a (?:regler|payer) avant|payable)")
_TOUT = re.compile(
    r"^(?:rappel (?:du |de la )?|total (?:du |des )?)?(?:budgets?|depenses?|couts?|bases?|prix|tarif|montant annuel"
    r"|charges (?:annuelles?|totales?|votees?)|(?:nombre|nb) (?:de |d )?(?:lots?|parts?|tantiemes?|milliemes?))\b"
)
_APPELE = re.compile(r"\b(?:appel\w*|provisions?|trim\w*|[1-4] ?t|t ?[1-4]|quote part|votre part|acomptes?)\b")
_COMPLEMENT = r"(?: (?:de|du|des|d))?(?: (?:la|le|les|l))?"
_FAMILLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(mots))
    for role, mots in (
        (Role.LOT, rf"^(?:votre|vos|n|code|ref|reference|identifiant)(?: d ordre)?{_COMPLEMENT} (?:lots?|biens?)$"),
        (
            Role.EXIGIBLE,
            r"^(?!.*(?:montant|somme|total))(?=.*\b(?:payer|paiement|payable|regler|reglement|acquitter|verser|versement"
            r"|solder|exigibles?|dues?|echeance)\b)(?:.*\b(?:avant|au plus tard|jusqu|limite)\b|.*\b(?:pour le|le)$)",
        ),
        (
            Role.LIBELLE,
            rf"^(?:motif|objet|libelle|intitule|detail|designation)s?{_COMPLEMENT} "
            r"(?:appels?|operations?|lignes?|ecritures?|mouvements?|provisions?)\b",
        ),
        (
            Role.CLE,
            rf"^(?:cle|poste|categorie|grille|base|groupe|ligne|rubrique|mode|code)s?{_COMPLEMENT} "
            r"(?:repartition|charges?|ventilation|cles?)$",
        ),
        (
            Role.A_REPARTIR,
            r"\ba (?:repartir|ventiler|partager)\b|^(?:total|montant|budget|depenses?|cout)"
            rf"{_COMPLEMENT} (?:immeuble|copropriete|syndicat|residence|ensemble)$"
            r"|^(?:cout|devis|marche) (?:total|global)\b(?!.*\b(?:lots?|vos|votre|appel\w*)\b)",
        ),
        (Role.CREDIT, r"\b(?:a deduire|en moins|deductions?)$|\ben (?:votre|notre) faveur$|^a (?:votre|notre) avoir$"),
    )
)
"""Headers built on a known noun and its complement (``N° d’ordre du lot``, ``À acquitter au plus tard le``)."""
_QUOTE_PART = re.compile(r"quote part|votre part")
_MOTS_DE_MONTANT = re.compile(
    r"^(?:(?:montants?|appels?|appelee?s?|quote parts?|part|provisions?|sur|de|du|des|la|le|l|cle|pour|au titre)\b ?)+"
    r"|(?: \b(?:montants?|appelee?s?|a payer|quote part))+$"
)
_MOTS_DE_NATURE = re.compile(
    r"^(?:provisions?|fonds? (?:de )?travaux|travaux)\b|\b(?:provisions?|fonds? (?:de )?travaux|travaux)$"
)


@dataclass(frozen=True, slots=True)
class EnTeteLu:
    """One header cell. ``rang``: 2 an amount called, 1 a share that another column may complete, 0 nothing.

    ``pese``: it says the weight of its key (``Ascenseur (5800èmes)``), and may head tantièmes as well as amounts.
    ``prouve``: the total of the row counts it among the amounts.
    """

    texte: str
    role: Role | None = None
    rang: int = 0
    cle: Valeur | None = None
    natures: frozenset[Nature] = frozenset()
    exigible: date | None = None
    lot: str | None = None
    pese: bool = False
    prouve: bool = False

    @property
    def fixe(self) -> bool:
        """Does it fix something for the amounts below?"""
        return self.cle is not None or self.lot is not None or bool(self.natures) or self.exigible is not None

    @property
    def longueur(self) -> int:
        """Of the longest of its levels."""
        return max(map(len, self.texte.split(" / ")))


RANG_DATE_D_APPEL = 9
_RIEN = EnTeteLu("")
_POIDS = re.compile(
    r"\s*(?:\(\s*(?:base|sur|/)?\s*:?\s*\d[\d\s]*(?:i?[eè]mes?|tanti[eè]mes?|milli[eè]mes?|parts?)?\s*\)"
    r"|(?:/|\bsur|\bbase)\s*\d[\d\s]*(?:i?[eè]mes?)?|\b\d[\d\s]*(?:i?[eè]mes|tanti[eè]mes|milli[eè]mes))\s*$",
    re.I,
)
"""The weight of a key, after its name."""
_LOT_NOMME = re.compile(r"^(?:votre )?lot (?:n |no |numero )?[a-z]{0,3}\d")
_PARENTHESE = re.compile(r"\([^)]*\)")
_APART = re.compile(
    r"(?:[(\[]\s*(?:cl[ée]\b\s*(?:de r[ée]partition)?\s*:?)?|\bcl[ée]\b\s*(?:de r[ée]partition)?\s*:?)"
    r"\s*([^()\[\],;:]+?)\s*(?:[)\],;]|$)",
    re.I,
)
"""What stands in brackets, or after the word ``clé``."""
_NUMERO = re.compile(r"\b(?:no|nr|num|numero)\b")
_CHIFFRES = frozenset({Role.MONTANT, Role.DEBIT, Role.CREDIT, Role.TOTAL, Role.A_REPARTIR})


def _read_nu(valeur: str) -> Role | None:
    """``Nº de lot``, ``Nature d’appel``, ``Clé (code)``: linking words, the abbreviation of a number and a precision in
    brackets say nothing more.

    Never an amount: what stands in brackets after it may be its key.
    """
    nu = _NUMERO.sub("n", normalise(_PARENTHESE.sub(" ", valeur)))
    role = _EXACTS.get(nu) or _SANS_LIENS.get(_LIENS.sub("", nu).strip())
    return None if role in _CHIFFRES else role


def read_entete(valeur: Valeur, index: IndexPatrimoine) -> EnTeteLu:
    """Read one header cell: exact synonyms first, then decoys, then amounts and what they fix."""
    if isinstance(valeur, date | datetime):
        return _read_date(valeur)
    if isinstance(valeur, float | int) and not isinstance(valeur, bool):
        return EnTeteLu(f"{valeur:g}", cle=valeur) if index.knows_cle(valeur) else EnTeteLu(f"{valeur:g}")
    if not isinstance(valeur, str) or not valeur.strip():
        return _RIEN
    mots = normalise(valeur)
    appris = {normalise(cle): role for cle, role in index.profil.roles.items()}.get(mots)
    court = _UNITES.sub("", mots)
    role = Role(appris) if appris else _EXACTS.get(mots) or _EXACTS.get(court) or _read_nu(valeur)
    nue = _POIDS.sub("", valeur)
    if role is None and nue != valeur and not index.knows_cle(valeur) and index.knows_cle(nue):
        return EnTeteLu(valeur, cle=nue, pese=True)
    if role is None and (parts := _TANTIEMES.search(court)):
        cle = _TANTIEMES.sub("", court).strip()
        role = Role.BASE if _BASE.search(court) else Role.TANTIEMES
        return EnTeteLu(valeur, role, cle=cle if parts and index.knows_cle(cle) else None)
    if role is None and index.knows_cle(valeur):
        return EnTeteLu(valeur, cle=valeur)
    if role is None and _LOT_NOMME.match(mots):
        return EnTeteLu(valeur, lot=valeur)
    if role is None and not find_dates(valeur):
        role = _find_famille(_NUMERO.sub("n", court))
    if role is None and (
        says_releve(valeur) or _RAPPEL.search(valeur) or _is_leurre(normalise(_RANG.sub(" ", valeur)))
    ):
        role = Role.IGNORE
    if role is Role.EXIGIBLE:  # of what is said there, over the days of several calls (``Appels travaux exigibles le``)
        return EnTeteLu(valeur, role, natures=find_natures(valeur))
    if role not in (None, Role.MONTANT):
        return EnTeteLu(valeur, role)
    return _read_montant(valeur, court, role, index)


def _is_leurre(mots: str) -> bool:
    """What was voted is no decoy where the words say which of its calls this is (``Toiture voté 2025, 1er appel``)."""
    return _LEURRES.search(_VOTE.sub(" ", mots) if _UN_APPEL.search(mots) else mots) is not None


def says_releve(texte: str) -> bool:
    """``Solde antérieur``, ``Vos règlements``: what was owed before or paid since, which no line calls."""
    natures = find_natures(texte)
    return bool(natures) and natures <= JAMAIS_COMPTABILISEES


def may_be_part(texte: str) -> bool:
    """Would nothing make it a decoy but the budget that it names, or the vote of it?"""
    return not _is_leurre(_DU_BUDGET.sub(" ", normalise(texte)))


def _find_famille(mots: str) -> Role | None:
    return next((role for role, regle in _FAMILLES if regle.search(mots)), None)


def _read_montant(valeur: str, mots: str, role: Role | None, index: IndexPatrimoine) -> EnTeteLu:
    dates = find_jours_d_appel(valeur)
    natures = find_natures(valeur)
    dite = natures and find_unite_annoncee(valeur) is None
    restes = (
        _MOTS_DE_MONTANT.sub("", mots),
        _MOTS_DE_NATURE.sub("", mots).strip(),
        *(list_restes(valeur) if dite else ()),
    )
    cle = next((reste for reste in restes if reste and reste != mots and index.knows_cle(reste)), None)
    if cle is None and dite:
        cle = _find_entre_crochets(valeur, index)
    if role is None and (_MONTANT.search(mots) or _TRIMESTRE.match(mots) or (dates and _EXIGIBLE.match(mots))):
        role = Role.MONTANT
    rang = 0 if role is None else (1 if _QUOTE_PART.search(mots) and "appel" not in mots else 2)
    return EnTeteLu(valeur, role, rang, cle, natures, dates[0] if len(dates) == 1 else None)


def _find_entre_crochets(valeur: str, index: IndexPatrimoine) -> str | None:
    """The only key that a heading names apart, in brackets or after the word (``Travaux pignon nord (BATC)``), where
    no other word names one."""
    dites = {nue for texte in _APART.findall(valeur) if index.knows_cle(nue := texte.strip())}
    ailleurs = any(map(index.knows_cle, list_restes(_APART.sub(" ", valeur))))
    return dites.pop() if len(dites) == 1 and not ailleurs else None


def announces_base(texte: str, index: IndexPatrimoine) -> bool:
    """``Base``, ``Total tantièmes``, ``À répartir`` in front of a row: what weighs on the columns, not a line."""
    return read_entete(texte.rstrip(" :"), index).role in (Role.BASE, Role.TANTIEMES, Role.A_REPARTIR)


def announces_tout(texte: str) -> bool:
    """``Budget annuel voté``, ``Dépenses 2025``: a whole to be shared, where a lot would stand or in a wide table;
    elsewhere it may be what a provision is called for."""
    mots = normalise(texte)
    return _TOUT.search(mots) is not None and not _APPELE.search(mots)


def rank_exigible(texte: str) -> int:
    """How surely a header is the due date, 0 first: ``date d’appel`` is one only when nothing better is there."""
    mots = normalise(texte)
    return next(
        (rang for rang, mot in enumerate(("exigib", "echeance", "avant", "limite")) if mot in mots), RANG_DATE_D_APPEL
    )


def _read_date(valeur: Valeur) -> EnTeteLu:
    try:
        jour = read_date(valeur)
    except DateInvalide:
        return EnTeteLu(str(valeur))
    return EnTeteLu(f"{jour:%d/%m/%Y}", exigible=jour)
