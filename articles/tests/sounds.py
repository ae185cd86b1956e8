"""Films and sound for tests: a second of two colours, recorded in a browser; and made ones."""

from base64 import b64decode
from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.imports.sample_sound import make_horn
from articles.text.clips import Clip, store_clips

_number = count(1)
FILM = b64decode(
    "AAAAJGZ0eXBpc29tAAACAGlzb21pc282aXNvMmF2YzFtcDQxAAACzG1vb3YAAAB4bXZoZAEAAAAAAAAA5zKXagAA"
    "AADnMpdqAAAD6AAAAAAAAAQ7AAEAAAEAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAA"
    "QAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAAAIkdHJhawAAAGh0a2hkAQAAAwAAAADnMpdqAAAAAOcy"
    "l2oAAAABAAAAAAAAAAAAAAQ7AAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAA"
    "QAAAAACgAAAAWgAAAAABtG1kaWEAAAAsbWRoZAEAAAAAAAAA5zKXagAAAADnMpdqAAB1MAAAAAAAAAQ7VcQAAAAA"
    "AC1oZGxyAAAAAAAAAAB2aWRlAAAAAAAAAAAAAAAAVmlkZW9IYW5kbGVyAAAAAVNtaW5mAAAAFHZtaGQAAAABAAAA"
    "AAAAAAAAAAAlZGluZgAAAB1kcmVmAAAAAAAAAAEAAAANdXJsIAAAAAEAAAABEnN0YmwAAAAQc3RzYwAAAAAAAAAA"
    "AAAAEHN0dHMAAAAAAAAAAAAAABRzdHN6AAAAAAAAAAAAAAAAAAAAEHN0Y28AAAAAAAAAAAAAAMZzdHNkAAAAAAAA"
    "AAEAAAC2YXZjMQAAAAAAAAABAAAAAQAAAAAAAAAAAAAAAACgAFoASAAAAEgAAAAAAAAAAQtBVkMxIENvZGluZwAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAABj//wAAABBwYXNwAAAAAQAAAAEAAAAUYnRydAAAAAAAAAAAAAAAAAAAAClhdmND"
    "AULAFf/hABJnQsAVjI1BRryTcBDQEHhEI1ABAARozjyAAAAAE2NvbHJuY2x4AAEADQABgAAAAChtdmV4AAAAIHRy"
    "ZXgAAAAAAAAAAQAAAAEAAAAAAAAAAAAAAAAAAADAbW9vZgAAABBtZmhkAAAAAAAAAAEAAACodHJhZgAAABR0Zmhk"
    "AAIAIAAAAAEBAQAAAAAAFHRmZHQBAAAAAAAAAAAAAAAAAAB4dHJ1bgEAAwUAAAAMAAAAyAIAAAAAAAX0AAAAcgAA"
    "C6cAAAEOAAALtgAAAA4AAAusAAAADgAAC7gAAAAOAAALuAAAAA4AABGVAAAADgAABdkAAADdAAALugAAASwAAAu1"
    "AAAADgAAC7gAAAAOAAAD5wAAAA4AAAQBbWRhdAAAAG5luAAEAAAJ///4IooAAgl+OAAIbkcAAvJisnJycnJycnJ1"
    "itddddddddddddddddddddddddddddddddddddddf/x/gtg0JWXxAABA8AAECFCAssDgAEgGDpYcAAkAwdLwuyyd"
    "ltbW1tbW1tbW1wAAAQph4ABAAL5An+FIoAAgARQABAAigACABFAAEACKAAIAEUAAQAIoAAgARQABAAigACABFAAE"
    "ACKAAIAEUAAQAIoAAgARQABAAigACABFAAEACOAAIi8cAAQ9MT4nxPifE+J8T4nxPnvP5/P5/P5/P5/P57z+fz+f"
    "z+fz+fz+e8/n8/n8/n8/n8/n8/n8/n8/n8/n8/8aQUAAQBooAAgDRQABAGigACANFAAEAaKAAIA0UAAQBooAAgDQ"
    "OIAgzIOIAgzLw4gCDMg4gCDMvEAAEGMAAQo0IAAIKgAAhFLA4ABkAOBssOAAZADgbLwOAAWAEB0sOAAWAEB0uEFr"
    "/jTiFxC4hcQuIXELiFxC4AAAAAph4ACAAT5AT4PYAAAACmHgAMABvkBng9gAAAAKYeABAAI+QHeD2AAAAAph4AFA"
    "Ar5Ad4PYAAAACmHgAYADPkB3g9gAAADZYeABwAO+QHf4UigACCfFAAEE+KAAIJ8UAAQT4oAAgnxQABBPigACCfFA"
    "AEE+KAAIJ8UAAQT4oAAgnxQABBPigACCfFAAEE+KAAIJ8UAAQT44AAniRwABNZxPifE+J8T4nxPifE+fz+fz+fz+"
    "fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+fz+b/j/BaQDgghrK7iAACGQAAIVqEAAKgiwOAAIC"
    "AAAgIAAZLDgACAgAAICAAGS8Dphyw6YcuEFr/qaiFxC4hcQuIXELiFxC4AAAAShh4AIABD5Ad/hSKAAIJ0UAAQTo"
    "oAAgnRQABBOigACCdFAAEE6KAAIJ0UAAQTooAAgnRQABBOigACCdFAAEE6KAAIJ0UAAQTooAAgnRQABBOjgACeLH"
    "AAE1jE+J8T4nxPifE+J8T5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P5/P/GkFAAE"
    "DSKAAIGkUAAQNIoAAgaRQABA0igACBpFAAEDSKAAIGkDgCAEDmQcAQAgIZeHAEAICGQcAQAgIZeIAAIfoAAjRoQA"
    "AQ3gABFsWBwABAbAAECEAAQA5YcAAQGwABAhAAEAOXgcAAQFAABAUAAZLDgACAoAAICgADJcOL/409NPXoTC2aTY"
    "hcQuIXELiFxC4hcQuAAAAAph4AJABL5Ad4PYAAAACmHgAoAFPkB3g9gAAAAKYeACwAW+QHeD2AAAAExtZnJhAAAA"
    "NHRmcmEBAAAAAAAAAQAAAD8AAAABAAAAAAAAAAAAAAAAAAAC8AAAAAEAAAABAAAAAQAAABBtZnJvAAAAAAAAAEw="
)
WEBM = b64decode(
    "GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQRChYECGFOAZwH/////////FUmpZpkq17GDD0JATYCGQ2hy"
    "b21lV0GGQ2hyb21lFlSua7yuuteBAXPFh6j+siCZ12CDgQFV7oEBhoVWX1ZQOOCdsIGguoFaU8CBAVWwkFWxgQFV"
    "uYECVbqBDVW7gQEfQ7Z1Af/////////ngQCgQJ2h2IEAAAAQBgCdASqgAFoAAAcIhYWImYSIASQQE61QH8AQNNC1"
    "Jz16MvEc9ejLxHPXoy8Rz16MvEc9ejLxHKAA/v+neT//ye7/ye7/ye7//J7v/zsGxLteAAB1ocCmvu6BAaW5UAUA"
    "nQEqoABaAABHCIWFiJmEiAICAAYoDwh1VJruIdVSa7iHVUmu4h1VJruIdVSa7iG8AP7/uoMAoOGhvoEAMQDRAwAA"
    "EAkgAMA5wEDaI5ZqACtgVgArABWACsAFYAKwAQD+/uu8v/lPY4r6P/Kfv/+T3Z40pol/+TgAdaGbppnugQGllBEC"
    "AAEQGAAYABhYL/QACICBAAAA+4EAoLuhmIEAlQARAgAAEAkgAMAAwsF/oABEBAgAAHWhm6aZ7oEBpZQRAgABEBAA"
    "GAAYWC/0AAiAgQAAAPuBMaC7oZiBAPoAEQIAABAJIADAAMLBf6AARAQIAAB1oZumme6BAaWUEQIAARAJIADAAMLB"
    "f6AARAQIAAD7gZWgu6GYgQFgABECAAAQCSAAwADCwX+gAEQECAAAdaGbppnugQGllBECAAEQCSAAwADCwX+gAEQE"
    "CAAA+4H6oLyhmIEBwQARAgAAEAkgAMAAwsF/oABEBAgAAHWhm6aZ7oEBpZQRAgABEAkgAMAAwsF/oABEBAgAAPuC"
    "AWCgvKGYgQIqABECAAAQCSAAwADCwX+gAEQECAAAdaGbppnugQGllBECAAEQCSAAwADCwX+gAEQECAAA+4IBwaBD"
    "HKFC+IECvgDxBgAAEAkgow3zujugvgH9AecqIngPwC+gP6A43oSMiJuA/QXwHyG9BewP6A/oDofZkzeTmwAiBBag"
    "/vttn//uay4Al4o//0rklQzBreXBpUCXgWCynClcctOAJeC25+oAk7kP/y84Lb5dNySmSIIDng0qBLwLBZThSuOW"
    "nAEvBbc/UASdyH/5ecFt8um5JTJEEBzwaVAl4FgspwpXHLTgCXgtufqAJO5D/8vOC2+XTckpkiCA54LcAS8CwUJI"
    "Urjlmn6Dyme8FCQ+CbXi6vkBLwGt/SbjdxAD/KgS8Brf0m43cQA/yoEvAa39JuN3EAP8qBLwGt/SbjdxAD/KgS8B"
    "rf0m43cQA/yoEvAa39JuN3EAP8qBLwGt/SbjdxAD/KgS8Brf0m43cQDq+QymfE7kkOPUVeb5dusUxiObVL5qOioE"
    "vBbb62r5b+ajoqBLwW2+tq+W/mo6KgS8Ftvravlv5qOioEvBbb62r5b+ajoqBLwW2+tq+W/mo6KgS8Ftvravlv5q"
    "OioEvBbb62r5b+ajoqBLwW2+tq+W/mjgKgTJ/lEJD4rtQwWhLwW3y46+W/pNpUbKZ/lQI3K4KEh6W/iJT9B5J5iU"
    "yRBAcOsU/QeSeYlMkQQHDrFP0HknmJTJEEBw6xT9B5J5iUyRBAcOsU/QeSeYlMkQQHDrFP0HknmJTJEEBw6xT9B5"
    "J5iUyRBAc8FuAJeBYKEkKVxyzT9B5TPeChIfBNrxdXyAl4DW/pNxu4gB/lQJeA1v6TcbuIAf5UCXgNb+k3G7iAH+"
    "VAl4DW/pNxu4gB/lQJeA1v6TcbuIAf5UCXgNb+k3G7iAH+VAl4DW/pNxu4gB/lQJeA1v6TcbuIB1fIZTPidySHHq"
    "KvN8u3WKYxHNql81HRUCXgtt9bV8t/NR0VAl4LbfW1fLfzUdFQJeC231tXy381HRUCXgtt9bV8t/NR0VAl4LbfW1"
    "fLfzUdFQJeC231tXy381HRUCXgtt9bV8t/NR0VAl4LbfW1fLfmx1oZqmmO6BAaWT8QEAARAQFGAAYWC/0AAiAgQA"
    "APuCAiqgQvahQtGBAu8AEQIAABAJIADAAYFBf6AAIgH/gP77ZF//7oczgZu/v/9KFG4FoEk53GqBm7bWsMvMSmoU"
    "4GbuGadp6I7oIYtAu4ZugDCjbgz2Ph7jVAzdtrWGXmJTUKcDN3DNO09Ed0EMWgXcM3QBhRtwZ7Hw9xqgZu21rDLz"
    "EpqFOBm7hmnaeiO6CGLQLuGboAwo24M9j4e4ZwM3ba0+b5iU1B1XGemuGtPmsedMtxsDAzdsmHj2E058xy1QM3bJ"
    "h49hNOfMctUDN2yYePYTTnzHLVAzdsmHj2E058xy1QM3bJh49hNOfMctUDN2yYePYTTnzHLVAzdsmHj2E058xy1Q"
    "M3bJh49hNOfNGwMOmuI7oNgxscVpugMHGnUHZMncUTpUDN3DM9onsMPFE6VAzdwzPaJ7DDxROlQM3cMz2ieww8UT"
    "pUDN3DM9onsMPFE6VAzdwzPaJ7DDxROlQM3cMz2ieww8UTpUDN3DM9onsMPFE6VAzdwzPaJ7DDxP2FQM65ak+ayC"
    "XSd4Qzdwzc/t7DDx7AR+6a5aoGRl9afNYhC6UarjPQ7SbcGex8EHGq4z0O0m3BnsfBBxquM9DtJtwZ7HwQcarjPQ"
    "7SbcGex8EHGq4z0O0m3BnsfBBxquM9DtJtwZ7HwQcarjPQ7SbcGex8PcM4GbttafN8xKag6rjPTXDWnzWPOmW42B"
    "gZu2TDx7Cac+Y5aoGbtkw8ewmnPmOWqBm7ZMPHsJpz5jlqgZu2TDx7Cac+Y5aoGbtkw8ewmnPmOWqBm7ZMPHsJpz"
    "5jlqgZu2TDx7Cac+Y5aoGbtkw8ewmnPmjYGHTXEd0GwY2OK03QGDjTqDsmTuKJ0qBm7hme0T2GHiidKgZu4ZntE9"
    "hh4onSoGbuGZ7RPYYeKJ0qBm7hme0T2GHiidKgZu4ZntE9hh4onSoGbuGZ7RPYYeKJ0qBm7hme0T2GHiidKgZu4Z"
    "ntE9hh1gdaGbppnugQGllBECAAEQCSAAwADCwX+gAEQECAAA+4ICvqC8oZiBA1IAEQIAABAJIADAAMLBf6AARAQI"
    "AAB1oZumme6BAaWUEQIAARAJIADAAMLBf6AARAQIAAD7ggLvoLyhmIEDtQARAgAAEAkgAMAAwsF/oABEBAgAAHWh"
    "m6aZ7oEBpZQRAgABEAkgAMAAwsF/oABEBAgAAPuCA1KgvKGYgQQZABECAAAQCSAAwADCwX+gAEQECAAAdaGbppnu"
    "gQGllBECAAEQCSAAwADCwX+gAEQECAAA+4IDtQ=="
)
VTT = b"WEBVTT\n\n00:00.000 --> 00:00.900\n<v x>\xe6\xb8\xa1\xe8\x88\xb9</v>\n"


