"""The file that `config init` writes: every key, explained, and none of them set."""

from __future__ import annotations

from typing import Final

STARTER: Final = """\
# g60.toml: what a house decides once for g60translate.
#
# The nearest g60.toml above the working folder holds, else the one in your own configuration
# folder. What is given on the command line comes first, then a variable of the environment
# (G60_ and the key in capitals: G60_GLOSSARY), then this file. Relative paths are relative to
# this file. `g60translate config show` says where each value came from.
# Take away the # before a key to set it; the values shown are the defaults, or examples.

# Languages: codes or names, with a region if you like (en-GB).
# from = "de"                  # default: told from each document
# to = "en"

# Terms: CSV, XLSX, TBX, UTX, TSV or OmegaT's text. Default: the glossary that ships.
# glossary = "house.csv"

# Your translation memory, asked before the model: `g60translate memory import` makes one.
# memory = "house.g60m"

# A model's name or folder, or two joined by +. Default: as installed for the pair.
# model = "de-en"

# What outputs are called: {name} is the input's name without its suffix and language,
# {to} the target language, {suffix} the suffix with its dot.
# output_name = "{name}.{to}{suffix}"

# When to exit with 2: on an error or a missed term, on a warning too, or never.
# fail_on = "error"            # error, warning, never

# Mark sentences of less confidence than this, from 0 (none) to 1 (nearly all).
# flag_below = 0.5

# What computes, and how.
# engine = "ctranslate2"       # ctranslate2, transformers
# device = "cpu"               # cpu, cuda, auto
# compute_type = "int8"        # default: that of the stored weights
# threads = 4                  # default: one a core up to 8
# beam = 4

# For `eval` only: the checkpoint of COMET (docs/ci.md). The program is named by the option
# --comet-command or by G60_COMET_COMMAND alone, so that no file of a folder starts one.
# comet_model = "wmt22-comet-da/model.ckpt"

# How grave a finding is, by the name of its check: error, warning, info, or off.
# [checks]
# length = "info"
# quotes = "off"

# How `g60translate serve` is started. Tokens stand in a file of their own, one a line.
# [serve]
# host = "127.0.0.1"
# port = 8060
# names = ["translate.example.org"]
# token_file = "tokens"
# data = "server"
# max_upload = 50               # megabytes
# rate = 0                      # requests of one address a minute, 0 for no limit
"""
