"""The appointments of an assembly for Outlook: the meeting, the limit of our form, our internal date.

Identifiers do not change from one export to the next, so that a new file updates what is in the calendar.
"""

from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from services.votes.envois.contenu import find_limite
from services.votes.models import AssembleeGenerale
from shared.presentation import PARIS

DUREE = timedelta(hours=2)
HEURE_INCONNUE = time(18, 0)


def write_calendrier(ag: AssembleeGenerale, moment: datetime, marge: int) -> bytes:
    """The ``.ics`` file of an assembly; ``moment`` stamps it, the assembly's version numbers its updates."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tantième//Votes//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"AG {ag.copropriete.nom}")
    limite = find_limite(ag, marge)
    nom = f"{ag.copropriete.code} {ag.copropriete.nom}"
    debut = datetime.combine(ag.date_ag, ag.heure or HEURE_INCONNUE, PARIS)
    seance = _event(ag, "seance", f"AG {nom}" + ("" if ag.heure else " (heure à préciser)"), moment)
    seance.add("dtstart", debut)
    seance.add("dtend", debut + DUREE)
    if ag.lieu:
        seance.add("location", ag.lieu)
    seance.add_component(_alarm(f"AG {nom} demain"))
    calendar.add_component(seance)
    calendar.add_component(
        _day(ag, "limite", f"Dernier jour de réception du formulaire : {nom}", limite.opposable, moment)
    )
    calendar.add_component(_day(ag, "interne", f"Consignes et envoi attendus : {nom}", limite.interne, moment))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(ag: AssembleeGenerale, genre: str, titre: str, moment: datetime) -> Event:
    event = Event()
    event.add("uid", f"ag-{ag.id}-{genre}@tantieme")
    event.add("sequence", ag.version)
    event.add("dtstamp", moment)
    event.add("summary", titre)
    event.add("categories", ["Copropriété"])
    return event


def _day(ag: AssembleeGenerale, genre: str, titre: str, jour: date, moment: datetime) -> Event:
    event = _event(ag, genre, titre, moment)
    event.add("dtstart", jour)
    event.add("dtend", jour + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(titre))
    return event


def _alarm(texte: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", texte)
    alarm.add("trigger", timedelta(days=-1))
    return alarm
