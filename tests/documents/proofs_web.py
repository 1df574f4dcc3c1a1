"""Proofs of what docs/formats.md says of HTML, Markdown and plain text."""

from __future__ import annotations

from tests.documents.proofs import Case, Proofs, Shown, keeps

# Long builders' lines read best as a table.
# ruff: noqa: E501


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang=de><head>{head}</head><body>{body}".encode()


P = "<p>das tal</p>"


def beside(markup: str) -> Case:
    return keeps(page(P + markup), markup)


HTML: Proofs = {
    "everything a reader is shown": Shown("test_html.test_reads_what_a_browser_shows"),
    "also title": Case(page("", "<title>das tal</title>")),
    "description": Case(page("", '<meta name="description" content="das tal">')),
    "Open Graph texts": Case(
        page(
            "",
            '<meta property="og:title" content="das tal"><meta property="og:description" content="der berg">',
        ),
        ("DAS TAL", "DER BERG"),
    ),
    "alternative texts": Case(page('<img src=x alt="das tal">')),
    "tool tips": Case(page('<b title="das tal">x</b>')),
    "placeholders": Case(page('<input placeholder="das tal">')),
    "labels": Case(page('<button aria-label="das tal">x</button>')),
    "buttons": Case(
        page('<input type=submit value="das tal"><button>der berg</button>'),
        ("DAS TAL", "DER BERG"),
    ),
    "scripts": beside("<script>var a = 'das eine'</script>"),
    "styles": beside("<style>p:before{content:'das eine'}</style>"),
    "SVG": beside("<svg><text>das eine</text></svg>"),
    "MathML": beside("<math><mtext>das eine</mtext></math>"),
    "code": Case(
        page("<p>das tal <code>das eine</code></p>"),
        ("DAS TAL <code>das eine</code>",),
        ("<code>das eine</code>",),
    ),
    "text areas": beside("<textarea>das eine</textarea>"),
    'elements marked `translate="no"` or `notranslate`': keeps(
        page(P + '<p translate="no">das eine</p><p class="a notranslate">das andere</p>'),
        '<p translate="no">das eine</p>',
        '<p class="a notranslate">das andere</p>',
    ),
    "marks of footnotes": keeps(
        page('<p>das tal<sup><a href="#f">1</a></sup> hier'),
        '<sup><a href="#f">1</a></sup>',
        new=('DAS TAL<sup><a href="#f">1</a></sup> HIER',),
    ),
    "`&nbsp;`": keeps(page("<p>das tal&nbsp;hier"), "&nbsp;", new=("DAS TAL&nbsp;HIER",)),
    "unquoted attributes": keeps(page("<p class=x>das tal</p>"), "<p class=x>"),
    "line ends": Shown("test_html.test_writes_nothing_but_the_text"),
    '`translate="yes"` inside `no`': beside(
        '<div translate="no">das eine <p translate="yes">doch nicht</p></div>'
    ),
    "`og:locale`": keeps(page(P, '<meta property="og:locale" content="de_DE">'), 'content="de_DE"'),
    "texts made by scripts": beside("<script>document.write('das eine')</script>"),
}


def md(text: str) -> bytes:
    return f"# das tal\n\n{text}\n".encode()


