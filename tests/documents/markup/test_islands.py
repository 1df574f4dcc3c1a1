"""What other programs read in Markdown stays to the byte, and text around it is translated."""

from __future__ import annotations

# Files and what becomes of them read best as a table.
# ruff: noqa: E501
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.markup.islands import islands_in, mask
from g60translate.documents.markup.markdown import MarkdownCodec
from g60translate.documents.model import BlockKind
from tests.conftest import ROOT
from tests.documents.pretend import shout, stripped, translated, turned

CODEC = MarkdownCodec()
CASES = ROOT / "tests" / "cases" / "markdown"


def texts(source: str) -> list[str]:
    return [block.text for block in CODEC.read(source.encode(), name="x.md").blocks]


def rewritten(source: str) -> str:
    document = CODEC.read(source.encode(), name="x")
    assert CODEC.write(document).decode() == source
    return CODEC.write(translated(document)).decode()


def joined(text: str) -> str:
    return " ".join(text.split())


# What of each case may change: lines of these are translated but for the stretches that follow.
KEPT = {
    "admonitions": [":::info", ":::danger", "::: hinweis", "!!! warning", "!!! info"],
    "alerts": ["[!CAUTION]", "[!NOTE]"],
    "attributes": [
        "{#faehre}",
        '{#plan .breit data-x="1"}',
        "(faehre.png){width=50% .rechts}",
        "{: .kasten }",
        "]{.klein}",
    ],
    "bar-in-a-cell": ["https://example.org/x"],
    "definitions": [],
    "math-and-citations": [
        r"$E_0 = m \cdot c^2$",
        r"$\frac{1}{2}$",
        r"$r^2\pi$",
        "$$\na^2 + b^2 = c^2\n$$",
        "@tbl:preise",
        "[@hafen2023, S. 5; @werk2024]",
    ],
    "shortcodes": [
        "---\ntitle: ",
        "weight: 20\ntags: [Netz, Hafen]",
        '{{< tooltip text="Knoten" term_id="knoten" >}}',
        '{{<tooltip text="mehrere Leitungen" term_id="leitung">}}',
        "{{< hint >}}",
        "{{< /hint >}}",
        '{{< img src="/bilder/netz.svg" alt="Plan des Netzes" width="50%" >}}',
        "{{<mermaid>}}\ngraph LR; A[Leitstelle] --> B[Werk];\n{{</mermaid>}}",
        '({{< ref "netze/knoten.md" >}})',
        '`Liste`](/docs/{{< param "version" >}}/#liste)',
        "{{% tipp gruen %}}",
        "{{% /tipp %}}",
        '{{% kopf "naechste-schritte" %}}',
    ],
    "tasks": ["- [x]", "2. [x]"],
    "templates": [
        "{{ site.title }}",
        "{{ user.name | upcase }}",
        "{% if ferien %}",
        "{% endif %}",
        '{% include "fuss.html" %}',
        "[[Fahrplan]]",
        "[[Hafen|den Hafen]]",
        "{doc}`Anfahrt`",
        '<%= render "kopf" %>',
        "__NAME__",
        ":anker:",
        ":smile:",
    ],
}


