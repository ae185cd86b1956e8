"""The mark in a picture file of what AI did to it, for programs: 文件元数据隐式标识 of 标识办法.

IPTC's word for it and the label of GB 45438-2025; nothing else of what a file said goes with it.
"""

from __future__ import annotations

#: IPTC's words for the values of `PhotoAi`.
SOURCE_TYPES = {
    "whole": "trainedAlgorithmicMedia",
    "part": "compositeWithTrainedAlgorithmicMedia",
}
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'
    ' Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{}"'
    ' TC260:AIGC="{{&quot;Label&quot;:&quot;1&quot;}}"/></rdf:RDF></x:xmpmeta>'
)


def write_mark(ai_use: str) -> bytes:
    """The mark as XMP; nothing where nothing was declared."""
    return _PACKET.format(SOURCE_TYPES[ai_use]).encode() if ai_use else b""