MATTER = "title: das tal\nsubtitle: der berg\nheadline: der kopf\ndescription: der ort\nsummary: die kürze"
MATTER += "\nexcerpt: das wort"
MARKDOWN: Proofs = {
    "CommonMark with tables": Case(
        md("| der berg | b |\n|---|---|\n| c | d |"), ("| DER BERG | B | |---|---| | C | D |",)
    ),
    "strikethrough": Case(md("~~der berg~~ da"), ("~~DER BERG~~ DA",)),
    "footnotes and definition lists": Case(
        md("der berg[^1]\n\n[^1]: die note\n\nder ort\n: ein wort"),
        ("DER BERG[^1] [^1]: DIE NOTE DER ORT : EIN WORT",),
    ),
    "titles and texts of containers and alerts": Case(
        md(
            ':::info der titel\nder berg\n:::\n\n!!! x "der kopf"\n    der ort\n\n> [!NOTE] dies\n> und das'
        ),
        (":::info DER TITEL DER BERG :::", '!!! x "DER KOPF" DER ORT', "> [!NOTE] DIES > UND DAS"),
    ),
    "meanings of abbreviations": Case(md("*[abc]: der berg"), ("*[abc]: DER BERG",)),
    **dict.fromkeys(
        ("titles", "subtitles", "headlines"),
        Case(
            f"---\n{MATTER}\n---\n\nx\n".encode(),
            ("title: DAS TAL", "subtitle: DER BERG", "headline: DER KOPF"),
        ),
    ),
    **dict.fromkeys(
        ("descriptions", "summaries and excerpts of YAML or TOML front matter"),
        Case(
            f"---\n{MATTER}\n---\n\nx\n".encode(),
            ("description: DER ORT", "summary: DIE KÜRZE", "excerpt: DAS WORT"),
        ),
    ),
    "alternative texts and link titles": Case(
        md('![der berg](x) [a](y "der ort")'), ("![DER BERG](x)", '[A](y "DER ORT")')
    ),
    "HTML blocks": Case(md("<div>\n<p>der berg</p>\n</div>"), ("<p>DER BERG</p>",)),
    "code": keeps(
        md("x `das eine`\n\n```\ndas andere\n```\n\n    das dritte"),
        "`das eine`",
        "``` das andere ```",
        "das dritte",
    ),
    "link addresses": keeps(
        md("[x](https://g60.example/das_tal)"), "(https://g60.example/das_tal)"
    ),
    "link definitions": keeps(md("[x]\n\n[x]: y 'das eine'"), "[x]: y 'das eine'"),
    **dict.fromkeys(
        ("markers of lists", "quotations"),
        keeps(md("* a\n+ b\n\n3) c\n\n> d"), "* ", "+ ", "3) ", "> ", new=("* A + B 3) C > D",)),
    ),
    **dict.fromkeys(
        ("containers", "alerts and tasks"),
        keeps(
            md(":::info\na\n:::\n\n??? x\n    b\n\n> [!NOTE]\n> c\n\n- [ ] d"),
            ":::info",
            "??? x",
            "> [!NOTE] > ",
            "- [ ] ",
            new=(":::info A ::: ??? x B > [!NOTE] > C - [ ] D",),
        ),
    ),
    "templates and shortcodes": keeps(
        md("{{< a >}}\nb {{ c }} {% d %} e\n{{< /a >}}"),
        "{{< a >}}",
        "{{ c }} {% d %}",
        "{{< /a >}}",
    ),
    "components": keeps(
        md("<Tabs items={[a]}>\nb\n</Tabs>"),
        "<Tabs items={[a]}>",
        "</Tabs>",
        new=("<Tabs items={[a]}> B </Tabs>",),
    ),
    "attribute lists": keeps(
        md("[a]{.klein} b {: #c }"), "{.klein}", "{: #c }", new=("[A]{.klein} B {: #c }",)
    ),
    "formulas": keeps(md(r"wo $x_1 = \pi$ ist"), r"$x_1 = \pi$"),
    "keys and citations": keeps(
        md("siehe @tbl:preise und [@hafen, S. 5]"), "@tbl:preise", "[@hafen, S. 5]"
    ),
    "roles": keeps(md("siehe {doc}`Anfahrt` an"), "{doc}`Anfahrt`"),
    "wiki links": keeps(md("siehe [[Hafen|den Hafen]] an"), "[[Hafen|den Hafen]]"),
    "signs that were not escaped": keeps(
        md("er [lacht] 2 * 3"), "[", " * ", new=("ER [LACHT] 2 * 3",)
    ),
    "texts inside shortcodes and components' attributes": keeps(
        md('{{< img alt="das eine" >}}\n\n<Card title="das andere">a</Card>'),
        'alt="das eine"',
        'title="das andere"',
    ),
    "hard breaks": Shown("test_markdown.test_writes_nothing_but_the_text"),
    "titles in link definitions": keeps(md("[x]\n\n[x]: y 'das eine'"), "[x]: y 'das eine'"),
    "block values of front matter": keeps(
        b"---\ntitle: >\n  das eine\n---\n\n# das tal\n", "title: > das eine"
    ),
    "paragraphs indented with half tabs": Shown(
        "test_claims.test_a_paragraph_that_markdown_reads_through_half_tabs_is_left_alone_or_right"
    ),
    "a changed paragraph is written on one line": Shown(
        "test_claims.test_a_changed_paragraph_of_markdown_is_written_on_one_line"
    ),
}
ENCODINGS = Shown("test_text.test_keeps_encoding_and_line_ends")
TEXT: Proofs = {
    "paragraphs": Case(b"das tal\n\nder berg\n", ("DAS TAL", "DER BERG")),
    **dict.fromkeys(("encoding", "byte order mark", "line ends", "blank lines", "indents", "list markers"), ENCODINGS),
    **dict.fromkeys(("rules", "marks around words"), Shown("test_lines.test_marks_and_rules_stay_outside")),
    "tabs between columns": Shown("test_lines.test_columns_with_tabs_stay_columns"),
    "the width of paragraphs wrapped by hand": Shown("test_text.test_a_translation_is_wrapped_at_the_same_width"),
    "columns made with spaces": Shown("test_claims.test_columns_made_with_spaces_do_not_stay_under_each_other"),
}  # fmt: skip
