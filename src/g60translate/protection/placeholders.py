"""Placeholders of programs, templates and mail merge, which come through to the byte.

Each family stands with where it is defined; what a family allows inside is wider here than there,
for a placeholder that is nearly right is still none of the translator's business.
"""

from __future__ import annotations

import re

from g60translate.spans import Span

# Of braces one within the other ({count, plural, one {# Tag} other {# Tage}}), so many deep.
_DEPTH = 3

_NAME = r"[^\W\d][\w.$-]*"

_QUOTED = r"\"[^\"\[\]]*\"|'[^'\[\]]*'|[„“”″][^„“”″\[\]]*[“”″]"

# What a letter is addressed with; any other single word between « and » may be a quotation.
_FIELDS = (
    "(?:Vor|Nach|Familien)?[Nn]amen?|Anrede|Grußformel|Titel|Firma|Adress\\w*|Stra(?:ß|ss)e|PLZ|Ort"
    "|Land|Datum|Betrag|E-?Mail|Telefon|(?:First|Last|Full)[ _]?[Nn]ame|Greeting|Company|Address"
    "|Street|City|Country|Date|Amount|Phone"
)


def _nested(inner: str, depth: int) -> str:
    for _ in range(depth):
        inner = rf"(?:[^{{}}]|\{{{inner}\}})*"
    return inner


_FAMILIES = (
    # Jinja, Liquid, Twig, Handlebars, Mustache, Hugo, Angular: {{ x }}, {{{x}}}, {{< x >}}, {% x %}
    r"\{\{\{?[^{}]*\}\}\}?",
    r"\{%[^{}]*?%\}",
    r"\{\#[^{}]*?\#\}",
    # ERB, EJS, JSP, PHP
    r"<[%?][^<>]*?[%?]>",
    # shell, JavaScript, Java EL, Ruby, make: ${x}, #{x}, %{x}, $(x)
    r"[$#%]\{[^{}]*\}",
    r"\$\([^()\s]*\)",
    # str.format, .NET, ICU MessageFormat, i18next: {}, {0}, {0:N2}, {name}, {n, plural, …}
    rf"\{{(?:!?\$?{_NAME}|\d+)?(?:\s*[,:!|](?:{_nested('', _DEPTH)}))?\}}",
    # printf, gettext, Objective-C, Qt: %s, %1$s, %-5.2f, %(n)s, %<n>s, %@, %1, %n, %%
    r"(?<![\d%])%(?:\d{1,2}\$)?(?:\(\w[\w. ]*\)|<\w+>)?[-+0\#']{0,3}\d{0,3}(?:\.\d{1,2})?"
    r"(?:hh?|ll?|[jztL])?(?:[diouxXeEfFgGcsSpnr](?!\w)|@)",
    r"(?<![\d%])%L?\d{1,2}(?![\d,.]?\w)(?!\s*%)",
    r"%%",
    # Windows' variables, Symfony: %x%
    r"%[A-Za-z_]\w*%",
    # PHP, Perl, Perl-like templates: $name
    r"(?<![\w$])\$[A-Za-z_]\w*",
    # Wiki links, Word and Mailchimp merge fields, double angles of templates: [[x]], *|X|*, <<x>>
    r"\[\[[^\[\]]+\]\]",
    r"\*\|[^|\s]+\|\*",
    r"<<\s*[^<>\n]+?\s*>>",
    # What a form letter leaves to fill in: [NAME], [FIRST_NAME], <Telefon einsetzen>
    r"\[[A-ZÄÖÜ][A-ZÄÖÜ0-9]+(?:[ _-][A-ZÄÖÜ0-9]+)*\](?!\()",
    r"\[[a-zäöü]+(?:_[a-zäöü0-9]+)+\](?!\()",
    r"(?<!\w)<[^\W\d_][\w.-]*(?:[ :/]{1,2}[\w.-]+){0,5}>",
    # Escaped markup: <b>, </b>, <br/>, <a href="…">
    r"</?[A-Za-z][\w:-]*(?:\s+[\w:@-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))?)*\s*/?>",
    # Merge fields of Word: «Vorname», «Name_1» and two side by side; other words are quoted so.
    rf"«(?:{_FIELDS}|[^\W\d_]+_[\w.]+|[A-Z]\w*[a-zäöü][A-Z]\w*)»",
    r"(?:«[A-ZÄÖÜ]\w*»[ \u00a0]?)+«[A-ZÄÖÜ]\w*»",
    # WordPress, phpBB: [gallery ids="1,2"], [url=https://…], [/url], [b] where [/b] closes it
    rf"\[[A-Za-z][\w-]*(?:=[^\[\]\s]+|(?:\s+[\w:-]+=(?:{_QUOTED}|[^\s\[\]\"'„“]+))+)\s*/?\](?!\()",
    r"\[/[A-Za-z][\w-]*\](?!\()",
    r"\[(?P<code>[A-Za-z][\w-]*)\](?=[^\n]{0,2000}?\[/(?P=code)\])",
    # Template Toolkit, Less, Vue I18n: [% x %], @{x}, @:common.ok
    r"\[%[^%\[\]]*%\]",
    r"@\{[^{}]*\}",
    r"(?<!\w)@(?:\.\w+)?:[\w.]*\w",
    # Lines to write on and leaders of dots: ______, ........
    r"_{3,}(?!\w)|\.{5,}|(?<=\s)\.{4}(?=\s)|…{2,}",
    # Laravel, Rails routes, emoji names: :ort:, :name
    r"(?<![\w:]):[^\W\d]\w*(?:[-+]\w+)*:(?![\w:])",
    # Doubled signs around a name: @@x@@, ##x##, __x__, ___x___, %%x%%, $$x$$
    r"(?<!\w)(?P<sign>@@|\#\#|__+|%%|\$\$)(?=[^\W\d])[\w.-]*?[^\W_](?P=sign)(?!\w)",
    # Character references: &nbsp;, &#160;
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#\d{1,7}|\#x[0-9A-Fa-f]{1,6});",
)
# The doubled signs first, for other families begin like them.
_ANY = re.compile("|".join((_FAMILIES[-2], *_FAMILIES[:-2], _FAMILIES[-1])))

# Few texts have one of these signs, and all placeholders have.
_HINT = re.compile(r"[{<$%&@«]|\[[\[A-ZÄÖÜa-z/]|\.{4}|……|__|\*\||##|(?<![\w:]):[^\W\d]")


def placeholders(text: str) -> list[Span]:
    """Spans of all placeholders (code points, half-open) from left to right, none overlapping."""
    if not _HINT.search(text):
        return []
    return [match.span() for match in _ANY.finditer(text)]
