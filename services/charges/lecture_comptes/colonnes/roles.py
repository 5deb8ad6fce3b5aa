"""What a header of accounts says of its column, by synonyms then by the words it holds."""

import re
from enum import StrEnum
from functools import lru_cache

from shared.excel.mots import normalise


class Role(StrEnum):
    """What a column holds."""

    CLE = "CLE"
    COMPTE = "COMPTE"
    INTITULE = "INTITULE"
    LIBELLE = "LIBELLE"
    FOURNISSEUR = "FOURNISSEUR"
    DATE = "DATE"
    PIECE = "PIECE"
    MONTANT = "MONTANT"
    DEBIT = "DEBIT"
    CREDIT = "CREDIT"
    SENS = "SENS"
    RECUPERABLE = "RECUPERABLE"
    TAUX = "TAUX"
    OUI_NON = "OUI_NON"
    PART = "PART"
    LOT = "LOT"
    TANTIEMES = "TANTIEMES"
    BASE = "BASE"
    A_REPARTIR = "A_REPARTIR"
    APPEL = "APPEL"
    IGNORE = "IGNORE"


_SYNONYMES: dict[Role, str] = {
    Role.CLE: "cle, cles, cle de repartition, cle repartition, code cle, n cle, no cle, num cle, numero cle, "
    "n de cle, numero de cle, n de la cle, code de la cle, cle n, ref cle, cat, categorie cle, "
    " base de repartition, base repartition, "
    "grille, type de charges, libelle cle, libelle de la cle, cle de charges, groupe de charges, "
    "grille de repartition, code repartition, repartition, categorie de charges, nature de repartition, batiment cle, "
    "qui paye, qui paie, paye par qui, a la charge de, reparti entre, reparti sur, reparti selon, pour qui",
    Role.COMPTE: "compte, n compte, no compte, num compte, numero compte, numero de compte, n de compte, n cpte, "
    "cpte, cpt, compte comptable, code compte, compte general, imputation, cpte gene, n cpt, comptes, compte charge, "
    "compte de charge, compte de charges, code comptable, n du compte",
    Role.INTITULE: "intitule, intitule du compte, intitule compte, libelle compte, libelle du compte, nature, "
    "nature de la depense, nature depense, nature des depenses, nature de depense, poste, rubrique, categorie, "
    "poste de depense, poste de charges, type de depense, nature de charge, nature de charges, nature des charges, "
    "famille, designation du compte",
    Role.LIBELLE: "libelle, libelles, motif, designation, objet, detail, description, libelle operation, "
    "libelle de l operation, libelle ecriture, libelle de l ecriture, designation de la depense, libelle depense, "
    "libelle de la depense, objet de la depense, designation des depenses, intitule de la depense, libelle facture, "
    "pour quoi, pourquoi, quoi, "
    "compte libelle, designation des charges, charges, detail des depenses, operation, commentaire, prestation",
    Role.FOURNISSEUR: "fournisseur, fournisseurs, tiers, prestataire, prestataires, entreprise, entreprises, "
    "a qui, qui, paye a, "
    "beneficiaire, nom fournisseur, nom du fournisseur, nom, societe, intervenant, creancier, emetteur",
    Role.DATE: "date, dates, date facture, date de facture, date piece, date de la piece, date operation, "
    "date d operation, date comptable, date de l operation, date de la facture, date ecriture, date d ecriture, jour, "
    "date compta, le, date fact, dt, date fre, quand",
    Role.PIECE: "piece, n piece, no piece, facture, facture n, n facture, no facture, ref, reference, references, "
    "num piece, numero de piece, numero piece, n de piece, n ecriture, journal, jal, jnl, ordre, n fact, ref facture, "
    "n de facture, numero facture, numero de facture, justificatif, ref piece, code journal, n ordre, lettrage",
    Role.MONTANT: "montant, montants, montant ttc, total ttc, ttc, depenses, depense, montant eur, somme, sommes, "
    "realise, montant depense, montant de la depense, montant total, total, montant facture, montant de la facture, "
    "paye, montant paye, regle, depense totale, depenses totales, "
    "cout, prix, montant regle, charge, total depenses, total general, montant global, depenses ttc, depense ttc, "
    "combien, montant en euros, total depense, total des depenses, montant reel, total du compte, total compte, "
    "total du poste, total ligne, total de la ligne",
    Role.DEBIT: "debit, debits, montant debit, depenses debit, charges debit, debit depenses",
    Role.CREDIT: "credit, credits, avoir, avoirs, montant credit, avoirs credit, produits credit, recettes, recette, "
    "credit recettes",
    Role.SENS: "sens, d c, dc, c d, debit credit, sens ecriture, sens de l ecriture",
    Role.OUI_NON: "recup non recup, recuperable non recuperable, locatif non locatif",
    Role.PART: "part, parts, "
    "votre part, votre quote part, quote part, vos charges, a votre charge, part lot, montant lot, votre quotepart, "
    "quotepart, quote part lot, part du lot, votre montant, part coproprietaire, votre charge, charges du lot, "
    "qp, q p, qp lot, votre qp, vos qp, montant quote part, vos quotes parts, part a charge",
    Role.LOT: "lot, lots, n lot, no lot, num lot, numero de lot, numero lot, n de lot, n du lot, numero du lot, "
    "votre lot, vos lots, ref lot, code lot, n lots, reference lot, lot n",
    Role.A_REPARTIR: "a repartir, montant a repartir, total a repartir, depenses a repartir, charges a repartir, "
    "montant reparti, total reparti, depenses reparties, total immeuble, montant immeuble, total copropriete, "
    "charges immeuble, depenses de la cle, total cle, montant cle, total charges, montant de la cle, "
    "total de la cle, charges de la cle, depenses cle",
    Role.APPEL: "exigible le, montant appele, date d exigibilite, exigibilite, appel, provision appelee, appele, "
    "echeance, provisions appelees",
    Role.IGNORE: "tva, dont tva, montant tva, tva incluse, taux tva, ht, montant ht, solde, cumul, solde cumule, "
    "observations, observation, remarques, remarque, page, code, n, etage, type, designation du lot, nature du lot, "
    "coproprietaire, proprietaire, deductible, dont deductible, total ht, quantite, prix unitaire",
}
_EXACTS = {mot.strip(): role for role, liste in _SYNONYMES.items() for mot in liste.split(",")}
_MOTIFS: tuple[tuple[re.Pattern[str], Role], ...] = tuple(
    (re.compile(motif), role)
    for motif, role in (
        (r"\btva\b|\bht\b|\becart|\bvariation|\bcumul|non (?:deductibles? )?(?:recup|locati|locataire)", Role.IGNORE),
        (r"\bdeductibles? (?:(?:et|ou|du|au|aux|des|pour) )?(?:les? )?(?:recup|locat)"
         r"|\b(?:recup|locat)\w* (?:(?:et|ou) )?deductible",
         Role.RECUPERABLE),
        (r"proprietaire|bailleur|deductible", Role.IGNORE),
        (r"\b(?:taux|pct|pourcent\w*)\b.*(?:recup|locati)|(?:recup|locati)\w* (?:taux|pct|en)\b", Role.TAUX),
        (r"\br (?:ou )?nr\b|\bnr (?:ou )?r\b|^r (?:ou )?n$|^n (?:ou )?r$", Role.OUI_NON),
        (r"(?:recup|locati)\w*.*\b(?:o n|oui non|oui|on)\b", Role.OUI_NON),
        (r"\brecup|\blocati(?:f|ve)|\b(?:part|dont|charges?) (?:du )?locataires?\b", Role.RECUPERABLE),
        (r"(?:total|totaux|base|sur|cle|general\w*).*(?:tantieme|millieme|quotite)|(?:tantieme|millieme|quotite)s?.*"
         r"(?:cle|total|totaux|base|immeuble|copropriete|generaux)", Role.BASE),
        (r"^(?:base|unite|part)s? (?:totales?|generales?|(?:de |du |des )?(?:la |l )?(?:cle|immeuble|copropriete))$"
         r"|^total (?:des? |de la )?(?:bases?|parts|unites)$", Role.BASE),
        (r"^(?:vos|votre|nos|notre) (?:bases?|unites?|parts?(?= de base)|tant\b)"
         r"|^(?:bases?|unites?) (?:du |de (?:votre |notre |ce )?)?lots?$", Role.TANTIEMES),
        (r"\b(?:tantieme|millieme|quotite)s?\b|^(?:vos |votre )?tant\b", Role.TANTIEMES),
        (r"^base$|^base (?:de la )?cle$|^total base$|^diviseur$|^total tant$|^total parts$"
         r"|^total (?:des )?unites$", Role.BASE),
        (r"\ba repartir\b|\breparti(?:e|s|es)?\b", Role.A_REPARTIR),
        (r"\bquote ?parts?\b|^votre part\b|\bvotre (?:part|montant)\b|^part (?:du )?lot", Role.PART),
        (r"^(?:debit|depenses? debit)", Role.DEBIT),
        (r"^credit|\bavoirs?$|^recettes?$", Role.CREDIT),
        (r"exigib|\bappelee?s?$", Role.APPEL),
        (r"^cle\b|\bcle de repartition\b", Role.CLE),
        (r"^(?:n|no|num|numero)? ?(?:de |du )?compte\b(?! rendu)|^cpte\b", Role.COMPTE),
        (r"^(?:n|no|num|numero) (?:de |du )?lot|^lots?\b", Role.LOT),
        (r"^date\b|^(?:facture|ecriture|piece|depense)s? du$", Role.DATE),
        (r"^(?:montant|total)s? (?:des )?(?:ttc|eur|euros?|en euros?|depenses?|factures?)\b", Role.MONTANT),
        (r"fournisseur|prestataire", Role.FOURNISSEUR),
        (r"^(?:n|no|num|numero|ref)\b.*(?:piece|facture)|^piece", Role.PIECE),
        (r"^(?:libelle|designation|objet|motif)\b", Role.LIBELLE),
        (r"^(?:intitule|nature)\b", Role.INTITULE),
    )
)  # fmt: skip
_ABREGES = {
    "mt": "montant", "mnt": "montant", "mtt": "montant", "dt": "date", "lib": "libelle", "libel": "libelle",
    "frs": "fournisseur", "fourn": "fournisseur", "fr": "fournisseur", "four": "fournisseur", "nat": "nature",
    "cpt": "compte", "cpte": "compte", "ecr": "ecriture", "fac": "facture", "fact": "facture", "loc": "locative",
    "tant": "tantieme", "rep": "repartition", "repart": "repartition", "grp": "groupe", "ref": "ref",
}  # fmt: skip
_QUOTE_PART = re.compile(r"\b(?:q ?p(?:art)?|q te part|qte part|quotes? ?part)(?=s?\b)")
_SIGLE = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")
"""``T.T.C.``: an acronym with its dots."""
_COLLES = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
"""``MontantTTC``: the words of a field, without spaces."""
_UNITES = re.compile(r"(?:\s(?:en )?(?:euros?|eur|e))+$")


@lru_cache(maxsize=20_000)
def find_role(texte: str) -> Role | None:
    """The role a header gives its column, or None when it says nothing we know."""
    if "%" in texte and re.search(r"r[ée]cup|locat", texte, re.I):
        return Role.TAUX
    if texte.strip().endswith("?") and re.search(r"r[ée]cup|locat", texte, re.I):
        return Role.OUI_NON
    net = texte if " " in texte else _COLLES.sub(" ", texte)
    mots = normalise(_SIGLE.sub(lambda lu: lu[0].replace(".", ""), net.replace("€", " ")))
    court = _UNITES.sub("", mots)
    long = _spell(court)
    exact = _EXACTS.get(mots) or _EXACTS.get(court) or _EXACTS.get(long)
    if exact is not None:
        return exact
    return next((role for motif, role in _MOTIFS if motif.search(long)), None)


def _spell(mots: str) -> str:
    """The words of an export in full: ``mt ttc`` is ``montant ttc``, ``votre q/p`` is ``votre quote part``."""
    return " ".join(_ABREGES.get(mot, mot) for mot in _QUOTE_PART.sub("quote part", mots).split())
