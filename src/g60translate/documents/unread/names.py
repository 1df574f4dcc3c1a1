"""Names of files in formats that are not read, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping

TEXT_ADVICE = "Give its text as plain text, Markdown or HTML."
TABLE_ADVICE = (
    "Call it .csv or .tsv and name the columns to translate, such as `--columns title,body`."
)
STRINGS_ADVICE = (
    "If people read its texts, name their format: `--format properties`, i18n-json or i18n-yaml."
)
MAIL_ADVICE = "Save it as .eml in your mail program, or its text as .txt."
CALENDAR_ADVICE = "Export it as .ics from your calendar."
JSON_ADVICE = (
    "If it holds a program's texts for people, give `--format i18n-json`. Of JSON lines (.jsonl), "
    "name the fields to translate, such as `--fields title,body.text`."
)
_OFFICE_ADVICE = "Save it as .docx, .pptx, .xlsx or .odt."
# Suffix -> what such a file seems to be, and what to do.
BY_SUFFIX: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".psv"), ("a table of values", TABLE_ADVICE)),
    **dict.fromkeys((".properties", ".strings", ".stringsdict", ".arb", ".resx"),
                    ("a file of a program's texts", STRINGS_ADVICE)),
    **dict.fromkeys((".ini", ".cfg", ".toml"), ("a settings file", TEXT_ADVICE)),
    **dict.fromkeys((".yaml", ".yml"), ("a settings file", STRINGS_ADVICE)),
    **dict.fromkeys((".tex", ".latex", ".bib"), ("a TeX source", TEXT_ADVICE)),
    **dict.fromkeys((".rst", ".adoc", ".asciidoc", ".org", ".textile", ".wiki", ".mediawiki"),
                    ("in a markup language that is not read", "Convert it to Markdown or HTML.")),
    **dict.fromkeys((".eml", ".mbox", ".mht", ".mhtml"), ("a mail", MAIL_ADVICE)),
    **dict.fromkeys((".ics", ".ical", ".vcs"), ("a calendar", CALENDAR_ADVICE)),
    **dict.fromkeys((".py", ".js", ".mjs", ".jsx", ".tsx", ".vue", ".svelte", ".php", ".rb", ".pl",
                     ".java", ".kt", ".swift", ".c", ".h", ".cpp", ".cs", ".go", ".rs", ".lua",
                     ".css", ".scss", ".less", ".sql", ".sh", ".bat", ".ps1"),
                    ("a program", TEXT_ADVICE)),
    ".vcf": ("an address card", TEXT_ADVICE),
    **dict.fromkeys((".ass", ".ssa", ".sub", ".sbv", ".lrc", ".ttml", ".dfxp"),
                    ("a subtitle file of a kind that is not read", "Save it as .srt or .vtt.")),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson", ".ipynb"),
                    ("JSON of an unknown kind", JSON_ADVICE)),
    **dict.fromkeys((".xml", ".rss", ".atom", ".tei", ".svg", ".tmx", ".ts", ".dita", ".fodt"),
                    ("XML of an unknown kind", TEXT_ADVICE)),
    **dict.fromkeys((".doc", ".dot", ".ppt", ".pps", ".xls", ".xlt", ".rtf",
                     ".wpd", ".wps", ".odm"),
                    ("a file with the name of an office document and other content",
                     _OFFICE_ADVICE)),
    **dict.fromkeys((".odg", ".pages", ".msg", ".idml", ".indd"),
                    ("a file with the name of another format and other content", _OFFICE_ADVICE)),
}  # fmt: skip
