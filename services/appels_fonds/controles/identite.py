"""Controls 2, 4 and 7: who sends the call, whether all our lots are in it, and with the weights we know."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.dossiers import Dossier
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.recalcul import BUDGET_DE
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.natures import name_nature
from shared.patrimoine.textes import order_naturel
from shared.presentation import format_date


def find_mandat_absent(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """2: a syndic has a mandate on the due date; unknown mandates say nothing."""
    mandats = etude.dossier.mandats
    if mandats and not any(
        (one.du is None or one.du <= etude.appel.exigible) and (one.au is None or etude.appel.exigible <= one.au)
        for one in mandats
    ):
        yield Constat(
            f"Aucun syndic n’a de mandat connu pour {etude.appel.copropriete} le {format_date(etude.appel.exigible)} : "
            "vérifiez qui appelle ces sommes, puis complétez les mandats du patrimoine.",
            etude.appel.lignes,
        )


def find_lots_absents(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """4: each of our lots that weighs on a clé called for the budget or the fonds de travaux is in the call."""
    dossier = etude.dossier
    missing: dict[tuple[str, ...], list[tuple[str, Sequence[LigneLue]]]] = defaultdict(list)
    for nature in BUDGET_DE:
        for cle, lignes in etude.appel.by_cle(nature).items():
            absents = _absents(dossier, cle, lignes)
            if absents:
                missing[absents].append((f"{cle} ({name_nature(nature).lower()})", lignes))
    for absents, places in missing.items():
        several = len(absents) > 1
        yield Constat(
            f"{'Nos lots' if several else 'Notre lot'} {', '.join(absents)} {'ne sont' if several else 'n’est'} pas "
            f"dans l’appel de {etude.appel.copropriete} sur la clé {', '.join(place for place, _ in places)}, alors "
            f"qu’{'ils y ont' if several else 'il y a'} des tantièmes : demandez au syndic s’il manque une page.",
            [ligne for _, lignes in places for ligne in lignes],
        )


def _absents(dossier: Dossier, cle: str, lignes: Sequence[LigneLue]) -> tuple[str, ...]:
    present = set(chain.from_iterable(ligne.lots for ligne in lignes))
    poids = dossier.poids_at(cle, lignes[0].exigible)
    return tuple(sorted((lot for lot in poids.keys() - present if poids[lot]), key=order_naturel))


def find_tantiemes_differents(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """7: printed tantièmes and printed base are those of the règlement, as our patrimoine has them."""
    dossier = etude.dossier
    for ligne in etude.appel.lignes:
        if ligne.tantiemes is None and ligne.base is None:
            continue
        ours, base = dossier.tantiemes(ligne.lots, ligne.cle, ligne.exigible), dossier.total_cle(ligne.cle)
        said = []
        if ligne.tantiemes is not None and ours is not None and ligne.tantiemes != ours:
            said.append(f"{ligne.tantiemes:g} tantièmes imprimés, {ours} au règlement")
        if ligne.base is not None and base is not None and ligne.base != base:
            said.append(f"base {ligne.base:g} imprimée, {base} au règlement")
        if said:
            yield Constat(
                f"Lot {'+'.join(ligne.lots)}, clé {ligne.cle} : {' ; '.join(said)}. Le montant repose peut-être sur "
                "une ancienne grille : faites corriger l’appel, ou corrigez le patrimoine.",
                [ligne],
            )
