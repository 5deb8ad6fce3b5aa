"""Numbers that controls accept and nobody owns: SIREN, SIRET, IBAN, registration numbers, and the demo's chance."""

from random import Random

BANQUE_FICTIVE = "99871"
SIREN_FICTIF = "999"


def draw(*graine: object) -> Random:
    """Chance that is the same for the same seed, in every process and every version of Python we support."""
    return Random(":".join(map(str, graine)))  # noqa: S311 - invents data, protects nothing


def build_siren(hasard: Random) -> str:
    """A SIREN of nine digits with its Luhn digit, in a range that is not attributed."""
    return _with_luhn(SIREN_FICTIF + _digits(hasard, 5))


def build_siret(hasard: Random) -> str:
    """A SIRET: a SIREN, then the number of the establishment (00012…), Luhn over the whole."""
    return _with_luhn(build_siren(hasard) + "0001")


def build_iban(hasard: Random) -> str:
    """A French IBAN whose ISO key and RIB key are both right, at a bank that does not exist."""
    guichet, compte = _digits(hasard, 5), _digits(hasard, 11)
    cle_rib = 97 - (89 * int(BANQUE_FICTIVE) + 15 * int(guichet) + 3 * int(compte)) % 97
    bban = f"{BANQUE_FICTIVE}{guichet}{compte}{cle_rib:02d}"
    return f"FR{98 - int(bban + '152700') % 97:02d}{bban}"


def build_immatriculation(hasard: Random) -> str:
    """A number of the national registry of copropriétés: two letters, seven digits."""
    return f"A{hasard.choice('ABCDEF')}{hasard.randint(1_000_000, 9_999_999)}"


def _digits(hasard: Random, count: int) -> str:
    return "".join(str(hasard.randint(0, 9)) for _ in range(count))


def _with_luhn(digits: str) -> str:
    doubled = [int(digit) * (2 - rank % 2) for rank, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value // 10 + value % 10 for value in doubled) % 10)
