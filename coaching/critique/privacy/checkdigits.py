"""Check digits: what tells a card number or a national id from any other long number."""

from collections.abc import Sequence

_NINE = 9
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_NIE_PREFIXES = str.maketrans("XYZ", "012")


def luhn(digits: str) -> bool:
    """Card numbers (ISO/IEC 7812-1)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(d - _NINE if d > _NINE else d for d in doubled)) % 10 == 0


def iban(compact: str) -> bool:
    """International bank account numbers (ISO 13616): the rearranged number leaves 1 when divided by 97."""
    return int("".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])) % 97 == 1


def german_tax_id(digits: str) -> bool:
    """Steuer-Identifikationsnummer (ISO/IEC 7064, MOD 11,10)."""
    product = 10
    for digit in digits[:-1]:
        rest = (int(digit) + product) % 10 or 10
        product = rest * 2 % 11
    return len(digits) == len("12345678901") and (11 - product) % 10 == int(digits[-1])


def spanish_id(compact: str) -> bool:
    """DNI and NIE: the letter is the number modulo 23."""
    number = compact[:-1].translate(_NIE_PREFIXES)
    return number.isdigit() and _DNI_LETTERS[int(number) % 23] == compact[-1]


def french_nir(compact: str) -> bool:
    """Numéro de sécurité sociale: 13 digits (2A and 2B for Corsica) and 97 minus the number modulo 97."""
    number = compact[:-2].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(compact[-2:])


def brazilian_cpf(digits: str) -> bool:
    """Cadastro de Pessoas Físicas: two weighted sums modulo 11."""
    return len(set(digits)) > 1 and all(_cpf_digit(digits[:n]) == int(digits[n]) for n in (9, 10))


def _cpf_digit(digits: Sequence[str]) -> int:
    weights = range(len(digits) + 1, 1, -1)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) * 10 % 11 % 10