@pytest.mark.parametrize("name", KEPT)
def test_a_case_comes_back_with_its_text_changed_and_nothing_else(name: str) -> None:
    source = (CASES / f"{name}.md").read_text(encoding="utf-8")
    expected = shout(source)
    for kept in KEPT[name]:
        assert kept in source
        expected = expected.replace(shout(kept), kept)
    written = rewritten(source)
    assert joined(written.replace("\n> D", " D")) == joined(expected.replace("\n> D", " D"))
    assert written.count("\n\n") == source.count("\n\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # Markers of containers, alerts and lists.
        ("::: warning Achtung {.x}\neins\n:::\nzwei", "::: warning ACHTUNG {.x}\nEINS\n:::\nZWEI"),
        (":::note[der titel]{#id}\neins\n:::", ":::note[DER TITEL]{#id}\nEINS\n:::"),
        (
            ":::{admonition} titel\n:class: tip\neins\n:::",
            ":::{admonition} TITEL\n:class: tip\nEINS\n:::",
        ),
        (":::: {.columns}\n::: {.column}\na1\n:::\n::::", ":::: {.columns}\n::: {.column}\nA1\n:::\n::::"),
        (":::tip\n:smile: eins\n:::", ":::tip\n:smile: EINS\n:::"),
        ('??? note "klapp auf"\n    eins\n\n    - zwei\n\ndrei', '??? note "KLAPP AUF"\n    EINS\n\n    - ZWEI\n\nDREI'),
        ('=== "reiter"\n\n    ```\n    nein\n    ```\n    ja', '=== "REITER"\n\n    ```\n    nein\n    ```\n    JA'),
        ("!!! note inline end\n    eins", "!!! note inline end\n    EINS"),
        ("- !!! note\n      eins\n- zwei", "- !!! note\n      EINS\n- ZWEI"),
        ("> [!tip]- guter rat\n> eins\n>\n> > [!NOTE]\n> > zwei", "> [!tip]- GUTER RAT\n> EINS\n>\n> > [!NOTE]\n> > ZWEI"),
        ("- > [!WARNING]\n  > eins", "- > [!WARNING]\n  > EINS"),
        ("1. a\n   - [ ] b\n     - [x] c", "1. A\n   - [ ] B\n     - [x] C"),
        ("+ [ ]  b\n10) [x] c", "+ [ ]  B\n10) [x] C"),
        ("begriff **fett**\n: eins\n  \n    zwei\n\n: drei", "BEGRIFF **FETT**\n: EINS\n  \n    ZWEI\n\n: DREI"),
        ("wort\n~ eins\n~ zwei", "WORT\n~ EINS\n~ ZWEI"),
        ("*[HTML]: eine sprache", "*[HTML]: EINE SPRACHE"),
        # Templates.
        ("{% if x %}ja{% endif %} hier", "{% if x %}JA{% endif %} HIER"),
        ("das {{< farbe rot >}}ist{{< /farbe >}} gut", "DAS {{< farbe rot >}}IST{{< /farbe >}} GUT"),
        ("{{#if x}}\nnur dann\n{{/if}}", "{{#if x}}\nNUR DANN\n{{/if}}"),
        ("{{- if .X -}}\nnur dann\n{{- end }}", "{{- if .X -}}\nNUR DANN\n{{- end }}"),
        ("{%- for x in y -%}\n- punkt {{ x }}\n{%- endfor -%}", "{%- for x in y -%}\n- PUNKT {{ x }}\n{%- endfor -%}"),
        ("{% highlight c %}\nnein\n\nnein\n{% endhighlight %}\nja", "{% highlight c %}\nnein\n\nnein\n{% endhighlight %}\nJA"),
        ("{{< figure\n  src=x\n  alt=nein >}}\nja", "{{< figure\n  src=x\n  alt=nein >}}\nJA"),
        ("<% if x %>\nja <%= y %> da\n<% end %>", "<% if x %>\nJA <%= y %> DA\n<% end %>"),
        ("{# nein #}\nja", "{# nein #}\nJA"),
        ("{{ toc }}\nja", "{{ toc }}\nJA"),
        ("> {{% x %}}\n> ja\n> {{% /x %}}", "> {{% x %}}\n> JA\n> {{% /x %}}"),
        ("- {{< x >}} ja\n- b", "- {{< x >}} JA\n- B"),
        ("[der weg]({{ url }} 'titel') ![bild]({% asset x %})", "[DER WEG]({{ url }} 'TITEL') ![BILD]({% asset x %})"),
        ("[a] b\n\n[a]: {{< ref 'b c' >}}", "[A][a] B\n\n[a]: {{< ref 'b c' >}}"),
        ("| {{ a | b }} wort | c |\n|---|---|\n| d | e |", "| {{ a | b }} WORT | C |\n|---|---|\n| D | E |"),
        ("nutze `{{` und `}}` so", "NUTZE `{{` UND `}}` SO"),
        ("<p>das {{ x }} ist {% if y %}da</p>", "<p>DAS {{ x }} IST {% if y %}DA</p>"),
        # MDX.
        ("import X from 'y';\n\nexport const z = {\n  a: 'nein'\n}\n\nja", "import X from 'y';\n\nexport const z = {\n  a: 'nein'\n}\n\nJA"),
        ("<Tabs items={['nein', `a`]}>\n<Tab>\nja\n</Tab>\n</Tabs>", "<Tabs items={['nein', `a`]}>\n<Tab>\nJA\n</Tab>\n</Tabs>"),
        ("ein <Badge farbe='rot'>wort</Badge> und {props.x}", "EIN <Badge farbe='rot'>WORT</Badge> UND {props.x}"),
        ("{x > 3 && <b>nein</b>} da", "{x > 3 && <b>nein</b>} DA"),
        ("so {a ? 'nein' : b} und {x.f(2)} da", "SO {a ? 'nein' : b} UND {x.f(2)} DA"),
        ("{l.map(x => <li key={x}>{x}</li>)} da", "{l.map(x => <li key={x}>{x}</li>)} DA"),
        ("das {wirklich?} da", "DAS {WIRKLICH?} DA"),
        ("{/* nein */}\nja", "{/* nein */}\nJA"),
        ("<div style={{a: 'b'}} onClick={() => f()}>\nja\n</div>", "<div style={{a: 'b'}} onClick={() => f()}>\nJA\n</div>"),
        # Attribute lists.
        ("- a\n{: .liste}\n\nb\n{: #x .y}", "- A\n{: .liste}\n\nB\n{: #x .y}"),
        ("**wort**{.rot} und `code`{.sh} [x](y){a=b}", "**WORT**{.rot} UND `code`{.sh} [X](y){a=b}"),
        ("kopf {#kopf}\n====", "KOPF {#kopf}\n===="),
        ("{.klasse}\nabsatz", "{.klasse}\nABSATZ"),
        ("[ein *wort*]{lang=fr} da", "[EIN *WORT*]{lang=fr} DA"),
        # Formulas, keys, links.
        (r"wasser \(c_1\) und \\(a+b\\) sowie $$x^2$$ da", r"WASSER \(c_1\) UND \\(a+b\\) SOWIE $$x^2$$ DA"),
        ("\\begin{align}\na &= b\n\nc\n\\end{align}\nja", "\\begin{align}\na &= b\n\nc\n\\end{align}\nJA"),
        (r"siehe \ref{fig:x} und \cite[S. 3]{key}", r"SIEHE \ref{fig:x} UND \cite[S. 3]{key}"),
        ("es kostet $5 und 7$ und US$ 3 mehr", "ES KOSTET $5 UND 7$ UND US$ 3 MEHR"),
        ("das war $5 (früher 7$) wert", "DAS WAR $5 (FRÜHER 7$) WERT"),
        ("H~2~O und m^2^ da", "H~2~O UND m^2^ DA"),
        ("siehe @fig-hafen und (@eq:eins) [vgl. -@ben, S. 3]", "SIEHE @fig-hafen UND (@eq:eins) [vgl. -@ben, S. 3]"),
        ("![[bild.png]] {ref}`text <ziel>` :doc:`nein` ja", "![[bild.png]] {ref}`text <ziel>` :doc:`nein` JA"),
        ("[[1]](#a) wort", "[[1]](#a) WORT"),
        ("satz. ^block-1", "SATZ. ^block-1"),
        ("[TOC]\n\n[[_TOC_]]\n\n\\newpage\nja", "[TOC]\n\n[[_TOC_]]\n\n\\newpage\nJA"),
        ("minister{innen} und __WICHTIG__ und __VOR_NAME__", "MINISTER{INNEN} UND __WICHTIG__ UND __VOR_NAME__"),
        # Signs that were not escaped.
        (r"in D:\Mai und a\c da", r"IN D:\MAI UND A\C DA"),
        ("er sagt [pause] 5 * 3 und a_b [1]", "ER SAGT [PAUSE] 5 * 3 UND A_B [1]"),
        (r"er sagt \[pause\] und \*so\*", r"ER SAGT \[PAUSE\] UND \*SO\*"),
    ],
)  # fmt: skip
def test_syntax_stays_and_text_is_translated(source: str, expected: str) -> None:
    assert rewritten(source) == expected
    assert rewritten(source.replace("\n", "\r\n")) == expected.replace("\n", "\r\n")


