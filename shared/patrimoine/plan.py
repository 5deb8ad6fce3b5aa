"""What an import will do, decided before anything is written: create, change, leave, and what it cannot accept.

Pure: a demand and a state in, a plan and faults out. The same plan serves the preview and the write.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared.patrimoine.demande import Demande, Voulu
from shared.patrimoine.etat import Etat, Ligne
from shared.patrimoine.format import Fautes, join_chemin
from shared.patrimoine.genres import COPROPRIETE, GENRES, Genre
from shared.patrimoine.periodes import Periode

Paire = tuple[Voulu, Ligne | None]


@dataclass(frozen=True)
class Modification:
    """A line that changes: ``champs`` gives the value before and the value after of each field."""

    genre: Genre
    ligne: Ligne
    champs: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Resultat:
    """A line as it will be after the import; ``voulu`` is what the file says of it, None when it says nothing."""

    valeurs: dict[str, Any]
    voulu: Voulu | None


@dataclass
class Plan:
    """Everything the import will do, by kind."""

    creations: dict[Genre, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    modifications: list[Modification] = field(default_factory=list)
    inchanges: Counter[Genre] = field(default_factory=Counter)
    absents: dict[Genre, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    resultat: dict[Genre, list[Resultat]] = field(default_factory=lambda: defaultdict(list))

    @property
    def changes(self) -> bool:
        """Whether anything will be written."""
        return bool(self.modifications) or any(self.creations.values())

    def touches(self, genre: Genre) -> bool:
        """Whether a line of this kind is created or changed."""
        return bool(self.creations[genre]) or any(change.genre is genre for change in self.modifications)

    def coproprietes_creees(self) -> set[str]:
        """The codes of the new copropriétés."""
        return {valeurs["code"] for valeurs in self.creations[COPROPRIETE]}

    def coproprietes_modifiees(self) -> set[str]:
        """The codes of the known copropriétés of which something is created or changed."""
        codes = {genre.copropriete_of(valeurs) for genre in GENRES for valeurs in self.creations[genre]}
        codes |= {change.genre.copropriete_of(change.ligne.valeurs) for change in self.modifications}
        return {code for code in codes if code is not None} - self.coproprietes_creees()


def plan_import(demande: Demande, etat: Etat, fautes: Fautes) -> Plan:
    """Compare what is asked with what is known. What cannot be accepted is added to ``fautes``."""
    plan, connus = Plan(), {genre: set(etat.lignes[genre]) for genre in GENRES}
    for genre in GENRES:
        vues: set[int] = set()
        for voulu, ligne in _match(genre, demande, etat, fautes):
            connus[genre].add(genre.key(voulu.valeurs))
            _check_refs(genre, voulu, connus, fautes)
            _check_requis(genre, voulu, ligne, fautes)
            _record(plan, genre, voulu, ligne)
            vues.update([ligne.id] if ligne else [])
        _leave(plan, genre, demande, [ligne for ligne in etat.of(genre) if ligne.id not in vues])
    return plan


def _record(plan: Plan, genre: Genre, voulu: Voulu, ligne: Ligne | None) -> None:
    if ligne is None:
        plan.creations[genre].append(voulu.valeurs)
        plan.resultat[genre].append(Resultat(voulu.valeurs, voulu))
        return
    champs = {
        nom: (ligne.valeurs[nom], valeur) for nom, valeur in voulu.valeurs.items() if valeur != ligne.valeurs[nom]
    }
    if champs:
        plan.modifications.append(Modification(genre, ligne, champs))
    else:
        plan.inchanges[genre] += 1
    plan.resultat[genre].append(Resultat({**ligne.valeurs, **voulu.valeurs}, voulu))


def _leave(plan: Plan, genre: Genre, demande: Demande, lignes: list[Ligne]) -> None:
    """What the file does not name stays; it is said when the list it should have been in was given."""
    for ligne in lignes:
        plan.resultat[genre].append(Resultat(ligne.valeurs, None))
        if (genre, ligne.valeurs[genre.parent] if genre.parent else None) in demande.portees:
            plan.absents[genre].append(ligne.valeurs)


def _check_refs(genre: Genre, voulu: Voulu, connus: dict[Genre, set[Any]], fautes: Fautes) -> None:
    cited = [(nom, ref, voulu.valeurs.get(nom)) for nom, ref in genre.refs.items()]
    for nom, liaison in genre.liaisons.items():
        if liaison.genre:
            cited += [(nom, liaison.genre, code) for code in voulu.valeurs.get(nom, ())]
    for nom, ref, key in cited:
        if key is not None and key not in connus[ref]:
            code = key[-1] if isinstance(key, tuple) else key
            fautes.add(
                voulu.locate(nom),
                f"{ref.inconnu} « {code} » ni dans le fichier ni dans la base : corrigez le code ou déclarez-le",
            )


def _check_requis(genre: Genre, voulu: Voulu, ligne: Ligne | None, fautes: Fautes) -> None:
    for nom in genre.requis:
        if voulu.valeurs.get(nom) is None and (ligne is None or nom in voulu.valeurs):
            fautes.add(join_chemin(voulu.chemin, nom), f"« {nom} » est obligatoire")


def _match(genre: Genre, demande: Demande, etat: Etat, fautes: Fautes) -> Iterator[Paire]:
    """Pair each line asked for with the line already known, if any."""
    groupes: dict[Any, list[Voulu]] = defaultdict(list)
    for voulu in demande.voulus[genre]:
        groupes[genre.key(voulu.valeurs)].append(voulu)
    for key, voulus in groupes.items():
        lignes = etat.lignes[genre].get(key, [])
        if genre.periodique:
            yield from _match_periodes(voulus, lignes, fautes)
            continue
        for doublon in voulus[1:]:
            fautes.add(doublon.locate(genre.cle[-1]), f"« {genre.describe(doublon.valeurs)} » est donné deux fois")
        yield voulus[0], next(iter(lignes), None)


def _match_periodes(voulus: Sequence[Voulu], lignes: Sequence[Ligne], fautes: Fautes) -> Iterator[Paire]:
    """Pair periods by their first day; when one is left on both sides, it is the same with its first day corrected."""
    libres = {ligne.id: ligne for ligne in sorted(lignes, key=_debut)}
    restants = []
    for voulu in voulus:
        if "du" not in voulu.valeurs:
            yield from _match_sans_date(voulu, list(libres.values()), fautes)
            libres.clear()
            continue
        pareille = next((ligne for ligne in libres.values() if ligne.valeurs["du"] == voulu.valeurs["du"]), None)
        if pareille is None:
            restants.append(voulu)
        else:
            yield voulu, libres.pop(pareille.id)
    if len(restants) == 1 and len(libres) == 1:
        yield restants[0], libres.popitem()[1]
        return
    for voulu in restants:
        yield voulu, None


def _match_sans_date(voulu: Voulu, lignes: Sequence[Ligne], fautes: Fautes) -> Iterator[Paire]:
    """A value given without dates speaks of what holds now; it never rewrites a dated history."""
    if not lignes:
        yield voulu, None
        return
    *passees, derniere = lignes
    yield from ((Voulu(voulu.chemin, ligne.valeurs), ligne) for ligne in passees)
    yield voulu, derniere
    differe = any(derniere.valeurs[nom] != valeur for nom, valeur in voulu.valeurs.items() if nom != "au")
    if differe and (passees or _periode(derniere) != Periode()):
        fautes.add(
            voulu.locate("syndic"),
            f"la base connaît ici une valeur datée ({_periode(derniere)}) : dites à partir de quand elle change, "
            "par la forme datée du fichier ou par la page de la copropriété",
        )


def _periode(ligne: Ligne) -> Periode:
    return Periode(ligne.valeurs["du"], ligne.valeurs["au"])


def _debut(ligne: Ligne) -> date:
    return _periode(ligne).debut
