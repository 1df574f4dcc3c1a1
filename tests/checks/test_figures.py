"""Figures of German releases: times of day, halves, signs, units, notation, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.checks.check import Severity, Unit
from g60translate.checks.numbers import NumbersCheck
from g60translate.checks.run import run_checks
from tests.checks.units import examine

CHECK = NumbersCheck()
CASES = Path(__file__).parents[1] / "cases" / "numbers" / "pairs.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:]]
# pair of languages, source, target, whether a finding must come.
MORE = [
    line.split("\t")
    for line in Path(__file__).with_name("pairs.tsv").read_text("utf-8").splitlines()[1:]
]

# source, target: the same, said in another way; also the other way round.
RIGHT = [
    ("Der Markt öffnet um 7 Uhr.", "The market opens at 7 a.m."),
    ("Der Markt öffnet um 7 Uhr.", "The market opens at seven."),
    ("Der Markt öffnet von 9 bis 17 Uhr.", "The market is open from 9 a.m. to 5 p.m."),
    ("Der Markt öffnet von 9 bis 17 Uhr.", "The market is open from 9 to 5 p.m."),
    ("Heute Abend um 8 Uhr singt der Chor.", "The choir sings at 8 p.m. tonight."),
    ("Nachts um 3 Uhr brannte es.", "A fire broke out at 3 a.m."),
    ("Nachmittags um 4 Uhr gibt es Tee.", "Tea is served at 4 p.m."),
    ("Samstagabend um 10 Uhr endet das Fest.", "The festival ends at 10 p.m. on Saturday."),
    ("Die Sitzung beginnt um 14.30 Uhr.", "The meeting begins at 2:30 p.m."),
    ("Die Sitzung beginnt um 14.30 Uhr.", "The meeting begins at 2.30 p.m."),
    ("Die Sitzung beginnt um 14.30 Uhr.", "The meeting begins at 14:30."),
    (
        "Um 0.30 Uhr fährt der letzte Bus, um 12 Uhr der erste.",
        "The last bus leaves at 12:30 a.m., the first at noon.",
    ),
    ("Um Mitternacht ist Schluss.", "It ends at midnight."),
    ("Um 24 Uhr ist Schluss.", "It ends at midnight."),
    ("Um 24 Uhr ist Schluss.", "It ends at 12 a.m."),
    ("Einlass ist um 10 Uhr, Ende um 22 Uhr.", "Doors open at 10 a.m. and close at 10 p.m."),
    ("Die Sitzung beginnt um halb zwei.", "The meeting begins at 1:30 p.m."),
    ("Die Sitzung beginnt um Viertel vor zehn.", "The meeting begins at a quarter to ten."),
    ("Die Sitzung beginnt um Viertel vor zehn.", "The meeting begins at 9:45 a.m."),
    ("Die Sitzung beginnt um dreiviertel acht.", "The meeting begins at 7:45."),
    ("Um acht Uhr beginnt es.", "It starts at eight o'clock."),
    ("Um acht Uhr beginnt es.", "It starts at 8 a.m."),
    ("Um acht Uhr abends beginnt es.", "It starts at 8 p.m."),
    ("Um zwölf Uhr mittags läuten sie.", "They ring at noon."),
    ("Um 11 Uhr beginnt die Messe.", "The fair begins at 11."),
    ("Um 23 Uhr ist Schluss.", "It closes at 11 p.m."),
    ("Um 23 Uhr ist Schluss.", "It closes at 11 in the evening."),
    ("Der Bau dauert zweieinhalb Jahre.", "Construction takes two and a half years."),
    ("Der Bau dauert zweieinhalb Jahre.", "Construction takes two-and-a-half years."),
    ("Der Bau dauert zweieinhalb Jahre.", "Construction takes 2.5 years."),
    ("Der Bau dauert zweieinhalb Jahre.", "Construction takes 30 months."),
    ("Der Bau dauert anderthalb Jahre.", "Construction takes a year and a half."),
    ("Der Bau dauert anderthalb Jahre.", "Construction takes 18 months."),
    ("Anderthalb Milliarden Euro fehlen.", "€1.5 billion is missing."),
    ("Anderthalb Milliarden Euro fehlen.", "A billion and a half euros is missing."),
    ("Fünfeinhalb Stunden dauert der Flug.", "The flight takes 5½ hours."),
    ("Der Flug dauert 5½ Stunden.", "The flight takes 5.5 hours."),
    ("Zwei Drittel der Fläche sind bebaut.", "Two thirds of the area is built up."),
    ("Ein Viertel der Gäste kam zu spät.", "25 percent of the guests were late."),
    ("Die Hälfte der Gäste kam zu spät.", "50% of the guests were late."),
    ("Im 19. Jahrhundert wuchs die Stadt.", "The city grew in the nineteenth century."),
    ("Ende des 20. Jahrhunderts", "At the end of the twentieth century"),
    ("Das Thermometer zeigte -4 Grad.", "The thermometer showed minus 4 degrees."),
    ("Das Thermometer zeigte minus 4 Grad.", "The thermometer showed 4 degrees below zero."),
    (
        "Die Firma meldet einen Rückgang um 4 Prozent.",
        "The company reports a decline of 4 percent.",
    ),
    ("Der Kurs fiel um −2,5 Prozent auf -7 Euro.", "The price fell by −2.5 percent to −€7."),
    ("Der Zins stieg um 0,5 Prozentpunkte.", "The rate rose by 0.5 points."),
    ("Der Zins sank von 3 auf 2,5 Prozent.", "The rate fell from 3 to 2.5 percent."),
    ("Der Umsatz betrug 1,2 Mrd. Euro.", "Revenue was €1.2 billion."),
    ("Der Umsatz betrug 1'250 Franken.", "Revenue was 1,250 francs."),
    ("Der Umsatz betrug 1'250 Franken.", "Revenue was CHF 1,250."),
    ("Das Fass wiegt 8 µg mehr.", "The barrel weighs 8 μg more."),
    ("Das Boot fährt 40 km/h.", "The boat does 40 kilometres per hour."),
    ("Das Boot fährt 40 km/h.", "The boat does 40 kph."),
    ("Das Feld misst 12 ha.", "The field measures 12 hectares."),
    ("Die Anlage leistet 5 Megawatt.", "The plant delivers 5 MW."),
    ("Der Preis beträgt 2.400 zł oder 60 Kč.", "The price is PLN 2,400 or CZK 60."),
    ("Der Bau kostet 40 Mio. ₽.", "Construction costs 40 million rubles."),
    ("Die Nacht kostet 700 ฿.", "The night costs 700 baht."),
    ("Das Buch kostet 90 Kronen.", "The book costs 90 kronor."),
    ("Das Buch kostet 90 SEK.", "The book costs 90 kr."),
    ("Das Amt kauft elf neue Kähne.", "The office buys eleven new barges."),
    ("Zwölf Kähne kommen.", "Twelve barges arrive."),
    ("Zwölf Kähne kommen.", "A dozen barges arrive."),
    ("Fünfundzwanzig Kähne kommen.", "Twenty-five barges arrive."),
    ("Dreihundert Kähne kommen.", "300 barges arrive."),
    ("Zwölf Millionen Kähne kommen.", "12 million barges arrive."),
    ("Die Elf verlor.", "The team lost."),
    ("drei bis vier Millionen Euro", "three to four million euros"),
    ("Drei Viertel der Karten sind weg.", "Three quarters of the tickets are gone."),
    ("1.204,72 €", "€1,204.72"),
    ("Es steht 3:2.", "It is 3-2."),
    ("Der Satz endete 21:19.", "The set ended 21-19."),
    ("Sie siegten mit 28:25.", "They won 28-25."),
    ("Kapitel 2.4 der Norm", "Chapter 2.4 of the standard"),
    ("Der Sendebeginn ist 20:15.", "Broadcast begins at 8:15 p.m."),
    ("Sperrfrist: Montag, 3. Mai 2024, 18.00 Uhr", "Embargo: Monday, May 3, 2024, 6 p.m."),
    ("Sperrfrist: Montag, 3. Mai 2024, 18.00 Uhr", "Embargo: Monday, May 3, 2024, 18:00"),
    ("Morgen um 9 Uhr geht es los.", "It starts tomorrow at 9 a.m."),
    ("Heute Morgen um 9 Uhr ging es los.", "It started at 9 this morning."),
    ("Die Lesung ist heute um 9 Uhr am Abend.", "The reading is at 9 p.m. today."),
    ("Zwischen 9 und 11 Uhr ist gesperrt.", "It is closed between 9 and 11 a.m."),
    ("Um kurz nach 18 Uhr kam der Zug.", "The train came shortly after 6 p.m."),
    ("Mit 5 Uhr-Tee", "With 5 o'clock tea"),
    ("Der Kai ist 90 m lang.", "The quay is 90 m long."),
    ("Die Firma zahlte 3 Mio. Euro.", "The firm paid €3m."),
    ("Es waren 30 Grad.", "It was 30 °C."),
    ("Der Markt öffnet von 9–17 Uhr.", "The market is open 9 a.m.–5 p.m."),
    ("Der Markt öffnet von 14.30 bis 17 Uhr.", "The market is open from 2:30 to 5 p.m."),
    ("Es dauert zweieinviertel Stunden.", "It takes two and a quarter hours."),
    ("Es dauert dreidreiviertel Jahre.", "It takes three and three quarters years."),
    ("Es dauert dreidreiviertel Jahre.", "It takes 3.75 years."),
    ("Zweieinhalb Millionen fehlen.", "Two and a half million is missing."),
    ("Zwei und eine halbe Million fehlen.", "Two and a half million is missing."),
    ("Der Kurs sank um 3 Prozent.", "The price fell by 3 percent."),
    ("Der Preis ging um 3 Prozent zurück.", "The price dropped by 3 percent."),
    ("Der Kurs stieg um 3 Prozent.", "The price was up by 3 percent."),
    ("Nach Verlusten stieg der Kurs um 3 Prozent.", "After losses, the price rose by 3 percent."),
    ("Der Kurs sank um 3 Prozent, die Miete stieg.", "The rent rose; the price fell by 3 percent."),
]

# source, target: something is wrong.
WRONG = [
    ("Der Markt öffnet um 7 Uhr.", "The market opens at 7 p.m."),
    ("Der Markt öffnet von 9 bis 17 Uhr.", "The market is open from 9 p.m. to 5 a.m."),
    ("Nachts um 3 Uhr brannte es.", "A fire broke out at 3 p.m."),
    ("Die Sitzung beginnt um 14.30 Uhr.", "The meeting begins at 14.30 a.m."),
    ("Die Sitzung beginnt um 14.30 Uhr.", "The meeting begins at 4:30 p.m."),
    (
        "Um 0.30 Uhr fährt der letzte Bus, um 12 Uhr der erste.",
        "The last bus leaves at 12:30 p.m., the first at noon.",
    ),
    ("Um 24 Uhr ist Schluss.", "It ends at noon."),
    ("Einlass ist um 10 Uhr, Ende um 22 Uhr.", "Doors open at 10 p.m. and close at 10 p.m."),
    ("Die Sitzung beginnt um halb neun.", "The meeting begins at half nine."),
    ("Die Sitzung beginnt um halb zwei.", "The meeting begins at 2:30 p.m."),
    ("Die Sitzung beginnt um Viertel vor zehn.", "The meeting begins at 10:15."),
    ("Um 23 Uhr ist Schluss.", "It closes at 23 p.m."),
    ("Der Bau dauert zweieinhalb Jahre.", "Construction takes two-one years."),
    ("Der Bau dauert zweieinhalb Jahre.", "Construction takes two years."),
    ("Der Bau dauert anderthalb Jahre.", "Construction takes half a year."),
    ("Anderthalb Milliarden Euro fehlen.", "€1.5 million is missing."),
    ("Fünfeinhalb Stunden dauert der Flug.", "The flight takes five hours."),
    ("Der Flug dauert 5½ Stunden.", "The flight takes 5 hours."),
    ("Im 18. Jahrhundert wuchs die Stadt.", "The city grew in the 19th century."),
    ("Das Thermometer zeigte −4 °C.", "The thermometer showed 4 °C."),
    ("Das Thermometer zeigte 4 Grad.", "The thermometer showed −4 degrees."),
    ("Die Firma meldet ein Plus von 4 Prozent.", "The company reports a decline of 4 percent."),
    (
        "Die Firma meldet einen Rückgang von 4 Prozent.",
        "The company reports an increase of 4 percent.",
    ),
    ("Der Kurs fiel um −2,5 Prozent auf -7 Euro.", "The price fell by €2.5 percent to €7."),
    ("Der Zins stieg um 0,5 Prozentpunkte.", "The rate rose by 0.5%."),
    ("Der Umsatz betrug 1,2 Mrd. Euro.", "Revenue was 1,2 billion euros."),
    ("Der Umsatz betrug 1,2 Mrd. Euro.", "Revenue was €1.2 trillion."),
    ("Der Umsatz betrug 1'250 Franken.", "Revenue was 1'250 francs."),
    ("Der Umsatz betrug 1'250 Franken.", "Revenue was €1,250."),
    ("Das Fass wiegt 8 µg mehr.", "The barrel weighs 8 ηg more."),
    ("Das Fass wiegt 8 kg mehr.", "The barrel weighs 8 mg more."),
    ("Das Boot fährt 40 km/h.", "The boat does 40 km."),
    ("Das Feld misst 12 ha.", "The field measures 12 m²."),
    ("Die Anlage leistet 5 MW.", "The plant delivers 5 kW."),
    ("Der Preis beträgt 2.400 zł oder 60 Kč.", "The price is 2,400 zł or 60 zł."),
    ("Der Bau kostet 40 Mio. ₽.", "Construction costs 40 million euros. ₽"),
    ("Die Nacht kostet 700 ฿.", "The night costs 700."),
    ("Das Buch kostet 90 kr.", "The book costs £90."),
    ("Das Amt kauft elf neue Kähne.", "The office buys new barges."),
    ("Das Amt kauft elf neue Kähne.", "The office buys twelve new barges."),
    ("Zwölf Kähne kommen.", "Barges arrive."),
    ("Fünfundzwanzig Kähne kommen.", "Twenty barges arrive."),
    ("Zwölf Millionen Kähne kommen.", "12 barges arrive."),
    ("3,75", "3,75"),
    ("EUR 214,72", "EUR 214,72"),
    ("Der Sendebeginn ist 20:15.", "Broadcast begins at 8:15 a.m."),
    ("Der Markt öffnet von 8–12 Uhr.", "The market is open 8–12 a.m."),
    ("Es dauert zweieinviertel Stunden.", "It takes two hours."),
    ("Der Zug kommt um 18.05 Uhr.", "The train comes at 6:05."),
    ("Der Kurs sank um 3 Prozent.", "The price rose by 3 percent."),
    ("Der Umsatz ging um rund 40 Mio. Euro zurück.", "Revenue grew by around €40 million."),
    ("Die Zahl der Gäste stieg um 12.000.", "The number of guests fell by 12,000."),
]


@pytest.mark.parametrize(("source", "target", "finding", "why"), ROWS)
def test_every_pair_of_the_cases_is_told_right(
    source: str, target: str, finding: str, why: str
) -> None:
    found = run_checks([Unit("s1", source, target, "de", "en")])
    serious = [f for f in found if f.severity is not Severity.INFO]
    assert bool(serious) == (finding == "yes"), why


@pytest.mark.parametrize(("pair", "source", "target", "finding"), MORE)
def test_every_other_pair_is_told_right(pair: str, source: str, target: str, finding: str) -> None:
    found = examine(CHECK, source, target, pair)
    assert any(f.severity is not Severity.INFO for f in found) == (finding == "yes")


@pytest.mark.parametrize(("german", "english"), RIGHT)
def test_what_is_right_passes_in_both_directions(german: str, english: str) -> None:
    assert examine(CHECK, german, english, "de-en") == []
    assert examine(CHECK, english, german, "en-de") == []


@pytest.mark.parametrize(("source", "target"), WRONG)
def test_what_is_wrong_is_found(source: str, target: str) -> None:
    assert examine(CHECK, source, target, "de-en") != []
