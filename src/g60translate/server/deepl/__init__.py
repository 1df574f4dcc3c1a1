"""The dialect of DeepL: `/v2` and `/v3`."""
