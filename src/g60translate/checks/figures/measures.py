"""Units of measure behind a figure, in German and English, by one name for each."""

from __future__ import annotations

import re

_S = r"[ \u00a0]"
# name -> how it is written: signs that both languages share, then words.
_SIGNS: dict[str, str] = {
    "km/h": "km/h|kph|kmh", "m/s": "m/s", "km²": "km²|km2|qkm|sq{S}?km",
    "m²": "m²|m2|qm|sqm|sq{S}m",
    "cm²": "cm²|cm2", "m³": "m³|m3|cbm", "km": "km", "cm": "cm", "mm": "mm", "m": "m", "nm": "nm",
    "µm": "[µμ]m", "ha": "ha", "mg": "mg", "µg": "[µμ]g", "kg": "kg", "g": "g", "t": "t",
    "ml": "ml|mL", "cl": "cl", "hl": "hl", "l": "l|L", "kWh": "kWh", "MWh": "MWh", "GWh": "GWh",
    "TWh": "TWh", "Wh": "Wh", "kW": "kW", "MW": "MW", "GW": "GW", "TW": "TW", "W": "W", "kV": "kV",
    "V": "V", "mA": "mA", "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "hPa": "hPa",
    "kB": "kB|KB", "MB": "MB", "GB": "GB", "TB": "TB", "°C": "°{S}?C", "°F": "°{S}?F",
    "dB": "dB", "°": "°", "mph": "mph|MPH", "mi": "mi",
}  # fmt: skip
_WORDS: dict[str, dict[str, str]] = {
    "de": {
        "km/h": "Stundenkilometern?|Kilometern? pro Stunde", "km²": "Quadratkilometern?",
        "m²": "Quadratmetern?", "m³": "Kubikmetern?", "km": "Kilometern?", "cm": "Zentimetern?",
        "mm": "Millimetern?", "m": "Metern?", "ha": "Hektar", "mg": "Milligramm",
        "µg": "Mikrogramm", "kg": "Kilogramm|Kilo", "g": "Gramm", "t": "Tonnen?", "l": "Litern?",
        "ml": "Millilitern?", "hl": "Hektolitern?", "kWh": "Kilowattstunden?",
        "MWh": "Megawattstunden?", "GWh": "Gigawattstunden?", "TWh": "Terawattstunden?",
        "Wh": "Wattstunden?", "kW": "Kilowatt", "MW": "Megawatt", "GW": "Gigawatt", "W": "Watt",
        "V": "Volt",
        "°C": "Grad Celsius", "°F": "Grad Fahrenheit", "°": "Grad", "MB": "Megabyte",
        "GB": "Gigabyte",
        "TB": "Terabyte", "mph": "Meilen pro Stunde", "mi": "Meilen?",
    },
    "en": {
        "km/h": "kilomet(?:er|re)s? (?:per|an) hour", "km²": "square kilomet(?:er|re)s?",
        "m²": "square met(?:er|re)s?", "m³": "cubic met(?:er|re)s?", "km": "kilomet(?:er|re)s?",
        "cm": "centimet(?:er|re)s?", "mm": "millimet(?:er|re)s?", "m": "met(?:er|re)s?",
        "ha": "hectares?", "mg": "milligram(?:me)?s?", "µg": "microgram(?:me)?s?",
        "kg": "kilogram(?:me)?s?|kilos?", "g": "gram(?:me)?s?", "t": "(?:metric )?ton(?:ne)?s?",
        "l": "lit(?:er|re)s?", "ml": "millilit(?:er|re)s?", "hl": "hectolit(?:er|re)s?",
        "kWh": "kilowatt(?:-| )hours?", "MWh": "megawatt(?:-| )hours?",
        "GWh": "gigawatt(?:-| )hours?",
        "TWh": "terawatt(?:-| )hours?", "Wh": "watt(?:-| )hours?", "kW": "kilowatts?",
        "MW": "megawatts?", "GW": "gigawatts?",
        "W": "watts?", "V": "volts?", "°C": "degrees (?:Celsius|centigrade)",
        "°F": "degrees Fahrenheit", "°": "degrees?", "MB": "megabytes?", "GB": "gigabytes?",
        "TB": "terabytes?", "mph": "miles (?:per|an) hour", "mi": "miles?",
    },
}  # fmt: skip
MEASURES = frozenset(_SIGNS)


def _pattern(lang: str) -> re.Pattern[str]:
    groups = []
    for number, (name, signs) in enumerate(_SIGNS.items()):
        words = _WORDS.get(lang, {}).get(name, "")
        # Headlines have words in capitals; signs differ by them.
        both = f"{signs}|(?i:{words})" if words else signs
        groups.append(f"(?P<u{number}>{both.replace(' ', _S).replace('{S}', _S)})")
    return re.compile(rf"(?:{_S}|-)?(?:{'|'.join(groups)})(?![\w²³]|/\w)")


_PATTERNS = {lang: _pattern(lang) for lang in _WORDS}
_SIGNED = _pattern("")
_NAMES = tuple(_SIGNS)
# Signs that no check compares, for they are seldom more than part of a name.
_OTHERS = (
    "h|min|s|ms|bar|mbar|Pa|kPa|MPa|N|kN|Nm|J|kJ|MJ|kcal|[kMG]bit/s|px|dpi|ppm|kWp|MWp|lx|lm|K"
    "|µl|ct"
)
_OTHER = re.compile(rf"{_S}?(?:{_OTHERS})(?![\w²³]|/\w)")
_RATE = re.compile(
    rf"{_S}?(?:[kMG]?Wh|[kmµ]?g|[kMGT]B|[km]?m[²³]?|ml|l|t|ct)/"
    rf"(?:100{_S}km|km|m[²³]|kg|kWh|min|[adhslt])(?![\w²³/])"
)


def measure_after(text: str, place: int, lang: str) -> tuple[str, int]:
    """The name of the unit of measure at `place` and where it ends; ("", place) for none."""
    pattern = _PATTERNS.get(lang)
    if pattern and (match := pattern.match(text, place)):
        return _NAMES[int((match.lastgroup or "u0")[1:])], match.end()
    return "", place


def sign_after(text: str, place: int) -> int:
    """Where the sign of a unit at `place` ends, the same in all languages; `place` for none."""
    match = _RATE.match(text, place) or _SIGNED.match(text, place) or _OTHER.match(text, place)
    return match.end() if match else place