def test_a_tag_at_the_edge_takes_no_part_in_the_sentence() -> None:
    document = CODEC.read(b"{{% tipp %}}Der Zug.{{% /tipp %}} {: .x}\n", name="x")
    assert [(block.text, block.inlines) for block in document.blocks] == [("Der Zug.", ())]


def test_titles_of_containers_are_headings() -> None:
    source = ':::note Titel\n:::\n\n!!! x "Noch einer"\n\n> [!NOTE] Und\n> Text'
    kinds = [block.kind for block in CODEC.read(source.encode(), name="x").blocks]
    assert kinds == [BlockKind.HEADING] * 3 + [BlockKind.PARAGRAPH]


def test_a_lost_value_comes_back() -> None:
    document = CODEC.read(b"Hallo {{ name }}, guten Tag", name="x")
    written = CODEC.write(translated(document, stripped)).decode()
    assert written.count("{{ name }}") == 1


def test_code_is_passed_by() -> None:
    source = "`{{ a }}` <!-- {{ b }} -->\n\n```\n{{ c }}\n```\n\n\\$a$ https://x.example/@y/$z$"
    assert islands_in(source) == []


def test_signs_of_the_hidden_kind_in_a_file_are_left_alone() -> None:
    source = "ein \U00100000 und {{ x }}"
    assert mask(source).text == source
    assert rewritten(source) == "EIN \U00100000 UND {{ X }}"