def horn():
    return make_horn().read()


def box(kind, *parts):
    """A box of MP4."""
    data = b"".join(parts)
    return (8 + len(data)).to_bytes(4, "big") + kind + data


def track(handler, codec, *more, reference=b"\0\0\0\1"):
    """A track of MP4 that says of what kind it is, and where its picture or sound lies."""
    entries = box(b"stsd", bytes(4), (1).to_bytes(4, "big"), box(codec, bytes(16)))
    home = box(b"dref", bytes(4), (1).to_bytes(4, "big"), box(b"url ", reference))
    inside = box(b"minf", box(b"dinf", home), box(b"stbl", entries))
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)), inside), *more)


def movie(*tracks, brand=b"isom", seconds=84):
    """An MP4 of these tracks whose picture nobody could show."""
    times = bytes(12) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big")
    return box(b"ftyp", brand, bytes(4)) + box(b"moov", box(b"mvhd", times), *tracks) + box(b"mdat")


def mp3(frames=40):
    """Silence: frames of 128 kbit/s at 44,100 Hz."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def page(flags, granule, payload, stream=b"abcd"):
    """A page of Ogg."""
    sizes = bytes([255] * (len(payload) // 255) + [len(payload) % 255])
    head = b"OggS\0" + bytes([flags]) + granule.to_bytes(8, "little") + stream + bytes(8)
    return head + bytes([len(sizes)]) + sizes + payload


def ogg(seconds=3):
    opus = b"OpusHead\1\1" + (312).to_bytes(2, "little") + bytes(7)
    return page(2, 0, opus) + page(4, seconds * 48000 + 312, b"sound")


def clips(*captions, data=None, kind="mp4", **fields):
    """Stored clips of these captions, as an article's row keeps them."""
    found = []
    for at, caption in enumerate(captions):
        content = (FILM if data is None else data) + box(b"free", b"%d" % at)
        name = default_storage.save(f"clips/{next(_number)}.{kind}", ContentFile(content))
        digest = sha256(content).hexdigest()
        found.append(Clip(kind, name, len(content), digest, 84, caption, **fields))
    return store_clips(found)
