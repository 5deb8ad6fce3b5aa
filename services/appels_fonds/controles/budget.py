"""Controls 8 and 9: the amounts are those of the voted budget, of this exercise or, twice at most, of the former one.

Loi 65-557 art. 14-1 (a quarter of the budget a quarter); décret 67-223 art. 43 (two calls on the former one at most).
"""

from collections import defaultdict
from collections.abc import Iterator

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.dossiers import COURANT
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.recalcul import AppelRecalcule, compute_part, compute_quote_part_annuelle
from services.appels_fonds.natures import Nature
from shared.montants import format_montant

PROVISION, COMPLEMENT = Nature.PROVISION.value, Nature.PROVISION_COMPLEMENT.value
APPELS_SUR_BUDGET_PRECEDENT = 2
"""Décret art. 43: no more than two quarterly calls before the budget is voted."""


def find_budget_inconnu(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """8, when it cannot be run: no budget is known on a clé that is called."""
    unknown = etude.recalcul.inconnues
    if unknown and etude.recalcul_precedent is None:
        cles = ", ".join(dict.fromkeys(ligne.cle for ligne in unknown))
        yield Constat(
            f"Non recalculé ({etude.appel.copropriete}) : pas de budget connu ce jour-là sur la clé {cles}.",
            unknown,
        )


def find_montants_differents(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """8: budget × tantièmes ÷ total ÷ periods is what is called, within the tolerance."""
    if etude.recalcul_precedent is not None:
        return
    for one in etude.recalcul.gaps(etude.tolerance):
        sens = "de plus" if one.ecart_centimes > 0 else "de moins"
        yield Constat(
            f"Lot {'+'.join(one.ligne.lots)} : {format_montant(one.ligne.montant_centimes)} appelés, "
            f"{format_montant(abs(one.ecart_centimes))} {sens} qu’attendu : {one.explication}.",
            [one.ligne],
        )


def find_cumul_depasse(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """8: over the exercise, provisions and complements never sum to more than our share of the budget."""
    dossier, exercice = etude.dossier, etude.exercice
    if exercice is None:
        return
    called: dict[str, int] = defaultdict(int)
    for before in dossier.appelees_of((PROVISION, COMPLEMENT), exercice.debut, exercice.fin):
        called[before.cle] += before.montant_centimes
    for cle, lignes in etude.appel.by_cle(PROVISION, COMPLEMENT).items():
        part = compute_quote_part_annuelle(dossier, exercice, cle, etude.appel.exigible)
        total = called[cle] + sum(ligne.montant_centimes for ligne in lignes)
        if part is not None and called[cle] and total > part + 4 * len(lignes) * etude.tolerance:
            yield Constat(
                f"Clé {cle} : avec cet appel, {format_montant(total)} auront été appelés sur l’exercice "
                f"{exercice.libelle}, pour une quote-part annuelle de {format_montant(part)}.",
                lignes,
            )


def find_budget_precedent_permis(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """9: the first two calls may rest on the former budget (décret art. 43); the complement will follow."""
    former = etude.recalcul_precedent
    if former is not None and etude.rang <= APPELS_SUR_BUDGET_PRECEDENT:
        yield Constat(
            f"Appel sur le budget {name_exercice(former)} (appel n° {etude.rang} de l’exercice, deux permis avant le "
            "vote, décret art. 43) : un complément suivra le vote du nouveau budget.",
            former.lues,
        )


def find_budget_precedent_en_trop(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """9: from the third call on, the former budget may no longer be used."""
    former = etude.recalcul_precedent
    if former is not None and etude.rang > APPELS_SUR_BUDGET_PRECEDENT:
        yield Constat(
            f"Appel n° {etude.rang} de l’exercice encore calculé sur le budget {name_exercice(former)} : le décret "
            "(art. 43) n’en permet que deux. Demandez au syndic le budget voté.",
            former.lues,
        )


def find_complement_different(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """9: a complement is (new budget − former one) × our share ÷ 4 × the quarters already called."""
    dossier, exercice, former = etude.dossier, etude.exercice, etude.exercice_precedent
    if exercice is None or former is None:
        return
    quarters = min(etude.rang - 1, 3)
    for ligne in etude.of_nature(COMPLEMENT):
        new, old = (one.budgets.get((COURANT, ligne.cle)) for one in (exercice, former))
        total, tantiemes = dossier.total_cle(ligne.cle), dossier.tantiemes(ligne.lots, ligne.cle, ligne.exigible)
        if new is None or old is None or not total or tantiemes is None or not quarters:
            continue
        attendu = quarters * (compute_part(new, tantiemes, total, 4) - compute_part(old, tantiemes, total, 4))
        if abs(ligne.montant_centimes - attendu) > (quarters + 1) * etude.tolerance:
            yield Constat(
                f"Complément du lot {'+'.join(ligne.lots)} : {format_montant(ligne.montant_centimes)} appelés, "
                f"{format_montant(attendu)} attendus : ({format_montant(new)} − {format_montant(old)}) × {tantiemes} ÷ "
                f"{total} ÷ 4 × {quarters} trimestre{'s' if quarters > 1 else ''} déjà appelé"
                f"{'s' if quarters > 1 else ''} (clé {ligne.cle}).",
                [ligne],
            )


def name_exercice(recalcul: AppelRecalcule) -> str:
    """The label of the exercise a call was computed on."""
    return recalcul.exercice.libelle if recalcul.exercice else ""
