"""The law again, written as naively as can be: a loop over owners and whole numbers, to compare the rules with."""

from fractions import Fraction

PARTICIPENT = ("pour", "contre", "abstention")


def count(proprietaires, regime, amendee):
    """Votes and heads by column, and the total, after every correction of the law."""
    votants = [p for p in proprietaires if not p.syndicat]
    total = sum(p.voix for p in votants)
    voix = {p.id: p.voix for p in votants}
    if regime == "normal":
        for p in votants:
            if p.voix * 2 > total and p.tetes == 1 and not p.vendeur_hlm and total > p.voix:
                voix[p.id] = total - p.voix
    colonnes = {nom: [0, 0] for nom in (*PARTICIPENT, "absent")}
    ou = {}
    for p in votants:
        colonne = p.vote or "abstention"
        if p.mode == "absent" or p.exclu_19_2 or (p.mode == "correspondance" and not p.formulaire_recevable):
            colonne = "absent"
        if amendee and p.mode == "correspondance" and colonne == "pour":
            colonne = "absent"
        ou[p.id] = colonne
        colonnes[colonne][0] += voix[p.id]
        colonnes[colonne][1] += p.tetes
    return colonnes, sum(voix.values()), sum(p.tetes for p in votants), voix, ou


def adopts(article, colonnes, total, tetes, regime, syndic):
    """Whether a ballot adopts, each majority as the law says it."""
    pour, tetes_pour = colonnes["pour"]
    if regime == "deux_coproprietaires":
        if article == "24" or syndic:
            return Fraction(pour) > Fraction(total, 2)
        if article in ("25", "25f"):
            return total > 0 and Fraction(pour, total) >= Fraction(2, 3)
    if article == "24":
        return pour > colonnes["contre"][0]
    if article in ("25", "25f"):
        return Fraction(pour) > Fraction(total, 2)
    if article == "26":
        return total > 0 and Fraction(tetes_pour) > Fraction(tetes, 2) and Fraction(pour, total) >= Fraction(2, 3)
    return total > 0 and pour == total


def bridge(article, colonnes, total):
    """The article of the second ballot, or None."""
    pour, tetes_pour = colonnes["pour"]
    if total == 0 or Fraction(pour, total) < Fraction(1, 3):
        return None
    if article in ("25", "25f"):
        return "24"
    participants = sum(colonnes[nom][1] for nom in PARTICIPENT)
    return "25" if article == "26" and Fraction(tetes_pour) >= Fraction(participants, 2) else None


def decide(bulletin):
    """Everything a ballot decides, as a dictionary with the names of the contract."""
    colonnes, total, tetes, voix, ou = count(bulletin.proprietaires, bulletin.regime, bulletin.amendee)
    syndic = bulletin.type == "SYNDIC_DESIGNATION"
    adoptee = adopts(bulletin.article, colonnes, total, tetes, bulletin.regime, syndic)
    second = None if adoptee else bridge(bulletin.article, colonnes, total)
    second_adoptee = None
    if second and bulletin.second_scrutin:
        lu = {nom: (c.voix, c.tetes) for nom, c in (
            ("pour", bulletin.second_scrutin.pour), ("contre", bulletin.second_scrutin.contre))}  # fmt: skip
        second_adoptee = adopts(second, lu, total, tetes, bulletin.regime, syndic)
    position = {"pour": "favorable", "contre": "opposant", "abstention": "abstention", "absent": "defaillant"}.get(
        ou.get("bailleur", "")
    )
    finale = adoptee or bool(second_adoptee)
    peut = None
    if position and not (second and second_adoptee is None):
        peut = position == "defaillant" or position == ("opposant" if finale else "favorable")
    return {
        "adoptee": adoptee, "passerelle": second is not None, "second_article": second,
        "second_adoptee": second_adoptee,
        "nouvelle_ag_trois_mois": bulletin.article == "25f" and not adoptee and total > 0
        and Fraction(colonnes["pour"][0], total) < Fraction(1, 3),
        "total_voix_effectif": total, "voix_bailleur_effectives": voix.get("bailleur"),
        "position_bailleur": position, "peut_contester": peut,
    }  # fmt: skip
