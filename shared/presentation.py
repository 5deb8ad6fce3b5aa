"""How values are shown: amounts, dates, shares. Pages carry no arithmetic; they call these."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.montants import ESPACE_FINE, ESPACE_INSECABLE

PARIS = ZoneInfo("Europe/Paris")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def today() -> date:
    """The day in Paris: what a person at the landlord's calls today."""
    return day_of(datetime.now(PARIS))


def day_of(moment: datetime) -> date:
    """The day of a moment in Paris."""
    return moment.astimezone(PARIS).date()


def format_date(value: date | datetime | None) -> str:
    """``31/12/2026``; nothing for no date."""
    if isinstance(value, datetime):
        value = day_of(value)
    return value.strftime("%d/%m/%Y") if value else ""


def format_exercice(debut: date, fin: date) -> str:
    """The usual label of an exercise: its year, or its two years (« 2025-2026 »)."""
    return str(debut.year) if debut.year == fin.year else f"{debut.year}-{fin.year}"


def format_date_longue(value: date | None) -> str:
    """``mardi 1er décembre 2026``."""
    if value is None:
        return ""
    jour = "1er" if value.day == 1 else str(value.day)
    return f"{JOURS[value.weekday()]} {jour} {MOIS[value.month - 1]} {value.year}"


def format_instant(value: datetime | None) -> str:
    """``31/12/2026 à 14:05``, Paris time."""
    return value.astimezone(PARIS).strftime("%d/%m/%Y à %H:%M") if value else ""


def format_nombre(value: int | None) -> str:
    """``12 345`` with a narrow no-break space."""
    return "" if value is None else f"{value:,}".replace(",", ESPACE_FINE)


def accord(nombre: int, mots: str, pluriel: str = "") -> str:
    """A count and the words it counts: ``1 décompte prêt``, ``12 décomptes prêts``; zero is singular in French."""
    return f"{format_nombre(nombre)} {decline(nombre, mots, pluriel)}"


def decline(nombre: int, mots: str, pluriel: str = "") -> str:
    """The words alone, for a count that stands elsewhere: ``décompte prêt``, ``décomptes prêts``.

    Each word takes an s unless it ends in s, x or z; ``pluriel`` says what does not follow that rule (« baux »).
    """
    if abs(nombre) < 2:
        return mots
    return pluriel or " ".join(mot if mot[-1] in "sxz" else f"{mot}s" for mot in mots.split(" "))


def format_part(numerateur: int, denominateur: int) -> str:
    """A share in percent with two decimals, computed on integers: ``31,20 %``; a dash over nothing."""
    if denominateur == 0:
        return "—"
    centiemes = (abs(numerateur) * 20_000 + denominateur) // (2 * denominateur)
    signe = "-" if numerateur < 0 else ""
    return f"{signe}{centiemes // 100},{centiemes % 100:02d}{ESPACE_INSECABLE}%"


def format_taux(centiemes: int) -> str:
    """A rate kept in hundredths of a percent, without useless decimals: ``100 %``, ``33,5 %``."""
    entier, reste = divmod(abs(centiemes), 100)
    decimales = f",{reste:02d}".rstrip("0") if reste else ""
    return f"{'-' if centiemes < 0 else ''}{entier}{decimales}{ESPACE_INSECABLE}%"


def format_delai(echeance: date, aujourdhui: date) -> str:
    """How far a deadline is, in words: « aujourd'hui », « dans 3 jours », « en retard de 2 jours »."""
    jours = (echeance - aujourdhui).days
    if jours == 0:
        return "aujourd’hui"
    if jours == 1:
        return "demain"
    if jours > 1:
        return f"dans {jours} jours"
    return f"en retard de {-jours} jour{'s' if jours < -1 else ''}"
