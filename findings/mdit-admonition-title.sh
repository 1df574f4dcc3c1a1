#!/usr/bin/env bash
# Versions: mdit-py-plugins 0.7.0, Markdown 3.10, markdown-it-py 4.3.0
# Expected: the plugin reads the admonitions of Python-Markdown: an unquoted second word is a
#   class, the title is made of the first
# Seen: the second word is shown as title ('highlight') and the class is lost; Python-Markdown
#   shows 'Danger' with both classes
# Why it hurts: the same page has another heading after the change of library, and a class name
#   is handed to the translator as a heading
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check mdit-py-plugins==0.7.0 Markdown==3.10 markdown-it-py==4.3.0
venv/bin/python - <<'PY'
import re
import markdown
from importlib.metadata import version
from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin

print("mdit-py-plugins", version("mdit-py-plugins"), "Markdown", markdown.__version__)
SOURCE = "!!! danger highlight\n    Text\n"
pages = (
    markdown.markdown(SOURCE, extensions=["admonition"]),
    MarkdownIt("commonmark").use(admon_plugin).render(SOURCE),
)
seen = [re.findall(r'class="admonition ([\w ]+)"|-title">(\w+)<', page) for page in pages]
titles = [[title for _, title in found if title] for found in seen]
print("Python-Markdown", titles[0], "mdit-py-plugins: expected", titles[0], "seen", titles[1])

if not (titles == [["Danger"], ["highlight"]]):
    raise SystemExit("the surprise is gone: the behaviour changed")
PY