PARTS = st.sampled_from(
    [
        "{{< a >}}",
        "{{ b",
        " }}",
        "{% c %}",
        "$",
        "x^2",
        "@k",
        "[[",
        "]]",
        "[",
        "]",
        "{.d}",
        "`",
        "wort",
        "Tal.",
        "**",
        " ",
        "- [ ] ",
        "- ",
        "> ",
        ":::",
        ": ",
        "<A>\n",
        "</A>",
        "\\(",
        "\\)",
        "```\n",
        "| ",
        "\r\n",
        "\t",
        "\\",
        "{a}`b`",
        "\n|---|\n",
        "#",
        "~",
        "<%",
        "%>",
        '=== "t"\n',
        "*[x]: y\n",
        "!!! a\n    ",
        "\n\n\n",
        "> [!NOTE]\n",
        "\U00100001",
        "\U0010fffd",
    ]
)
SOURCES = st.lists(PARTS, max_size=14).map("".join)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(SOURCES)
def test_unchanged_files_come_back_byte_for_byte(source: str) -> None:
    data = source.encode()
    document = CODEC.read(data, name="x")
    assert CODEC.write(document) == data
    assert len({block.id for block in document.blocks}) == len(document.blocks)
    for change in (stripped, turned):
        CODEC.write(translated(document, change))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(SOURCES)
def test_masks_are_as_long_as_what_they_hide(source: str) -> None:
    masked = mask(source)
    assert len(masked.text) == len(source)
    assert masked.original(masked.text) == source
    for start, end, island in masked.find(masked.text):
        assert source[start:end] == island.raw


@settings(deadline=None, derandomize=True, max_examples=200)
@given(SOURCES)
def test_islands_come_through_a_translation(source: str) -> None:
    document = CODEC.read(source.encode(), name="x")
    written = CODEC.write(translated(document)).decode()
    for _, _, island in mask(source).find(mask(source).text):
        assert joined(island.raw) in joined(written)


def test_marked_words_are_a_pair_around_their_words() -> None:
    source = "Das ist ==sehr wichtig== und ++neu++, C++ und a == b.\n"
    assert texts(source) == ["Das ist sehr wichtig und neu, C++ und a == b."]
    assert rewritten(source) == shout(source)
    for alone in ("Es gilt ==so nicht.\n", "Titel\n==\n", "`==a==` und i++\n", "== Titel ==\n"):
        assert "==" in rewritten(alone) or "++" in rewritten(alone)
    assert rewritten("| ==a b== |\n|---|\n") == "| ==A B== |\n|---|\n"
