"""How well titles are qualified on the part of the corpus kept aside from tuning: ``python -m bench.qualification``."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

from services.votes.qualification.decision import qualify_resolution
from services.votes.qualification.types_resolution import A_QUALIFIER, find_type, load_types

CORPUS = Path(__file__).parents[1] / "tests" / "votes" / "corpus_intitules.csv"
SUR = Decimal("0.80")


def main() -> None:
    """Print accuracy per type and per role, what was confused, and the answers that were too sure."""
    with CORPUS.open(encoding="utf-8") as lignes:
        rows = [row for row in csv.DictReader(lignes, delimiter=";") if row["partie"] == "reserve"]
    justes: Counter[str] = Counter()
    tous: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    roles_justes: Counter[str] = Counter()
    trop_sures = surs = surs_justes = 0
    for row in rows:
        lue = qualify_resolution(row["intitule"], row["texte"] or None)
        attendu = find_type(row["type"])
        tous[attendu.code] += 1
        justes[attendu.code] += lue.type == attendu.code
        roles[attendu.role] += 1
        roles_justes[attendu.role] += lue.role == attendu.role
        surs += lue.confiance >= SUR
        surs_justes += lue.confiance >= SUR and lue.type == attendu.code
        trop_sures += attendu.code == A_QUALIFIER and lue.confiance >= SUR
    for code in load_types():
        if tous[code]:
            print(f"{code:32} {justes[code]:3}/{tous[code]:<3}")
    for role in sorted(roles):
        print(f"role {role:27} {roles_justes[role]:3}/{roles[role]:<3}")
    part_types, part_roles = 100 * justes.total() / len(rows), 100 * roles_justes.total() / len(rows)
    print(f"titles {len(rows)}: types {part_types:.1f} %, roles {part_roles:.1f} %")
    print(f"sure (0.80 and more): {surs}, right {surs_justes}; sure on an undecidable title: {trop_sures}")


if __name__ == "__main__":
    main()
