"""Minutes, from the bytes of their PDF to what they say: counts and announced results apart, nothing recomputed."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Any

from services.votes.lecture.identite import read_identite_assemblee
from services.votes.lecture.mentions.majorites import read_article, read_article_final, read_base, strip_majorite
from services.votes.lecture.mentions.resultats import announces, read_resultat
from services.votes.lecture.page.document import read_document
from services.votes.lecture.page.lignes import NOMINATIF, Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes, part_listes
from services.votes.lecture.plan.agenda import find_blocs_votes, find_non_compris, is_information, is_sans_vote
from services.votes.lecture.plan.blocs import Bloc
from services.votes.lecture.plan.numerotation import say_numero
from services.votes.lecture.presence import read_presents
from services.votes.lecture.pv_lu import Decompte, PvLu, ResolutionPv, ResultatLu, ScrutinLu
from services.votes.lecture.scrutin.ailleurs import mute_ailleurs
from services.votes.lecture.scrutin.scrutins import find_ballots, find_defaillants, find_opposants
from services.votes.lecture.scrutin.tours import Ballot
from services.votes.lecture.textes import fold
from services.votes.lecture.votants.annexes import read_decomptes
from services.votes.lecture.votants.recapitulatif import Votants, find_rangs, name_numero, read_recapitulatif
from services.votes.lecture.votants.recoupement import (
    Porteurs,
    list_porteurs,
    name_connus,
    part_connus,
    settle_opposants,
)

__all__ = ["Decompte", "PvLu", "ResolutionPv", "ResultatLu", "ScrutinLu", "read_pv", "read_pv_lignes", "write_pv"]


def read_pv(contenu: bytes) -> PvLu:
    """Read minutes from a PDF that has text.

    :raises LectureRefusee: the file cannot be read (empty, not a PDF, encrypted, scanned, too large, damaged), with a
        French sentence and a stable code.
    """
    return read_pv_lignes(read_document(contenu))


def read_pv_lignes(lignes: Sequence[Ligne]) -> PvLu:
    """Read minutes from their lines."""
    zones, reperes, blocs = find_blocs_votes(lignes)
    debut = min((b.entete.ligne for b in blocs if b.entete and b.corps), default=len(lignes))
    identite = read_identite_assemblee(lignes, debut)
    presents, total = read_presents(lignes[:debut])
    listes = {id(lignes[rang]) for rang in find_rangs(lignes)}
    resolutions = tuple(
        _read_resolution(
            replace(bloc, corps=[ligne for ligne in bloc.corps if id(ligne) not in listes]), rang, presents, total
        )
        for rang, bloc in enumerate(blocs, start=1)
    )
    total = total or _find_total(resolutions, presents)
    resolutions = tuple(_settle_parent(r, resolutions[r.ordre : r.ordre + 1]) for r in resolutions)
    derniere = max((bloc.entete.ligne for bloc in blocs if bloc.entete), default=0)
    votants = read_recapitulatif(lignes[derniere + 1 :])
    resolutions = tuple(_add_votants(r, votants.get(name_numero(r.numero))) for r in resolutions)
    decomptes = read_decomptes(
        lignes[max(reperes.bornes, default=0) + 1 :], {name_numero(r.numero) for r in resolutions}
    )
    resolutions = tuple(_add_decompte(r, decomptes.get(name_numero(r.numero)), presents) for r in resolutions)
    resolutions = tuple(_drop_impossibles(r, total) for r in resolutions)
    connus = name_connus(liste for r in resolutions for liste in (r.opposants, r.defaillants))
    resolutions = tuple(_part_connus(r, connus) for r in resolutions)
    porteurs = list_porteurs(lignes)
    resolutions = tuple(_settle_opposants(r, bloc.corps, porteurs) for r, bloc in zip(resolutions, blocs, strict=True))
    return PvLu(
        identite.copropriete,
        identite.date,
        total,
        presents,
        resolutions,
        find_non_compris(lignes, zones, reperes),
    )


def _find_total(resolutions: Sequence[ResolutionPv], presents: Decompte | None) -> int | None:
    """The voix of the syndicat, where only the ballots print them: the base of most, that holds all that any counts."""
    scrutins = [r.premier for r in resolutions if r.premier]
    bases = Counter(r.total_voix for r in resolutions if r.premier and r.total_voix)
    base, combien = next(iter(bases.most_common(1)), (None, 0))
    plus = max((sum(c.voix or 0 for c in (s.pour, s.contre, s.abstention)) for s in scrutins), default=0)
    juste = base is not None and base >= max(plus, (presents.voix or 0) if presents else 0)
    return base if juste and 2 * combien > len(scrutins) else None


def _add_decompte(
    resolution: ResolutionPv, decompte: tuple[Ballot, Ballot | None] | None, presents: Decompte | None
) -> ResolutionPv:
    """The counts that an annex gives to a resolution voted without any of its own."""
    muette = resolution.premier is None and resolution.second is None
    if decompte is None or not muette or resolution.resultat_annonce == ResultatLu.SANS_VOTE:
        return resolution
    premier, second = decompte
    return replace(
        resolution,
        total_voix=resolution.total_voix or premier.total,
        premier=premier.scrutin("", presents),
        second=second.scrutin("", presents) if second else None,
    )


def _drop_impossibles(resolution: ResolutionPv, total: int | None) -> ResolutionPv:
    """Without the ballots that count more voix than their clé has, or the whole syndicat (``total``): read wrong."""
    borne = resolution.total_voix or total
    if borne is None:
        return resolution
    premier, second = (s if s is None or _holds(s, borne) else None for s in (resolution.premier, resolution.second))
    juste = (premier, second) == (resolution.premier, resolution.second)
    return resolution if juste else replace(resolution, premier=premier, second=second, total_voix=None)


def _holds(scrutin: ScrutinLu, borne: int) -> bool:
    return all((c.voix or 0) <= borne for c in (scrutin.pour, scrutin.contre, scrutin.abstention))


def _settle_parent(resolution: ResolutionPv, suite: Sequence[ResolutionPv]) -> ResolutionPv:
    """A point that prints no majority, count nor result, above its own points (« 9 », « 9.1 »): not voted."""
    muette = (
        resolution.resultat_annonce is None
        and resolution.article_imprime is None
        and resolution.premier is None
        and resolution.second is None
    )
    mere, fille = name_numero(resolution.numero), name_numero(suite[0].numero) if suite else ""
    if muette and mere and fille.startswith(f"{mere}."):
        return replace(resolution, resultat_annonce=ResultatLu.SANS_VOTE)
    return resolution


def _add_votants(resolution: ResolutionPv, votants: Votants | None) -> ResolutionPv:
    """Those that a list at the end gives to a resolution, where it names none itself."""
    if votants is None:
        return resolution
    return replace(
        resolution,
        opposants=resolution.opposants or votants.opposants,
        defaillants=resolution.defaillants or votants.defaillants,
    )


def _part_connus(resolution: ResolutionPv, connus: Set[str]) -> ResolutionPv:
    """Its lists, parted where the others tell that two owners make one of their items."""
    opposants, defaillants = (part_connus(noms, connus) for noms in (resolution.opposants, resolution.defaillants))
    return replace(resolution, opposants=opposants, defaillants=defaillants)


def _settle_opposants(resolution: ResolutionPv, corps: Sequence[Ligne], porteurs: Porteurs) -> ResolutionPv:
    """The names that agree with what the last ballot counts against."""
    dernier = resolution.second or resolution.premier
    contre = dernier.contre if dernier else None
    siennes = [ligne for ligne in corps if ligne.genre != NOMINATIF]
    return replace(resolution, opposants=settle_opposants(resolution.opposants, contre, siennes, porteurs))


def _read_resolution(bloc: Bloc, ordre: int, presents: Decompte | None, total: int | None) -> ResolutionPv:
    """``presents``: who is there; their voix are not the total of a clé, unless all (``total``) are there."""
    bloc = replace(bloc, corps=[ligne for ligne in bloc.corps if ligne.genre != NOMINATIF])
    presence = presents.voix if presents and presents.voix != total else None
    corps = part_listes(join_paragraphes(bloc.corps))
    textes = [ligne.texte for ligne in corps]
    ballots = find_ballots(corps, presents)
    premier, second = _choose(ballots)
    debut = ballots[0].debut if ballots else len(textes)
    entete = fold(" ".join(textes[max(0, debut - 3) : debut]))
    article = _read_article(bloc, textes, debut)
    if article and second and _prints_mere(article, textes[: second.debut + 1]):
        article = article.removesuffix("-1")
    fin = max((b.fin for b in ballots), default=None)
    scrutin = premier.scrutin(entete, presents) if premier else None
    base = (premier.total or read_base(bloc.titre)) if premier else None
    resultat = read_resultat(
        [plain.replace("\t", " : ") for plain in mute_ailleurs([fold(texte) for texte in (bloc.titre, *textes)])],
        fin + 1 if fin is not None else None,
        (_find_avant(ballots), ballots[-1].reste) if ballots else ("", ""),
    )
    if resultat is None and not ballots and (is_sans_vote(bloc.titre, bloc.texte()) or is_information(bloc.titre)):
        resultat = ResultatLu.SANS_VOTE
    return ResolutionPv(
        ordre=ordre,
        numero=(say_numero(bloc.entete) or None) if bloc.entete else None,
        intitule=strip_majorite(bloc.titre),
        texte=bloc.texte(),
        article_imprime=article,
        total_voix=base if scrutin and base != presence else None,
        premier=scrutin,
        second=second.scrutin(entete, presents) if second else None,
        resultat_annonce=resultat,
        opposants=_choose_noms(premier, second, "contre") if premier or second else find_opposants(corps),
        defaillants=_choose_noms(premier, second, "defaillants") or find_defaillants(corps),
    )


def _find_avant(ballots: Sequence[Ballot]) -> str:
    """What stands before the last ballot; before a second one, it may be the fate of the first, unless that has its own
    above its counts."""
    return ballots[-1].avant if len(ballots) == 1 or announces(ballots[0].avant) else ""


def _read_article(bloc: Bloc, textes: Sequence[str], debut: int) -> str | None:
    """The article of the vote: in the title, above the first ballot, in the body, else over the whole section.

    What a sentence tells of another assembly (« n’avait pas recueilli la majorité de l’article 25 ») is not of it.
    """
    plains = [fold(texte) for texte in textes]
    siens = [
        texte if sien == plain else sien
        for texte, plain, sien in zip(textes, plains, mute_ailleurs(plains), strict=True)
    ]
    return (
        read_article_final(bloc.titre)
        or read_article("\n".join([bloc.titre, *siens[:debut]]))
        or read_article("\n".join([bloc.titre, *siens]))
        or read_article(bloc.majorite)
    )


def _prints_mere(article: str, textes: Sequence[str]) -> bool:
    """Whether « article 25 » is printed by the first of two ballots, where the result is said by the bridge, 25-1."""
    mere = rf"\bart(?:icle|\.)?\s*{article.removesuffix('-1')}(?!\d|\s?[-.]\s?1)"
    return article.endswith("-1") and any(re.search(mere, fold(texte)) for texte in textes)


def _choose(ballots: Sequence[Ballot]) -> tuple[Ballot | None, Ballot | None]:
    """The first and second ballots; several votes that no word calls a second one compete, and none is kept."""
    if not ballots:
        return None, None
    if len(ballots) == 1:
        return (None, ballots[0]) if ballots[0].second else (ballots[0], None)
    seconds = [b for b in ballots[1:] if b.second]
    if len(ballots) == 2 and seconds:
        return ballots[0], seconds[0]
    if len(ballots) == 2:
        return None, None
    return None, None


def _choose_noms(premier: Ballot | None, second: Ballot | None, genre: str) -> tuple[str, ...]:
    """The names of the last ballot; of the first, when the second counts opponents without naming them."""
    if second is None:
        return premier.noms.get(genre, ()) if premier else ()
    contre = second.lus.get("contre")
    tus = contre is not None and not contre.neant and contre.compte.voix != 0 and genre not in second.noms
    return premier.noms.get(genre, ()) if tus and premier else second.noms.get(genre, ())


def write_pv(pv: PvLu) -> dict[str, Any]:
    """The minutes as the contract prints them."""
    return {
        "copropriete": pv.copropriete,
        "date": pv.date.isoformat() if pv.date else None,
        "total_voix": pv.total_voix,
        "presents": _write_decompte(pv.presents) if pv.presents else None,
        "resolutions": [
            {"numero": r.numero, "intitule": r.intitule, "article_imprime": r.article_imprime,
             "total_voix": r.total_voix,
             "premier": _write_scrutin(r.premier), "second": _write_scrutin(r.second),
             "resultat_annonce": r.resultat_annonce.value if r.resultat_annonce else None,
             "opposants": list(r.opposants), "defaillants": list(r.defaillants)}
            for r in pv.resolutions
        ],
        "non_compris": list(pv.non_compris),
    }  # fmt: skip


def _write_decompte(compte: Decompte) -> dict[str, int | None]:
    return {"voix": compte.voix, "tetes": compte.tetes}


def _write_scrutin(scrutin: ScrutinLu | None) -> dict[str, Any] | None:
    if scrutin is None:
        return None
    return {
        "pour": _write_decompte(scrutin.pour),
        "contre": _write_decompte(scrutin.contre),
        "abstention": _write_decompte(scrutin.abstention),
    }
