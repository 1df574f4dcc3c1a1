"""XML parsed with every door closed: no entities, no DTD, no network."""

from __future__ import annotations

from lxml import etree

from g60translate.errors import BrokenDocument

Element = etree._Element


def parse_xml(data: bytes, *, name: str) -> Element:
    """The root of an XML document; white space and comments are kept.

    Raises BrokenDocument where it is not well-formed, or declares entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument(
            f"{name} is not well-formed XML ({error}). "
            "Open it in its own program and save it again."
        ) from None
    if root is None:
        raise BrokenDocument(f"{name} is empty XML. Open it in its own program and save it again.")
    dtd = root.getroottree().docinfo.internalDTD
    # lxml-stubs does not know the method.
    if dtd is not None and list(getattr(dtd, "iterentities")()):  # noqa: B009
        raise BrokenDocument(f"{name} declares XML entities, which may be an attack; not opened.")
    return root


def serialise_xml(root: Element, *, original: bytes) -> bytes:
    """The tree as bytes, with the XML declaration of the `original` bytes."""
    info = root.getroottree().docinfo
    encoding = info.encoding or "UTF-8"
    body = _bytes(etree.tostring(root.getroottree(), encoding=encoding, xml_declaration=False))
    if encoding.upper() not in ("UTF-8", "US-ASCII", "ASCII") and not original.startswith(b"<?xml"):
        return _bytes(etree.tostring(root.getroottree(), encoding=encoding, xml_declaration=True))
    end = original.find(b"?>") if original.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else -1
    if end < 0:
        return body
    after = original[end + 2 :]
    gap = after[: len(after) - len(after.lstrip())]
    return original[: end + 2] + gap + body


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _bytes(serialised: bytes | str) -> bytes:
    """What `tostring` gives for every encoding but `unicode`."""
    assert isinstance(serialised, bytes)
    return serialised
